import { join } from 'node:path';
import { identityKey, type PatientRecord, type StudyRecord } from '../mapping/model';
import type { PatientRegister } from '../mapping/register';
import type { FateOfDates } from '../policy/fates';
import { dateOffset, shiftDate } from '../pseudonym/date-shift';
import type { ProjectKey } from '../pseudonym/project-key';
import type { UidMapping } from '../pseudonym/uid-map';
import { breathing } from './event-loop';
import type { Ledger } from './ledger';
import { NamedPatients } from './named-patients';
import type { Survey } from './survey';
import type { SurveyedPatient, SurveyedStudy } from './surveyed-patients';
import type { NamedPatient, TargetPaths } from './target-paths';

/** Gives every surveyed patient the anonymised ID that they have or get, in the order of their first file. */
export async function namePatients(
  { patients }: Survey,
  register: PatientRegister,
  key: ProjectKey,
): Promise<NamedPatients> {
  const breathe = breathing();
  const named = new NamedPatients(patients);
  for (const { identity } of patients) {
    await breathe();
    const isNew = register.lookup(identity) === undefined;
    const anonymisedId = register.assign(identity);
    named.add({ anonymisedId, dateOffset: dateOffset(key, identityKey(identity)), isNew });
  }
  return named;
}

/** Records of the patients that the mapping does not know yet. */
export function* newPatients(
  patients: NamedPatients,
  ledger: Ledger,
  paths: TargetPaths,
  destination: string,
): Generator<PatientRecord> {
  for (const { surveyed, anonymisedId } of patients.newOnes()) {
    yield {
      ...surveyed.identity,
      anonymisedId,
      ...foldersOf(surveyed, ledger, paths, destination),
      files: 0,
      skipped: 0,
      failed: 0,
      firstAnonymised: '',
      lastUpdated: '',
    };
  }
}

/** The top-level folders in which a patient's first file lies and its copy goes. */
export function foldersOf(
  surveyed: SurveyedPatient,
  ledger: Ledger,
  paths: TargetPaths,
  destination: string,
) {
  const folder = ledger.folders[surveyed.first[0]]!;
  return {
    sourceFolder: ledger.topFolder(folder),
    destinationFolder: join(destination, ...paths.folderPath(folder).slice(0, 1)),
  };
}

/** Records of all surveyed studies, by patient, then by date. */
export function* studyRecords(
  patients: Iterable<NamedPatient>,
  uids: UidMapping,
  dates: FateOfDates,
): Generator<StudyRecord> {
  for (const patient of patients) {
    const studies = [...patient.surveyed.studies].sort(
      (a, b) => compare(a.studyDate, b.studyDate) || compare(a.studyInstanceUid, b.studyInstanceUid),
    );
    for (const study of studies) yield studyRecord(study, patient, uids, dates);
  }
}

function studyRecord(
  study: SurveyedStudy,
  patient: NamedPatient,
  uids: UidMapping,
  dates: FateOfDates,
): StudyRecord {
  const { studyInstanceUid, accessionNumber, studyDate, description } = study;
  return {
    anonymisedId: patient.anonymisedId,
    studyInstanceUid,
    newStudyInstanceUid: uids.mapText(studyInstanceUid),
    accessionNumber,
    studyDate,
    newStudyDate: newDate(studyDate, patient.dateOffset, dates),
    description,
  };
}

function newDate(date: string, offset: number, fate: FateOfDates): string {
  switch (fate) {
    case 'UNMODIFIED':
      return date;
    case 'MODIFIED':
      return shiftDate(date, offset);
    case 'REMOVED':
      return '';
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
