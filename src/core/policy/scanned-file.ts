import type { ElementTable } from '../dicom/element-table';
import type { HeaderWindow } from '../dicom/header-window';
import { valueText } from '../splice/rows';

/** The file that was scanned last: its elements, and the bytes of their values. */
export interface ScannedFile {
  readonly window: HeaderWindow;
  readonly table: ElementTable;
}

/** The first row with this tag in the Item `parent`, at the top level for -1; -1 when there is none. */
export function childOf({ table }: ScannedFile, parent: number, tag: number): number {
  for (let row = parent + 1; row < table.count && table.parent[row] === parent; row = table.next[row]!) {
    if (table.tag[row] === tag) return row;
  }
  return -1;
}

/** The value of a row as text without padding, '' for row -1. */
export function textOf({ window, table }: ScannedFile, row: number): string {
  return row < 0 ? '' : valueText(window, table, row);
}
