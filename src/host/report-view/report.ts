import type { ReportTable } from './report-table';

/** What a report tab shows. */
export interface Report extends ReportTable {
  readonly heading: string;
  /** The folders that it is about, absolute. */
  readonly folders: readonly string[];
  /** What was found, in a sentence. */
  readonly summary: string;
  /** Absolute path of the file that a cell names; undefined where it names none. */
  pathOf(row: number, column: number): string | undefined;
}
