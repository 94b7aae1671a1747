import { madeOnDemand, type Records } from '../packed/records';
import type { ExtraRow, LooseRow, SheetExtras } from './carry-over';
import { countOf, dicomDateOf, textOf } from './cell-text';
import { type CellValue, firstRows, type Row, type Sheet } from './sheet';

/** Reads the cells of one row by header. A missing column reads as empty. */
export interface RowReader {
  text(header: string): string;
  /** YYYYMMDD when the cell holds a real date. */
  dicomDate(header: string): string;
  count(header: string): number;
}

/** How records of one kind are read from a sheet. */
export interface TableReading<R> {
  readonly headers: readonly string[];
  /** Without these headers the sheet is not one of ours. */
  readonly required: readonly string[];
  /** A row without a value in this column is a {@link LooseRow}. */
  readonly keyHeader: string;
  /** Headers of ours whose values are carried over as well, as if a user had added them. */
  readonly alsoCarried?: readonly string[];
  readonly read: (row: RowReader) => R;
}

export interface Table<R> {
  readonly records: Records<R>;
  readonly extras: SheetExtras;
}

interface Columns {
  readonly own: ReadonlyMap<string, number>;
  readonly extra: readonly { readonly header: string; readonly column: number }[];
}

/** A user may put a title above the header row. */
const HEADER_SEARCH_ROWS = 10;

/** True if one of the first rows of `sheet` has all of `headers`. */
export function hasHeaders(sheet: Sheet, headers: readonly string[]): boolean {
  return findHeaderRow(sheet, headers) !== undefined;
}

/** Reads `sheet` by header name, in whatever order the columns are. Undefined when it has no header row of ours. */
export function readTable<R>(sheet: Sheet, reading: TableReading<R>): Table<R> | undefined {
  const headerRow = findHeaderRow(sheet, reading.required);
  if (headerRow === undefined) return undefined;
  const columns = findColumns(headerRow, sheet.rows, reading);
  const keyOf = (row: Row): string => readRow(row, columns).text(reading.keyHeader);
  const isRecord = (row: Row): boolean => row.number > headerRow.number && keyOf(row) !== '';
  const loose: LooseRow[] = [];
  let count = 0;
  for (const row of sheet.rows) {
    if (isRecord(row)) count++;
    else if (row.number !== headerRow.number) loose.push(looseRow(row, columns));
  }
  const records = function* <T>(make: (row: Row) => T): Generator<T> {
    for (const row of sheet.rows) if (isRecord(row)) yield make(row);
  };
  const { extra } = columns;
  return {
    records: madeOnDemand(count, () => records((row) => reading.read(readRow(row, columns)))),
    extras: {
      headers: extra.map(({ header }) => header),
      rows:
        extra.length === 0
          ? []
          : madeOnDemand(count, () => records((row) => extraRow(row, keyOf(row), columns))),
      loose,
    },
  };
}

function findHeaderRow(sheet: Sheet, required: readonly string[]): Row | undefined {
  return firstRows(sheet, HEADER_SEARCH_ROWS).find((row) => {
    const texts = new Set(Array.from(row.cells.values(), (value) => normalise(textOf(value))));
    return required.every((header) => texts.has(normalise(header)));
  });
}

/** Our headers take the first column of their name; every other column that holds anything is the user's. */
function findColumns<R>(headerRow: Row, rows: Records<Row>, reading: TableReading<R>): Columns {
  const own = new Map<string, number>();
  const extra: { header: string; column: number }[] = [];
  for (const column of usedColumns(rows)) {
    const text = textOf(headerRow.cells.get(column));
    const header = reading.headers.find((candidate) => normalise(candidate) === normalise(text));
    const isOurs = header !== undefined && !own.has(header);
    if (isOurs) own.set(header, column);
    if (!isOurs || reading.alsoCarried?.includes(header) === true) extra.push({ header: text, column });
  }
  return { own, extra };
}

function usedColumns(rows: Iterable<Row>): number[] {
  const used = new Set<number>();
  for (const row of rows) for (const column of row.cells.keys()) used.add(column);
  return [...used].sort((a, b) => a - b);
}

function readRow(row: Row, columns: Columns): RowReader {
  const cell = (header: string): CellValue | undefined => row.cells.get(columns.own.get(header) ?? 0);
  return {
    text: (header) => textOf(cell(header)),
    dicomDate: (header) => dicomDateOf(cell(header)),
    count: (header) => countOf(cell(header)),
  };
}

function extraRow(row: Row, key: string, columns: Columns): ExtraRow {
  return { key, values: extraValues(row, columns) };
}

function looseRow(row: Row, columns: Columns): LooseRow {
  const own = new Map<string, CellValue>();
  for (const [header, column] of columns.own) {
    const value = row.cells.get(column);
    if (value !== undefined) own.set(header, value);
  }
  return { own, values: extraValues(row, columns) };
}

function extraValues(row: Row, columns: Columns): (CellValue | undefined)[] {
  return columns.extra.map(({ column }) => row.cells.get(column));
}

function normalise(header: string): string {
  return header.trim().toLowerCase();
}
