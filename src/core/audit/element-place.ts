import { type ElementTable, ROW } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import { formatTag } from '../dicom/names';
import { groupOf, isPixelData, isPrivate, TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import type { Place } from './finding';

/** Curves 50xx and overlays 60xx (PS3.5 §7.6). */
const REPEATING = [0x5000, 0x6000];

/** The innermost row whose bytes hold the file offset, -1 when no element does. */
export function rowAt(table: ElementTable, offset: number): number {
  let [low, high] = [0, table.count - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (table.head[middle]! <= offset) low = middle + 1;
    else high = middle - 1;
  }
  let row = high;
  while (row >= 0 && table.end[row]! <= offset) row = table.parent[row]!;
  return row;
}

/** What kind of place an element is; the innermost reason to be careful counts. */
export function placeOfRow(table: ElementTable, layout: FileLayout, row: number): Place {
  const tag = table.tag[row]!;
  if (row < layout.dataSetRow) return 'file-meta';
  if (isPixelData(tag)) return 'pixel-data';
  if (tag === TAG.EncapsulatedDocument) return 'document';
  if (ancestors(table, row).some((each) => isPrivate(table.tag[each]!))) return 'private';
  if (REPEATING.includes(groupOf(tag) & 0xff00)) return 'overlay';
  if (table.vr[row] === VR.UN || table.vr[row] === 0) return 'unknown';
  return table.parent[row]! >= 0 ? 'sequence' : 'attribute';
}

/** Tags from the top level down to a row, Items left out: "(0040,A730) > (0040,A160)". */
export function pathOfRow(table: ElementTable, row: number): string {
  return ancestors(table, row)
    .filter((each) => (table.flags[each]! & ROW.item) === 0)
    .map((each) => formatTag(table.tag[each]!))
    .reverse()
    .join(' > ');
}

/** The row and those around it, outwards. */
function ancestors(table: ElementTable, row: number): readonly number[] {
  const rows: number[] = [];
  for (let at = row; at >= 0; at = table.parent[at]!) rows.push(at);
  return rows;
}
