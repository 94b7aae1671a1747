import { comparePaths } from '../core/record/path-order';
import {
  type FoundGroup,
  type ReportColumn,
  type ReportGroup,
  type ReportQuery,
  type ReportRow,
  ROWS_PER_PAGE,
} from './report-protocol';
import { compareCells, hasWords, searchWords } from './table-query';

/** A line of a report. */
export interface ReportEntry {
  /** Index of its group. */
  readonly group: number;
  /** One for each column. */
  readonly cells: readonly string[];
}

/** All that a report holds. It stays in the extension; the page asks for a few rows at a time. */
export interface ReportTable {
  readonly columns: readonly ReportColumn[];
  /** In the order in which they are shown. */
  readonly groups: readonly ReportGroup[];
  readonly entries: readonly ReportEntry[];
}

/** For each group, indices of the entries that a query finds, in its order. */
export type Arrangement = readonly (readonly number[])[];

/**
 * Finds the entries that hold every word of the search, in a cell or in the title of their group, and sorts them: paths as
 * people number them, IM2 before IM10.
 */
export function arrange(table: ReportTable, { search, sort, descending }: ReportQuery): Arrangement {
  const words = searchWords(search);
  const found: number[][] = table.groups.map(() => []);
  table.entries.forEach(({ group, cells }, index) => {
    const isFound = words.length === 0 || hasWords(`${cells.join(' ')} ${table.groups[group]?.title}`, words);
    if (isFound) found[group]?.push(index);
  });
  if (sort === null) return found;
  const sign = descending ? -1 : 1;
  const compare = table.columns[sort]?.opens ? comparePaths : compareCells;
  const cellOf = (index: number): string => table.entries[index]?.cells[sort] ?? '';
  return found.map((indices) => indices.sort((a, b) => sign * compare(cellOf(a), cellOf(b)) || a - b));
}

/** The groups of which a query found something. */
export function foundGroups(arrangement: Arrangement): readonly FoundGroup[] {
  return arrangement.flatMap(({ length }, group) => (length === 0 ? [] : [{ group, count: length }]));
}

/** A page of the rows of a group, leaving out the first `from`; [] where there are none. */
export function pageOf(
  { entries }: ReportTable,
  arrangement: Arrangement,
  group: number,
  from: number,
): readonly ReportRow[] {
  const indices = arrangement[group]?.slice(from, from + ROWS_PER_PAGE) ?? [];
  return indices.map((row) => ({ row, cells: entries[row]!.cells }));
}
