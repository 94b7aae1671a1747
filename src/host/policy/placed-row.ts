import { isPrivateCreator } from '../../core/dicom/dictionary';
import { parseTag } from '../../core/dicom/names';
import { vrCode } from '../../core/dicom/vr';
import type { PlacedElement } from '../../core/policy/matching';
import type { TagRow } from '../../panel/tag-view-protocol';

/** A row of the tag view among the others of its file. */
export interface RowPlace {
  readonly rows: readonly TagRow[];
  readonly index: number;
}

/** Says what the policy in use does with the attributes of rows. */
export interface RowExplainer {
  /** A sentence about the attribute of a row, '' for an Item. */
  readonly explain: (row: RowPlace) => Promise<string>;
  /** Calls `listener` when there may be another sentence; the function returned ends that. */
  readonly onDidChange: (listener: () => void) => () => void;
}

/** The element that a row shows, with what the others tell of its surroundings; undefined for an Item. */
export function elementOfRow({ rows, index }: RowPlace): PlacedElement | undefined {
  const row = rows[index];
  const tag = row && parseTag(row.tag);
  if (row === undefined || tag === undefined) return undefined;
  const path = [...sequencesAround(rows, index), tag];
  return { tag, vr: vrCode(row.vr), path, creator: creatorOf(rows, index, tag) };
}

function sequencesAround(rows: readonly TagRow[], index: number): readonly number[] {
  const path: number[] = [];
  let depth = rows[index]!.depth;
  for (let at = index - 1; at >= 0 && depth > 0; at--) {
    const row = rows[at]!;
    if (row.depth >= depth) continue;
    depth = row.depth;
    const tag = parseTag(row.tag);
    if (tag !== undefined) path.unshift(tag);
  }
  return path;
}

/** The private creator in the same Item or data set that reserves the block of the element (PS3.5 §7.8.1). */
function creatorOf(rows: readonly TagRow[], index: number, tag: number): string | undefined {
  const creator = ((tag & 0xffff0000) | ((tag >>> 8) & 0xff)) >>> 0;
  if (!isPrivateCreator(creator)) return undefined;
  const { depth } = rows[index]!;
  for (let at = index - 1; at >= 0 && rows[at]!.depth >= depth; at--) {
    const row = rows[at]!;
    if (row.depth === depth && parseTag(row.tag) === creator) return row.value.trim();
  }
  return undefined;
}
