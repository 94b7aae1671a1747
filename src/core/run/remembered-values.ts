import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { groupOf } from '../dicom/tags';
import { valueBytes } from '../splice/rows';

/**
 * Everything by which a file is told apart, and what is risky about it, stands in groups up to this one; the survey reads
 * no further, because contours and functional groups behind it are what makes headers long.
 */
export const LAST_GROUP = 0x2fff;

/** A top-level attribute that is looked for. */
export interface SoughtAttribute {
  readonly tag: number;
  /** For a sequence: the attribute in its Items that is meant; the first one counts. */
  readonly inside?: number;
}

const ABSENT = Buffer.alloc(0);

/**
 * The raw values of some attributes in the file at hand. Files of a series follow each other, so that comparing raw values
 * with those of the file before mostly spares decoding them.
 */
export class RememberedValues {
  /** By position of the attribute; empty for those that the file lacks. */
  values: readonly Buffer[] = [];
  private readonly tags: Uint32Array;
  /** 1 for the last bytes that the tags have: spares most elements the search. */
  private readonly mayBe = new Uint8Array(0x100);
  private readonly rows: Int32Array;

  constructor(private readonly sought: readonly SoughtAttribute[]) {
    this.tags = Uint32Array.from(sought, ({ tag }) => tag);
    for (const tag of this.tags) this.mayBe[tag & 0xff] = 1;
    this.rows = new Int32Array(sought.length);
  }

  /** Takes the values of the file that was scanned last; returns whether they are those of the file before. */
  take(window: HeaderWindow, table: ElementTable, layout: FileLayout): boolean {
    this.findRows(table, layout);
    if (this.values.length > 0 && this.areSame(window, table)) return true;
    this.values = Array.from(this.rows, (row) =>
      row < 0 ? ABSENT : Buffer.from(valueBytes(window, table, row)),
    );
    return false;
  }

  /** The first top-level row of each attribute, up to LAST_GROUP, -1 for those that the file lacks. */
  private findRows(table: ElementTable, layout: FileLayout): void {
    const { rows, tags, mayBe } = this;
    rows.fill(-1);
    for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!) {
      const tag = table.tag[row]!;
      if (groupOf(tag) > LAST_GROUP) break;
      if (mayBe[tag & 0xff] === 0) continue;
      const position = tags.indexOf(tag);
      if (position >= 0 && rows[position] === -1) rows[position] = this.rowMeant(table, row, position);
    }
  }

  private rowMeant(table: ElementTable, row: number, position: number): number {
    const { inside } = this.sought[position]!;
    if (inside === undefined) return row;
    for (let at = row + 1; at < table.next[row]!; at++) if (table.tag[at] === inside) return at;
    return -1;
  }

  private areSame(window: HeaderWindow, table: ElementTable): boolean {
    for (let position = 0; position < this.rows.length; position++) {
      if (!isValue(window, table, this.rows[position]!, this.values[position]!)) return false;
    }
    return true;
  }
}

function isValue(window: HeaderWindow, table: ElementTable, row: number, value: Buffer): boolean {
  if (row < 0) return value === ABSENT;
  const held = table.held[row]!;
  const length = held < 0 ? 0 : table.valueLength(row);
  if (value === ABSENT || length !== value.length) return false;
  for (let at = 0; at < length; at++) if (window.bytes[held + at] !== value[at]) return false;
  return true;
}
