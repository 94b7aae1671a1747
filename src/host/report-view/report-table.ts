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
import type { ReportEntries } from './packed-entries';

/** All that a report holds. It stays in the extension; the page asks for a few rows at a time. */
export interface ReportTable {
  readonly columns: readonly ReportColumn[];
  /** In the order in which they are shown. */
  readonly groups: readonly ReportGroup[];
  readonly entries: ReportEntries;
}

/** Entries that are looked at before others have their turn. */
const AT_ONCE = 256;

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
  const sorted: (readonly number[])[] = [];
  for (const indices of found) {
    const lines = await readColumn(table, indices, sort, breathe);
    const inOrder = await sortCalmly(lines, (a, b) => sign * compare(a.cell, b.cell), breathe);
    sorted.push(inOrder.map(({ index }) => index));
  }
  return sorted;
}

/** What stands in a column of these entries: to compare them, each is read a dozen times. */
async function readColumn(
  { entries }: ReportTable,
  indices: readonly number[],
  column: number,
  breathe: Breathe,
): Promise<readonly { readonly index: number; readonly cell: string }[]> {
  const lines: { index: number; cell: string }[] = [];
  for (const [at, index] of indices.entries()) {
    const due = at % AT_ONCE === 0 ? breathe() : undefined;
    if (due) await due;
    lines.push({ index, cell: entries.cell(index, column) });
  }
  return lines;
}

async function findEntries(
  { groups, entries }: ReportTable,
  words: readonly string[],
  breathe: Breathe,
): Promise<Arrangement> {
  const found: number[][] = groups.map(() => []);
  for (let index = 0; index < entries.length; index++) {
    const due = index % AT_ONCE === 0 ? breathe() : undefined;
    if (due) await due;
    const group = entries.groupOf(index);
    const isFound =
      words.length === 0 || hasWords(`${entries.cells(index).join(' ')} ${groups[group]?.title}`, words);
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
  return indices.map((row) => ({ row, cells: entries.cells(row) }));
}
