import type { Breathe } from '../../core/io/breathe';
import { sortCalmly } from '../../core/io/calm-sort';
import { comparePaths } from '../../core/record/path-order';
import {
  type FoundGroup,
  type ReportColumn,
  type ReportGroup,
  type ReportQuery,
  type ReportRow,
  ROWS_PER_PAGE,
} from '../../panel/report-protocol';
import { compareCells, hasWords, searchWords } from '../../panel/table-query';

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

/** Entries that are looked at before others have their turn. */
const AT_ONCE = 1024;

/** For each group, indices of the entries that a query finds, in its order. */
export type Arrangement = readonly (readonly number[])[];

/**
 * Finds the entries that hold every word of the search, in a cell or in the title of their group, and sorts them: paths as
 * people number them, IM2 before IM10. There may be a million: others have their turn meanwhile.
 */
export async function arrange(
  table: ReportTable,
  { search, sort, descending }: ReportQuery,
  breathe: Breathe,
): Promise<Arrangement> {
  const found = await findEntries(table, searchWords(search), breathe);
  if (sort === null) return found;
  const sign = descending ? -1 : 1;
  const compare = table.columns[sort]?.opens ? comparePaths : compareCells;
  const cellOf = (index: number): string => table.entries[index]?.cells[sort] ?? '';
  const sorted: (readonly number[])[] = [];
  for (const indices of found)
    sorted.push(await sortCalmly(indices, (a, b) => sign * compare(cellOf(a), cellOf(b)), breathe));
  return sorted;
}

async function findEntries(
  { groups, entries }: ReportTable,
  words: readonly string[],
  breathe: Breathe,
): Promise<Arrangement> {
  const found: number[][] = groups.map(() => []);
  for (const [index, { group, cells }] of entries.entries()) {
    const due = index % AT_ONCE === 0 ? breathe() : undefined;
    if (due) await due;
    const isFound = words.length === 0 || hasWords(`${cells.join(' ')} ${groups[group]?.title}`, words);
    if (isFound) found[group]?.push(index);
  }
  return found;
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
