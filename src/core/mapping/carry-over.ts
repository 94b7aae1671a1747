import type { Records } from '../packed/records';
import { asPlainSheet, type CellValue, type Sheet } from './sheet';

/** Values that a user put beside a record of ours, under headers that are not ours. */
export interface ExtraRow {
  /** Identity of the record; records of equal identity are matched in order. */
  readonly key: string;
  /** Aligned with the headers of {@link SheetExtras}. */
  readonly values: readonly (CellValue | undefined)[];
}

/** A row that is no record of ours, such as a note below the table. */
export interface LooseRow {
  /** Cells under our own headers, by header. */
  readonly own: ReadonlyMap<string, CellValue>;
  /** Aligned with the headers of {@link SheetExtras}. */
  readonly values: readonly (CellValue | undefined)[];
}

/** What a user added to one of our sheets, by value. */
export interface SheetExtras {
  readonly headers: readonly string[];
  readonly rows: Records<ExtraRow>;
  readonly loose: readonly LooseRow[];
}

/** Everything in a workbook that is the user's; it is written again with every new version of the workbook. */
export interface WorkbookExtras {
  readonly patients: SheetExtras;
  readonly studies: SheetExtras;
  readonly runs: SheetExtras;
  readonly sheets: readonly Sheet[];
}

export const NO_SHEET_EXTRAS: SheetExtras = { headers: [], rows: [], loose: [] };

export const NO_EXTRAS: WorkbookExtras = {
  patients: NO_SHEET_EXTRAS,
  studies: NO_SHEET_EXTRAS,
  runs: NO_SHEET_EXTRAS,
  sheets: [],
};

/** The same as data that can be sent to another thread. */
export function asPlainExtras({ patients, studies, runs, sheets }: WorkbookExtras): WorkbookExtras {
  return {
    patients: { ...patients, rows: [...patients.rows] },
    studies: { ...studies, rows: [...studies.rows] },
    runs: { ...runs, rows: [...runs.rows] },
    sheets: sheets.map(asPlainSheet),
  };
}

/**
 * Gives out the extra values of the record with a key, each once: two records can have the same key, when a user
 * merged two patients on purpose.
 */
export function matchInOrder(rows: Iterable<ExtraRow>): (key: string) => readonly (CellValue | undefined)[] {
  const waiting = new Map<string, ExtraRow[]>();
  for (const row of rows) {
    const queue = waiting.get(row.key);
    if (queue === undefined) waiting.set(row.key, [row]);
    else queue.push(row);
  }
  return (key) => waiting.get(key)?.shift()?.values ?? [];
}
