import type { JournalDigest, JournalledRun } from './journal-digest';
import { addPatients, addStudies, countRuns, type PatientCounts } from './merge';
import type { MappingRecords, PatientRecord, RunRecord, StudyRecord } from './model';

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
  /** `counts` go before those of `progress`; the line of a run over a hundred thousand patients would be endless. */
  | { readonly type: 'run-ended'; readonly run: RunRecord; readonly counts: readonly PatientCounts[] };

/**
 * `mapping` with all that a journal says and it does not hold yet; the digest must have been made for its runs. A run
 * that it lists already is passed over, so folding twice gives the same as folding once. A run that never ended is
 * listed as interrupted; its patients and studies stay, but its files are not counted for them: the next run counts
 * those it finds.
 */
export function foldJournal(mapping: MappingRecords, journal: JournalDigest | undefined): MappingRecords {
  if (journal === undefined) return mapping;
  const ended = journal.runs.flatMap(({ end, counts }) => (end ? [{ counts, ended: end.ended }] : []));
  return {
    key: mapping.key,
    patients: countRuns(addPatients(mapping.patients, journal.patients), ended),
    studies: addStudies(mapping.studies, journal.studies),
    runs: [...mapping.runs, ...journal.runs.map((run) => run.end ?? interruptedRun(run))],
  };
}

/** The runs that never ended, in order. */
export function findInterrupted(journal: JournalDigest | undefined): readonly RunStart[] {
  return journal?.runs.flatMap(({ start, end }) => (end ? [] : [start])) ?? [];
}

/** The totals are those last reported: at least so many files were written. */
function interruptedRun({ start, counts }: JournalledRun): RunRecord {
  const total = { files: 0, skipped: 0, failed: 0 };
  for (let position = 0; position < counts.length; position++) {
    const { files, skipped, failed } = counts.at(position);
    total.files += files;
    total.skipped += skipped;
    total.failed += failed;
  }
  const { files: written, skipped, failed } = total;
  const found = written + skipped + failed;
  return { ...start, ended: '', state: 'interrupted', found, written, unchanged: 0, skipped, failed };
}
