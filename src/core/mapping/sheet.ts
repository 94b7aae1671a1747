import { createHash } from 'node:crypto';
import type { Records } from '../packed/records';

/** What a cell holds once formulas, rich text and links are reduced to what they show. Empty cells are absent. */
export type CellValue = string | number | boolean | Date;

/** The cells of a row by 1-based column, ascending. */
export interface Cells extends Iterable<[column: number, value: CellValue]> {
  readonly size: number;
  get(column: number): CellValue | undefined;
  keys(): Iterable<number>;
  values(): Iterable<CellValue>;
}

export interface Row {
  /** 1-based, as in Excel. */
  readonly number: number;
  readonly cells: Cells;
}

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

/** A sheet by value: no formats, no formulas. */
export interface Sheet {
  readonly name: string;
  readonly state: SheetState;
  readonly rows: Records<Row>;
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

/** The first rows of a sheet, at most `most`. */
export function firstRows({ rows }: Sheet, most: number): readonly Row[] {
  const first: Row[] = [];
  for (const row of rows) if (first.push(row) === most) break;
  return first;
}

/** A sheet as data that can be sent to another thread. */
export function asPlainSheet({ name, state, rows }: Sheet): Sheet {
  const plain = Array.from(rows, ({ number, cells }) => ({ number, cells: new Map(cells) }));
  return { name, state, rows: plain };
}

/**
 * SHA-256 (hex) over every value of `sheets` and the time of saving. It differs as soon as somebody edits a value,
 * and also when another program only saved the workbook again, because that program sets its own time.
 */
export function fingerprintSheets(sheets: readonly Sheet[], modified: Date): string {
  const hash = createHash('sha256').update(String(modified.getTime()));
  for (const sheet of sheets) {
    hash.update(JSON.stringify([sheet.name, sheet.state]));
    for (const row of sheet.rows) hash.update(JSON.stringify([row.number, Array.from(row.cells, tagCell)]));
  }
  return hash.digest('hex');
}

/** JSON shows a Date as a string, so a date and its text would look alike without their type. */
function tagCell([column, value]: [number, CellValue]): unknown[] {
  return [column, value instanceof Date ? 'date' : typeof value, value];
}
