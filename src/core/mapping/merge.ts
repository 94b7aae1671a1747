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

/** `patients` and those of `more` that are not among them. Who is known already keeps the record that they have. */
export function addPatients(
  patients: readonly PatientRecord[],
  more: readonly PatientRecord[],
): readonly PatientRecord[] {
  return addByKey(patients, more, identityKey);
}

/** `studies` and those of `more` that are not among them. */
export function addStudies(
  studies: readonly StudyRecord[],
  more: readonly StudyRecord[],
): readonly StudyRecord[] {
  return addByKey(studies, more, (study) => `${study.newStudyInstanceUid}\0${study.anonymisedId}`);
}

/**
 * `patients` after a run that ended at `ended`: files add up over the runs, skipped and failed are those of the last
 * run that met the patient.
 */
export function countRun(
  patients: readonly PatientRecord[],
  counts: readonly PatientCounts[],
  ended: string,
): readonly PatientRecord[] {
  const waiting = new Map(counts.map((count) => [count.anonymisedId, count]));
  return patients.map((patient) => {
    const count = waiting.get(patient.anonymisedId);
    // Two merged patients share an anonymised ID; their files are counted once.
    waiting.delete(patient.anonymisedId);
    return count === undefined ? patient : countPatient(patient, count, ended);
  });
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

function addByKey<T>(records: readonly T[], more: readonly T[], keyOf: (record: T) => string): readonly T[] {
  if (more.length === 0) return records;
  const known = new Set(records.map(keyOf));
  const added = more.filter((record) => {
    const key = keyOf(record);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  return [...records, ...added];
}
