import type { LeakFinding } from '../audit/finding';
import { type CancelCheck, CancelledError } from '../io/cancellation';
import type { Outcome } from '../record/outcome';
import { encodeOutcome, PENDING } from '../record/outcome-code';
import { join } from 'node:path';
import { DestinationError, type FileAnonymiser } from './anonymise-file';
import type { SurveyedSeries } from './series-traits';
import type { FileSurveyor } from './survey-file';
import type { RewriteBatch, RewriteResult, SurveyBatch, SurveyResult } from './work';

/** Told about each file as it is begun and ended, so that others can watch while a batch goes on. */
export interface BatchWatcher {
  begin(position: number): void;
  end(position: number, outcome: number, size: number): void;
}

/** Surveys the files of a batch. Ends early, the rest pending, when `checkCancelled` throws. */
export function surveyBatch(
  batch: SurveyBatch,
  surveyor: FileSurveyor,
  watcher: BatchWatcher,
  checkCancelled: CancelCheck,
): SurveyResult {
  const count = batch.names.length;
  const series: SurveyedSeries[] = [];
  const result = {
    sizes: new Float64Array(count),
    outcomes: new Uint8Array(count),
    risks: new Uint16Array(count),
    seriesOf: new Int32Array(count).fill(-1),
    series,
    details: [] as [number, string][],
  };
  for (let position = 0; position < count; position++) {
    if (isCancelled(checkCancelled)) break;
    watcher.begin(position);
    const name = batch.names[position]!;
    const file = surveyor.survey(join(batch.folder, name), name, batch.topFolder);
    result.sizes[position] = file.size;
    if ('outcome' in file) note(file.outcome, position, result);
    else {
      result.risks[position] = file.risks;
      if (series.at(-1) !== file.series) series.push(file.series);
      result.seriesOf[position] = series.length - 1;
    }
    watcher.end(position, result.outcomes[position]!, file.size);
  }
  return result;
}

/** Writes the copies of a batch. When it has to end early, the files that are left are cancelled. */
export function rewriteBatch(
  batch: RewriteBatch,
  anonymiser: FileAnonymiser,
  watcher: BatchWatcher,
  checkCancelled: CancelCheck,
): RewriteResult {
  const count = batch.names.length;
  const result = {
    outcomes: new Uint8Array(count),
    counted: new Uint8Array(count),
    details: [] as [number, string][],
    renamed: [] as [number, string][],
    leaks: [] as [number, LeakFinding][],
    documents: [] as number[],
  };
  try {
    for (let position = 0; position < count; position++) {
      checkCancelled();
      watcher.begin(position);
      rewriteFile(batch, position, anonymiser, result);
      watcher.end(position, result.outcomes[position]!, batch.sizes[position]!);
    }
  } catch (error) {
    fillPending(result.outcomes, { kind: 'failed', reason: 'cancelled' });
    if (error instanceof DestinationError) return { ...result, stop: { code: error.code } };
    if (!(error instanceof CancelledError)) throw error;
  } finally {
    anonymiser.tidyUp();
  }
  return result;
}

interface Notes {
  readonly outcomes: Uint8Array;
  readonly details: [number, string][];
}

function rewriteFile(
  batch: RewriteBatch,
  position: number,
  anonymiser: FileAnonymiser,
  result: Notes & {
    readonly counted: Uint8Array;
    readonly renamed: [number, string][];
    readonly leaks: [number, LeakFinding][];
    readonly documents: number[];
  },
): void {
  const { outcome, counted, name, audit } = anonymiser.anonymise({
    source: join(batch.folder, batch.names[position]!),
    topFolder: batch.topFolder,
    targetFolder: batch.target,
    targetName: batch.targetNames[position]!,
    fresh: batch.fresh,
    patient: batch.patients[batch.patientOf[position]!]!,
    ...(batch.path === undefined ? {} : { path: `${batch.path}/${batch.targetNames[position]!}` }),
  });
  note(outcome, position, result);
  if (counted) result.counted[position] = 1;
  if (name !== undefined) result.renamed.push([position, name]);
  for (const leak of audit?.leaks ?? []) result.leaks.push([position, leak]);
  if (audit?.hasDocument) result.documents.push(position);
}

function note(outcome: Outcome, position: number, { outcomes, details }: Notes): void {
  outcomes[position] = encodeOutcome(outcome);
  if (outcome.kind === 'failed' && outcome.detail !== undefined) details.push([position, outcome.detail]);
}

function fillPending(outcomes: Uint8Array, outcome: Outcome): void {
  const code = encodeOutcome(outcome);
  for (let i = 0; i < outcomes.length; i++) if (outcomes[i] === PENDING) outcomes[i] = code;
}

function isCancelled(checkCancelled: CancelCheck): boolean {
  try {
    checkCancelled();
    return false;
  } catch (error) {
    if (error instanceof CancelledError) return true;
    throw error;
  }
}
