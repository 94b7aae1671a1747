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
import { sumRuns } from '../anonymise/totals';

const COLUMNS: readonly ReportColumn[] = [
  { id: 'outcome', title: 'Outcome', opens: false },
  { id: 'original', title: 'Original', opens: true },
  { id: 'copy', title: 'Copy', opens: true },
  { id: 'detail', title: 'Detail', opens: false },
];
const ORIGINAL = 1;
const COPY = 2;

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

/** Every file of a run, grouped by why it became what it became. */
export function runReport(records: readonly RunRecordOfFiles[]): Report {
  const listed = records.flatMap(listedOf);
  const counts = new Map<string, { readonly outcome: Outcome; count: number }>();
  for (const { outcome } of listed) {
    const known = counts.get(keyOf(outcome));
    if (known) known.count++;
    else counts.set(keyOf(outcome), { outcome, count: 1 });
  }
  const groups = [...counts.values()].sort(
    (a, b) =>
      KINDS.indexOf(a.outcome.kind) - KINDS.indexOf(b.outcome.kind) ||
      Number(reasonOf(b.outcome) !== undefined) - Number(reasonOf(a.outcome) !== undefined) ||
      b.count - a.count,
  );
  const places = new Map(groups.map(({ outcome }, index) => [keyOf(outcome), index]));
  return {
    heading: 'Report',
    folders: records.map(({ survey }) => survey.ledger.source),
    summary: sumText(sumRuns(records)),
    columns: COLUMNS,
    groups: groups.map(({ outcome }) => groupOf(outcome)),
    entries: listed.map(({ outcome, cells }): ReportEntry => ({
      group: places.get(keyOf(outcome))!,
      cells,
    })),
    pathOf: (row, column) => pathIn(listed[row], column),
  };
}

function listedOf(record: RunRecordOfFiles): readonly Listed[] {
  return Array.from(listFiles(record), ({ outcome, source, target = '', detail = '' }) => ({
    outcome,
    cells: [outcome.kind, source, target, detail],
    record,
  }));
}

function pathIn(listed: Listed | undefined, column: number): string | undefined {
  const path = listed?.cells[column] ?? '';
  if (!listed || path === '') return undefined;
  const { survey, summary } = listed.record;
  if (column === ORIGINAL) return join(survey.ledger.source, ...path.split('/'));
  return column === COPY ? join(summary.destination, ...path.split('/')) : undefined;
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
