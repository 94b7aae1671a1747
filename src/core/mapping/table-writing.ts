import { madeOnDemand, type Records } from '../packed/records';
import { matchInOrder, type SheetExtras } from './carry-over';
import { type CellValue, makeRow, type Row, type Sheet } from './sheet';
import type { TableLayout } from './xlsx-markup';

/** One column of a sheet that DicomAnon keeps. */
export interface Column<R> {
  readonly header: string;
  readonly width: number;
  /** True where leading zeros or plus signs matter: IDs, UIDs, dates, names, paths. */
  readonly text: boolean;
  readonly valueOf: (record: R) => string | number;
}

/** How records of one kind become a sheet. */
export interface TableWriting<R> {
  readonly name: string;
  readonly columns: readonly Column<R>[];
  readonly keyOf: (record: R) => string;
}

/** A sheet and how to lay it out. */
export interface BuiltTable {
  readonly sheet: Sheet;
  readonly layout: TableLayout;
}

/** The sheet for `records`, with what the user had added to it. Its rows are made when somebody looks at them. */
export function buildTable<R>(
  writing: TableWriting<R>,
  records: Records<R>,
  extras: SheetExtras,
): BuiltTable {
  const { name, columns } = writing;
  const length = 1 + records.length + extras.loose.length;
  const rows = madeOnDemand(length, () => numbered(valuesOfRows(writing, records, extras)));
  return { sheet: { name, state: 'visible', rows }, layout: layOut(columns, extras) };
}

function* numbered(rows: Iterable<readonly (CellValue | undefined)[]>): Generator<Row> {
  let number = 0;
  for (const values of rows) yield makeRow(++number, values);
}

function* valuesOfRows<R>(
  { columns, keyOf }: TableWriting<R>,
  records: Records<R>,
  extras: SheetExtras,
): Generator<readonly (CellValue | undefined)[]> {
  const takeExtras = matchInOrder(extras.rows);
  yield [...columns.map((column) => column.header), ...extras.headers];
  for (const record of records)
    yield [...columns.map((column) => column.valueOf(record)), ...takeExtras(keyOf(record))];
  for (const { own, values } of extras.loose)
    yield [...columns.map((column) => own.get(column.header)), ...values];
}

function layOut<R>(columns: readonly Column<R>[], extras: SheetExtras): TableLayout {
  return [
    ...columns.map(({ width, text }) => ({ width, text })),
    ...extras.headers.map(() => ({ width: 20, text: false })),
  ];
}
