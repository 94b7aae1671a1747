import { addPatients, addStudies, countRun, type PatientCounts } from './merge';
import type { Mapping, PatientRecord, RunRecord, StudyRecord } from './model';

/** What is known of a run when it begins. */
export type RunStart = Pick<RunRecord, 'runId' | 'started' | 'source' | 'destination' | 'policy' | 'version'>;

/** One line of the journal. */
export type JournalRecord =
  /** First line. A 'new' workbook did not exist when the run began, so the journal holds all there is. */
  | { readonly type: 'project'; readonly key: string; readonly workbook: 'new' | 'existing' }
  | { readonly type: 'run-started'; readonly run: RunStart }
  | { readonly type: 'patient'; readonly runId: string; readonly patient: PatientRecord }
  | { readonly type: 'study'; readonly runId: string; readonly study: StudyRecord }
  /** Counts of a patient so far; only the last of each patient matters. */
  | { readonly type: 'progress'; readonly runId: string; readonly counts: PatientCounts }
  | { readonly type: 'run-ended'; readonly run: RunRecord; readonly counts: readonly PatientCounts[] };

/**
 * `mapping` with all that `records` say and it does not hold yet. A run that it lists already is passed over, so
 * folding twice gives the same as folding once. A run that never ended is listed as interrupted; its patients and
 * studies stay, but its files are not counted for them: the next run counts those it finds.
 */
export function foldJournal(mapping: Mapping, records: readonly JournalRecord[]): Mapping {
  const known = new Set(mapping.runs.map((run) => run.runId));
  const fresh = records.filter((record) => !known.has(runIdOf(record) ?? ''));
  const assigned: Mapping = {
    ...mapping,
    patients: addPatients(
      mapping.patients,
      fresh.flatMap((r) => (r.type === 'patient' ? [r.patient] : [])),
    ),
    studies: addStudies(
      mapping.studies,
      fresh.flatMap((r) => (r.type === 'study' ? [r.study] : [])),
    ),
  };
  return startedRuns(fresh).reduce((folded, start) => foldRun(folded, start, fresh), assigned);
}

/** The runs of the journal that never ended, in order. */
export function findInterrupted(records: readonly JournalRecord[]): readonly RunStart[] {
  const ended = new Set(records.map((record) => (record.type === 'run-ended' ? record.run.runId : '')));
  return startedRuns(records).filter((start) => !ended.has(start.runId));
}

function foldRun(mapping: Mapping, start: RunStart, records: readonly JournalRecord[]): Mapping {
  const end = records.find((record) => record.type === 'run-ended' && record.run.runId === start.runId);
  if (end?.type === 'run-ended') {
    return {
      ...mapping,
      patients: countRun(mapping.patients, end.counts, end.run.ended),
      runs: [...mapping.runs, end.run],
    };
  }
  return { ...mapping, runs: [...mapping.runs, interruptedRun(start, records)] };
}

/** The totals are those last reported: at least so many files were written. */
function interruptedRun(start: RunStart, records: readonly JournalRecord[]): RunRecord {
  const last = new Map<string, PatientCounts>();
  for (const record of records) {
    if (record.type === 'progress' && record.runId === start.runId) {
      last.set(record.counts.anonymisedId, record.counts);
    }
  }
  const total = (pick: (counts: PatientCounts) => number): number =>
    [...last.values()].reduce((sum, counts) => sum + pick(counts), 0);
  const written = total((counts) => counts.files);
  const skipped = total((counts) => counts.skipped);
  const failed = total((counts) => counts.failed);
  const found = written + skipped + failed;
  return { ...start, ended: '', state: 'interrupted', found, written, unchanged: 0, skipped, failed };
}

function startedRuns(records: readonly JournalRecord[]): readonly RunStart[] {
  return records.flatMap((record) => (record.type === 'run-started' ? [record.run] : []));
}

function runIdOf(record: JournalRecord): string | undefined {
  switch (record.type) {
    case 'project':
      return undefined;
    case 'run-started':
    case 'run-ended':
      return record.run.runId;
    case 'patient':
    case 'study':
    case 'progress':
      return record.runId;
  }
}
