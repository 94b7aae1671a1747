import { identityKey } from '../../core/mapping/model';
import { TextTable } from '../../core/packed/text-table';
import { byRisk } from '../../core/policy/risk-decisions';
import type { ReasonCode } from '../../core/record/outcome';
import type { RunRecordOfFiles, RunSummary } from '../../core/run/anonymise-folder';
import type { RewriteProgress } from '../../core/run/rewrite-folder';
import type { Survey, SurveyTotals } from '../../core/run/survey';
import {
  type Counts,
  type EndKind,
  type Progress,
  type Risk,
  RISKS,
  type RunNumbers,
  type SearchNumbers,
} from '../../panel/panel-state';

const SEARCH_NUMBERS = ['files', 'filesWithFindings', 'findingCount', 'unexpected'] as const;

const NONE: Counts = {
  found: 0,
  dicom: 0,
  skipped: 0,
  failed: 0,
  patients: 0,
  studies: 0,
  series: 0,
  bytes: 0,
  modalities: {},
  risks: byRisk(() => 0),
};

/** The counts of several folders together; a patient of two folders counts twice until `countPatients` knows better. */
export function sumCounts(all: readonly SurveyTotals[]): Counts {
  return all.reduce<Counts>(
    (sum, each) => ({
      found: sum.found + each.found,
      dicom: sum.dicom + each.dicom,
      skipped: sum.skipped + each.skipped,
      failed: sum.failed + each.failed,
      patients: sum.patients + each.patients,
      studies: sum.studies + each.studies,
      series: sum.series + each.series,
      bytes: sum.bytes + each.bytes,
      modalities: sumRecords(sum.modalities, each.modalities),
      risks: sumRisks(sum.risks, each.risks),
    }),
    NONE,
  );
}

/** How many patients there are in all folders together. */
export function countPatients(surveys: readonly Survey[]): number {
  if (surveys.length === 1) return surveys[0]!.patients.length;
  const keys = new TextTable();
  for (const { patients } of surveys) for (const { identity } of patients) keys.add(identityKey(identity));
  return keys.length;
}

/** Numbers of all runs together, with the worst of their ends. */
export function sumRuns(runs: readonly RunRecordOfFiles[]): RunNumbers & {
  readonly end: EndKind;
  readonly studies: number;
  readonly series: number;
  readonly reasons: Readonly<Partial<Record<ReasonCode, number>>>;
  readonly risks: Counts['risks'];
} {
  const summaries = runs.map(({ summary }) => summary);
  const total = (pick: (numbers: RunNumbers & { studies: number; series: number }) => number): number =>
    summaries.reduce((sum, each) => sum + pick(each), 0);
  return {
    found: total(({ found }) => found),
    written: total(({ written }) => written),
    unchanged: total(({ unchanged }) => unchanged),
    skipped: total(({ skipped }) => skipped),
    failed: total(({ failed }) => failed),
    studies: total(({ studies }) => studies),
    series: total(({ series }) => series),
    reasons: summaries.reduce<Partial<Record<ReasonCode, number>>>(
      (sum, { reasons }) => sumRecords(sum, reasons),
      {},
    ),
    risks: summaries.reduce((sum, { risks }) => sumRisks(sum, risks), NONE.risks),
    end:
      (['stopped', 'cancelled'] as const).find((end) => summaries.some(({ state }) => state === end)) ??
      'done',
  };
}

/** What the searches of several runs found together; null when there are copies that were not searched, or none. */
export function sumSearches(
  summaries: readonly Pick<RunSummary, 'written' | 'unchanged' | 'audit'>[],
): SearchNumbers | null {
  const audits = summaries.flatMap(({ written, unchanged, audit }) =>
    written + unchanged > 0 ? [audit] : [],
  );
  const sum = { files: 0, filesWithFindings: 0, findingCount: 0, unexpected: 0 };
  for (const audit of audits) {
    if (!audit) return null;
    for (const name of SEARCH_NUMBERS) sum[name] += audit[name];
  }
  return audits.length === 0 ? null : sum;
}

/** How far several runs are, one after the other: `before` are done, `now` is under way, `all` is what there is to do. */
export function sumProgress(
  before: readonly SurveyTotals[],
  now: RewriteProgress,
  all: readonly SurveyTotals[],
  secondsBefore: number,
): Progress {
  const sum = (list: readonly SurveyTotals[], pick: (totals: SurveyTotals) => number): number =>
    list.reduce((total, each) => total + pick(each), 0);
  return {
    files: sum(before, ({ dicom }) => dicom) + now.files,
    totalFiles: sum(all, ({ dicom }) => dicom),
    bytes: sum(before, ({ bytes }) => bytes) + now.bytes,
    totalBytes: sum(all, ({ bytes }) => bytes),
    seconds: secondsBefore + now.seconds,
    patient: now.patient ?? '',
  };
}

function sumRecords<K extends string>(
  a: Readonly<Partial<Record<K, number>>>,
  b: Readonly<Partial<Record<K, number>>>,
): Record<K, number> {
  const sum = new Map(Object.entries(a) as [K, number][]);
  for (const [name, count] of Object.entries(b) as [K, number][]) sum.set(name, (sum.get(name) ?? 0) + count);
  return Object.fromEntries(sum) as Record<K, number>;
}

function sumRisks(a: Counts['risks'], b: SurveyTotals['risks']): Counts['risks'] {
  return Object.fromEntries(RISKS.map((risk) => [risk, a[risk] + b[risk]])) as Record<Risk, number>;
}
