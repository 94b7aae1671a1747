import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { trimPadding } from '../dicom/padding';

/** The first row of the data set's top level with this tag, -1 when there is none. */
export function rowOf(table: ElementTable, layout: FileLayout, tag: number): number {
  for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!) {
    if (table.tag[row] === tag) return row;
  }
  return -1;
}

/** The row with this tag in the same Item as `row`, -1 when there is none or `row` is at the top level. */
export function siblingOf(table: ElementTable, row: number, tag: number): number {
  const parent = table.parent[row]!;
  if (parent < 0) return -1;
  for (
    let other = parent + 1;
    other < table.count && table.parent[other] === parent;
    other = table.next[other]!
  ) {
    if (table.tag[other] === tag) return other;
  }
  return -1;
}

/** The value of a row as bytes, empty when it is not held in memory. */
export function valueBytes(window: HeaderWindow, table: ElementTable, row: number): Buffer {
  const held = table.held[row]!;
  if (held < 0) return Buffer.alloc(0);
  return Buffer.from(window.bytes.buffer, window.bytes.byteOffset + held, table.valueLength(row));
}

/** The value of a row as text, one character a byte, without padding; '' when it is not held in memory. */
export function valueText(window: HeaderWindow, table: ElementTable, row: number): string {
  return trimPadding(valueBytes(window, table, row).toString('latin1'));
}
