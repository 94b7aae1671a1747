import { isPrivateCreator } from '../dicom/dictionary';
import type { ElementTable } from '../dicom/element-table';
import { ROW } from '../dicom/element-table';
import { groupOf, TAG } from '../dicom/tags';
import { type Concept, type Concepts, isOf } from './content-item';
import type { PathStep } from './policy';
import { childOf, type ScannedFile, textOf } from './scanned-file';
import type { ContextualSelector } from './selection';

/** Positions of Content Items that others refer to by number: ReferencedContentItemIdentifier (PS3.3 §C.17.3.2.5). */
const REFERENCED_CONTENT_ITEM_IDENTIFIER = 0x0040db73;

/** What stands around the element of a row, looked up when it is first asked for: a policy has hundreds of concepts. */
export class Surroundings {
  private creator: string | undefined;

  constructor(
    private readonly file: ScannedFile,
    private readonly row: number,
    private readonly concepts: Concepts,
  ) {}

  /** Whether a selector that asks where an element stands names the element of the row. */
  fit(selector: ContextualSelector): boolean {
    switch (selector.by) {
      case 'path':
        return endsPath(this.file.table, this.row, selector.path);
      case 'private-element':
      case 'private-creator':
        this.creator ??= privateCreatorAt(this.file, this.row);
        return this.creator === trimmed(selector.creator);
      case 'concept':
        return isOf(selector, this.concept());
    }
  }

  /** What the Content Item says whose value stands here; undefined for what is none. */
  concept(): Concept | undefined {
    const { file, row } = this;
    return file.table.tag[row] === TAG.ContentSequence ? undefined : this.concepts.at(file, row);
  }
}

/**
 * The private creator that reserves the block in which an element lies, without padding: that of the same Item or data
 * set (PS3.5 §7.8.1). '' when the block is reserved by nobody.
 */
export function privateCreatorAt(file: ScannedFile, row: number): string {
  const tag = file.table.tag[row]!;
  const creator = ((tag & 0xffff0000) | ((tag >>> 8) & 0xff)) >>> 0;
  if (!isPrivateCreator(creator)) return '';
  return textOf(file, childOf(file, file.table.parent[row]!, creator));
}

/** Calls `visit` with the rows of the block that the private creator of row `creator` reserves, until it answers true. */
export function someOfBlock(
  { table }: ScannedFile,
  creator: number,
  visit: (row: number) => boolean,
): boolean {
  const parent = table.parent[creator]!;
  const [group, block] = [groupOf(table.tag[creator]!), table.tag[creator]! & 0xff];
  for (
    let row = table.next[creator]!;
    row < table.count && table.parent[row] === parent && groupOf(table.tag[row]!) === group;
    row = table.next[row]!
  ) {
    if (((table.tag[row]! >>> 8) & 0xff) === block && visit(row)) return true;
  }
  return false;
}

/** Whether Content Items of the file are referred to by their positions, which the removal of one would shift. */
export function hasPositions({ table }: ScannedFile): boolean {
  for (let row = 0; row < table.count; row++) {
    if (table.tag[row] === REFERENCED_CONTENT_ITEM_IDENTIFIER) return true;
  }
  return false;
}

function endsPath(table: ElementTable, row: number, path: readonly PathStep[]): boolean {
  let at = row;
  for (let step = path.length - 1; step >= 0; step--) {
    if (at < 0 || (path[step] !== '*' && path[step] !== table.tag[at])) return false;
    at = sequenceAround(table, at);
  }
  return true;
}

function sequenceAround(table: ElementTable, row: number): number {
  let at = table.parent[row]!;
  while (at >= 0 && table.flags[at]! & ROW.item) at = table.parent[at]!;
  return at;
}

function trimmed(text: string): string {
  return text.replace(/^[\0 ]+|[\0 ]+$/g, '');
}
