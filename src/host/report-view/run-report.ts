import { join } from 'node:path';
import type { Outcome, ReasonCode } from '../../core/record/outcome';
import { REASONS } from '../../core/record/reason-text';
import type { RunRecordOfFiles } from '../../core/run/anonymise-folder';
import { listFiles } from '../../core/run/file-list';
import { reasonOf } from '../../core/run/files-by-reason';
import type { ReportColumn, ReportGroup, Tone } from '../../panel/report-protocol';
import type { ReportEntry } from '../../panel/report-table';
import { sumText } from '../../panel/result-view';
import type { Report } from './report';
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

/** Groups come in this order; those of one kind, the most frequent first. */
const KINDS = ['failed', 'skipped', 'written', 'unchanged'] as const;
const TONE_OF: Readonly<Record<Outcome['kind'], Tone>> = {
  failed: 'error',
  skipped: 'warning',
  written: 'pass',
  unchanged: 'pass',
};

interface Listed {
  readonly outcome: Outcome;
  readonly cells: readonly string[];
  readonly record: RunRecordOfFiles;
}

/** What the search of the copies found, then every file of a run, both grouped by why they are listed. */
export function runReport(records: readonly RunRecordOfFiles[]): Report {
  const findings = records.flatMap(findingLines);
  const columns = COLUMNS.filter(({ id }) => findings.length > 0 || !ABOUT_FINDINGS.includes(id));
  const listed = records.flatMap((record) => listedOf(record, columns));
  const outcomes = outcomeGroups(listed);
  const about = findingGroups(findings);
  const places = new Map(outcomes.map((outcome, index) => [keyOf(outcome), about.length + index]));
  const aboutFindings = findings.map((finding): ReportEntry => ({
    group: about.findIndex(({ title }) => title === finding.group),
    cells: cellsOf(cellsOfFinding(finding), columns),
  }));
  const aboutFiles = listed.map(({ outcome, cells }): ReportEntry => ({
    group: places.get(keyOf(outcome))!,
    cells,
  }));
  const entries = [...aboutFindings, ...aboutFiles];
  const recordOf = (row: number): RunRecordOfFiles =>
    (findings[row] ?? listed[row - findings.length])!.record;
  return {
    heading: 'Report',
    folders: records.map(({ survey }) => survey.ledger.source),
    summary: [sumText(sumRuns(records)), searchText(records)].filter((text) => text !== '').join('. '),
    columns: columns.map(({ id, title, opens }) => ({ id, title, opens })),
    groups: [...about, ...outcomes.map(groupOf)],
    entries,
    pathOf: (row, column) => {
      const path = entries[row]?.cells[column] ?? '';
      return path === '' ? undefined : placeOf(recordOf(row), columns[column]!.id, path);
    },
  };
}

function listedOf(record: RunRecordOfFiles, columns: typeof COLUMNS): readonly Listed[] {
  return Array.from(listFiles(record), ({ outcome, source, target = '', detail = '' }) => ({
    outcome,
    cells: cellsOf({ outcome: outcome.kind, original: source, copy: target, detail }, columns),
    record,
  }));
}

function cellsOf(cells: Cells, columns: typeof COLUMNS): readonly string[] {
  return columns.map(({ id }) => cells[id] ?? '');
}

function cellsOfFinding({ outcome, confidence, original, copy, path, why }: FindingLine): Cells {
  return { outcome, confidence, original, copy, attribute: path, detail: why };
}

/** The outcomes that occur, each once. */
function outcomeGroups(listed: readonly Listed[]): readonly Outcome[] {
  const counts = new Map<string, { readonly outcome: Outcome; count: number }>();
  for (const { outcome } of listed) {
    const known = counts.get(keyOf(outcome));
    if (known) known.count++;
    else counts.set(keyOf(outcome), { outcome, count: 1 });
  }
  return [...counts.values()]
    .sort(
      (a, b) =>
        KINDS.indexOf(a.outcome.kind) - KINDS.indexOf(b.outcome.kind) ||
        Number(reasonOf(b.outcome) !== undefined) - Number(reasonOf(a.outcome) !== undefined) ||
        b.count - a.count,
    )
    .map(({ outcome }) => outcome);
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

function keyOf(outcome: Outcome): string {
  return `${outcome.kind} ${reasonOf(outcome) ?? ''}`;
}

function groupOf(outcome: Outcome): ReportGroup {
  const reason: ReasonCode | undefined = reasonOf(outcome);
  const tone = TONE_OF[outcome.kind];
  if (reason === undefined) return { title: outcome.kind, remedy: '', tone };
  const { what, remedy } = REASONS[reason];
  return { title: what, remedy, tone };
}
