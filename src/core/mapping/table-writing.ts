import { matchInOrder, type SheetExtras } from './carry-over';
import { makeRow, type Sheet } from './sheet';
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

/** The sheet for `records`, with what the user had added to it. */
export function buildTable<R>(
  { name, columns, keyOf }: TableWriting<R>,
  records: readonly R[],
  extras: SheetExtras,
): BuiltTable {
  const takeExtras = matchInOrder(extras.rows);
  const header = [...columns.map((column) => column.header), ...extras.headers];
  const body = records.map((record) => [
    ...columns.map((column) => column.valueOf(record)),
    ...takeExtras(keyOf(record)),
  ]);
  const loose = extras.loose.map((row) => [
    ...columns.map((column) => row.own.get(column.header)),
    ...row.values,
  ]);
  const rows = [header, ...body, ...loose].map((values, index) => makeRow(index + 1, values));
  return { sheet: { name, state: 'visible', rows }, layout: layOut(columns, extras) };
}

function layOut<R>(columns: readonly Column<R>[], extras: SheetExtras): TableLayout {
  return [
    ...columns.map(({ width, text }) => ({ width, text })),
    ...extras.headers.map(() => ({ width: 20, text: false })),
  ];
}
