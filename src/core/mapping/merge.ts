import { madeOnDemand, type Records } from '../packed/records';
import { TextTable } from '../packed/text-table';
import type { HashedCounts } from './hashed-counts';
import { identityKey, type PatientRecord, type StudyRecord } from './model';

/** What one run did for one patient. */
export interface PatientCounts {
  readonly anonymisedId: string;
  /** Files newly written. */
  readonly files: number;
  readonly skipped: number;
  readonly failed: number;
  /** Where the files came from and went, if the workbook is to show the latest place. */
  readonly sourceFolder?: string;
  readonly destinationFolder?: string;
}

/** What a run that ended did. */
export interface EndedRun {
  readonly counts: HashedCounts;
  /** ISO 8601. */
  readonly ended: string;
}

/** `patients` and those of `more` that are not among them. Who is known already keeps the record that they have. */
export function addPatients(
  patients: Records<PatientRecord>,
  more: Records<PatientRecord>,
): Records<PatientRecord> {
  return addByKey(patients, more, identityKey);
}

/** `studies` and those of `more` that are not among them. */
export function addStudies(studies: Records<StudyRecord>, more: Records<StudyRecord>): Records<StudyRecord> {
  return addByKey(studies, more, (study) => `${study.newStudyInstanceUid}\0${study.anonymisedId}`);
}

/**
 * `patients` after runs, one after the other: files add up over the runs, skipped and failed are those of the last run
 * that met the patient.
 */
export function countRuns(
  patients: Records<PatientRecord>,
  runs: readonly EndedRun[],
): Records<PatientRecord> {
  if (runs.length === 0) return patients;
  return madeOnDemand(patients.length, () => countedPatients(patients, runs));
}

function* countedPatients(
  patients: Records<PatientRecord>,
  runs: readonly EndedRun[],
): Generator<PatientRecord> {
  // Two merged patients share an anonymised ID; their files are counted once.
  const isCounted = runs.map(({ counts }) => new Uint8Array(counts.length));
  for (const patient of patients) {
    let counted = patient;
    runs.forEach(({ counts, ended }, run) => {
      const position = counts.find(patient.anonymisedId);
      if (position < 0 || isCounted[run]![position] === 1) return;
      isCounted[run]![position] = 1;
      counted = countPatient(counted, counts.at(position), ended);
    });
    yield counted;
  }
}

function countPatient(patient: PatientRecord, count: PatientCounts, ended: string): PatientRecord {
  const { files, skipped, failed } = count;
  if (files === 0) return { ...patient, skipped, failed };
  return {
    ...patient,
    sourceFolder: count.sourceFolder ?? patient.sourceFolder,
    destinationFolder: count.destinationFolder ?? patient.destinationFolder,
    files: patient.files + files,
    skipped,
    failed,
    firstAnonymised: patient.firstAnonymised === '' ? ended : patient.firstAnonymised,
    lastUpdated: ended,
  };
}

function addByKey<T>(records: Records<T>, more: Records<T>, keyOf: (record: T) => string): Records<T> {
  if (more.length === 0) return records;
  const isNew = findNew(records, more, keyOf);
  const added = isNew.reduce((sum, each) => sum + each, 0);
  return madeOnDemand(records.length + added, function* () {
    yield* records;
    let position = 0;
    for (const record of more) if (isNew[position++] === 1) yield record;
  });
}

/** 1 for each of `more` whose key neither any of `records` nor one before it has. */
function findNew<T>(records: Records<T>, more: Records<T>, keyOf: (record: T) => string): Uint8Array {
  const keys = new TextTable();
  for (const record of records) keys.add(keyOf(record));
  const isNew = new Uint8Array(more.length);
  let position = 0;
  for (const record of more) {
    const known = keys.length;
    isNew[position++] = keys.add(keyOf(record)) === known ? 1 : 0;
  }
  return isNew;
}
