import { join } from 'node:path';
import type { Outcome, ReasonCode } from '../../core/record/outcome';
import { REASONS } from '../../core/record/reason-text';
import type { RunRecordOfFiles } from '../../core/run/anonymise-folder';
import { breathing } from '../../core/run/event-loop';
import { listFiles } from '../../core/run/file-list';
import { reasonOf } from '../../core/run/files-by-reason';
import type { ReportColumn, ReportGroup, Tone } from '../../panel/report-protocol';
import { sumText } from '../../panel/result-view';
import type { Report } from './report';
import { PackedEntries } from './packed-entries';
import { type FindingLine, findingGroups, findingLines, searchText } from './run-findings';
import { sumRuns } from '../anonymise/totals';

/** What a line can tell, by column. */
interface Cells {
  readonly outcome: string;
  readonly confidence?: string;
  readonly original: string;
  readonly copy: string;
  readonly attribute?: string;
  readonly detail: string;
}

const COLUMNS: readonly (ReportColumn & { readonly id: keyof Cells })[] = [
  { id: 'outcome', title: 'Outcome', opens: false },
  { id: 'confidence', title: 'Confidence', opens: false },
  { id: 'original', title: 'Original', opens: true },
  { id: 'copy', title: 'Copy', opens: true },
  { id: 'attribute', title: 'Attribute', opens: false },
  { id: 'detail', title: 'Detail', opens: false },
];
/** Empty where the search of the copies found nothing. */
const ABOUT_FINDINGS: readonly (keyof Cells)[] = ['confidence', 'attribute'];

/** Files that are listed before others have their turn. */
const AT_ONCE = 128;

/** Groups come in this order; those of one kind, the most frequent first. */
const KINDS = ['failed', 'skipped', 'written', 'unchanged'] as const;
const TONE_OF: Readonly<Record<Outcome['kind'], Tone>> = {
  failed: 'error',
  skipped: 'warning',
  written: 'pass',
  unchanged: 'pass',
};

/** The lines about files that were added, in the order of the runs. */
interface Listed {
  /** The outcomes that occur, each once, in the order of their groups. */
  readonly outcomes: readonly Outcome[];
  /** For each run the number of the line behind its last one. */
  readonly ends: readonly number[];
}

/**
 * What the search of the copies found, then every file of a run, both grouped by why they are listed. There may be a
 * million: others have their turn meanwhile.
 */
export async function runReport(records: readonly RunRecordOfFiles[]): Promise<Report> {
  const findings: FindingLine[] = [];
  for (const record of records) findings.push(...(await findingLines(record)));
  const columns = COLUMNS.filter(({ id }) => findings.length > 0 || !ABOUT_FINDINGS.includes(id));
  const about = findingGroups(findings);
  const entries = new PackedEntries(columns.length);
  for (const finding of findings) {
    const group = about.findIndex(({ title }) => title === finding.group);
    entries.push(group, cellsOf(cellsOfFinding(finding), columns));
  }
  const listed = await listRuns(records, columns, entries, about.length);
  const recordOf = (row: number): RunRecordOfFiles =>
    findings[row]?.record ?? records[listed.ends.findIndex((end) => row < end)]!;
  return {
    heading: 'Report',
    folders: records.map(({ survey }) => survey.ledger.source),
    summary: [sumText(sumRuns(records)), searchText(records)].filter((text) => text !== '').join('. '),
    columns: columns.map(({ id, title, opens }) => ({ id, title, opens })),
    groups: [...about, ...listed.outcomes.map(groupOf)],
    entries,
    pathOf: (row, column) => {
      const path = entries.cell(row, column);
      return path === '' ? undefined : placeOf(recordOf(row), columns[column]!.id, path);
    },
  };
}

/** @param firstGroup the number of the first group of files */
async function listRuns(
  records: readonly RunRecordOfFiles[],
  columns: typeof COLUMNS,
  entries: PackedEntries,
  firstGroup: number,
): Promise<Listed> {
  const firstRow = entries.length;
  const ends: number[] = [];
  const counts = new OutcomeCounts();
  const breathe = breathing();
  for (const record of records) {
    for (const { outcome, source, target = '', detail = '' } of listFiles(record)) {
      const due = entries.length % AT_ONCE === 0 ? breathe() : undefined;
      if (due) await due;
      const cells = cellsOf({ outcome: outcome.kind, original: source, copy: target, detail }, columns);
      entries.push(counts.add(outcome), cells);
    }
    ends.push(entries.length);
  }
  entries.seal();
  const order = counts.inOrder();
  const places = counts.outcomes.map((outcome) => firstGroup + order.indexOf(outcome));
  for (let row = firstRow; row < entries.length; row++) {
    const due = row % AT_ONCE === 0 ? breathe() : undefined;
    if (due) await due;
    entries.setGroup(row, places[entries.groupOf(row)]!);
  }
  return { outcomes: order, ends };
}

/** How often each outcome occurs, by kind and reason. */
class OutcomeCounts {
  /** Each once, as they came. */
  readonly outcomes: Outcome[] = [];
  private readonly counts: number[] = [];
  private readonly numbers = new Map<string, number>();

  /** Counts one; returns its place in `outcomes`. */
  add(outcome: Outcome): number {
    const key = `${outcome.kind} ${reasonOf(outcome) ?? ''}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.outcomes.push(outcome) - 1;
      this.numbers.set(key, number);
    }
    this.counts[number] = (this.counts[number] ?? 0) + 1;
    return number;
  }

  /** By kind; those with a reason first, the most frequent first. */
  inOrder(): readonly Outcome[] {
    const countOf = (outcome: Outcome): number => this.counts[this.outcomes.indexOf(outcome)]!;
    return [...this.outcomes].sort(
      (a, b) =>
        KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
        Number(reasonOf(b) !== undefined) - Number(reasonOf(a) !== undefined) ||
        countOf(b) - countOf(a),
    );
  }
}

function cellsOf(cells: Cells, columns: typeof COLUMNS): readonly string[] {
  return columns.map(({ id }) => cells[id] ?? '');
}

function cellsOfFinding({ outcome, confidence, original, copy, path, why }: FindingLine): Cells {
  return { outcome, confidence, original, copy, attribute: path, detail: why };
}

/** Absolute path of a file that a cell names. */
function placeOf(
  { survey, summary }: RunRecordOfFiles,
  column: keyof Cells,
  path: string,
): string | undefined {
  if (column === 'original') return join(survey.ledger.source, ...path.split('/'));
  return column === 'copy' ? join(summary.destination, ...path.split('/')) : undefined;
}

function groupOf(outcome: Outcome): ReportGroup {
  const reason: ReasonCode | undefined = reasonOf(outcome);
  const tone = TONE_OF[outcome.kind];
  if (reason === undefined) return { title: outcome.kind, remedy: '', tone };
  const { what, remedy } = REASONS[reason];
  return { title: what, remedy, tone };
}
