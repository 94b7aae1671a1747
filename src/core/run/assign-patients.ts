import { join } from 'node:path';
import { identityKey, type Mapping, type PatientRecord, type StudyRecord } from '../mapping/model';
import type { PatientRegister } from '../mapping/register';
import type { FateOfDates } from '../policy/fates';
import { dateOffset, shiftDate } from '../pseudonym/date-shift';
import type { ProjectKey } from '../pseudonym/project-key';
import type { UidMapping } from '../pseudonym/uid-map';
import { mapBreathing } from './event-loop';
import type { Ledger } from './ledger';
import type { Survey, SurveyedPatient, SurveyedStudy } from './survey';
import type { NamedPatient, TargetPaths } from './target-paths';

/** Gives every surveyed patient the anonymised ID that they have or get, in the order of their first file. */
export function namePatients(
  survey: Survey,
  register: PatientRegister,
  key: ProjectKey,
): Promise<readonly NamedPatient[]> {
  return mapBreathing(survey.patients, (surveyed) => ({
    surveyed,
    anonymisedId: register.assign(surveyed.identity),
    dateOffset: dateOffset(key, identityKey(surveyed.identity)),
  }));
}

/** Records of the patients that the mapping does not know yet. */
export async function newPatients(
  patients: readonly NamedPatient[],
  mapping: Mapping,
  ledger: Ledger,
  paths: TargetPaths,
  destination: string,
): Promise<readonly PatientRecord[]> {
  const known = new Set(mapping.patients.map(identityKey));
  const unknown = patients.filter(({ surveyed }) => !known.has(identityKey(surveyed.identity)));
  return mapBreathing(unknown, ({ surveyed, anonymisedId }) => ({
    ...surveyed.identity,
    anonymisedId,
    ...foldersOf(surveyed, ledger, paths, destination),
    files: 0,
    skipped: 0,
    failed: 0,
    firstAnonymised: '',
    lastUpdated: '',
  }));
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
export async function studyRecords(
  patients: readonly NamedPatient[],
  uids: UidMapping,
  dates: FateOfDates,
): Promise<readonly StudyRecord[]> {
  const records = await mapBreathing(patients, (patient) =>
    [...patient.surveyed.studies.values()]
      .sort((a, b) => compare(a.studyDate, b.studyDate) || compare(a.studyInstanceUid, b.studyInstanceUid))
      .map((study) => studyRecord(study, patient, uids, dates)),
  );
  return records.flat();
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
