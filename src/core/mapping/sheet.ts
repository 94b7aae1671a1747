import { createHash } from 'node:crypto';

/** What a cell holds once formulas, rich text and links are reduced to what they show. Empty cells are absent. */
export type CellValue = string | number | boolean | Date;

export interface Row {
  /** 1-based, as in Excel. */
  readonly number: number;
  /** By 1-based column, ascending. */
  readonly cells: ReadonlyMap<number, CellValue>;
}

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

/** A sheet by value: no formats, no formulas. Can be sent to another thread. */
export interface Sheet {
  readonly name: string;
  readonly state: SheetState;
  readonly rows: readonly Row[];
}

/** Sheet names are unique without regard to case in Excel. */
export function isNamed(sheet: Sheet, name: string): boolean {
  return sheet.name.toLowerCase() === name.toLowerCase();
}

/** A row of `values` from column 1 on; '' and undefined leave their cell empty. */
export function makeRow(number: number, values: readonly (CellValue | undefined)[]): Row {
  const cells = new Map<number, CellValue>();
  values.forEach((value, index) => {
    if (value !== undefined && value !== '') cells.set(index + 1, value);
  });
  return { number, cells };
}

/**
 * SHA-256 (hex) over every value of `sheets` and the time of saving. It differs as soon as somebody edits a value,
 * and also when another program only saved the workbook again, because that program sets its own time.
 */
export function fingerprintSheets(sheets: readonly Sheet[], modified: Date): string {
  const hash = createHash('sha256').update(String(modified.getTime()));
  for (const sheet of sheets) {
    hash.update(JSON.stringify([sheet.name, sheet.state]));
    for (const row of sheet.rows) hash.update(JSON.stringify([row.number, [...row.cells].map(tagCell)]));
  }
  return hash.digest('hex');
}

/** JSON shows a Date as a string, so a date and its text would look alike without their type. */
function tagCell([column, value]: [number, CellValue]): unknown[] {
  return [column, value instanceof Date ? 'date' : typeof value, value];
}
