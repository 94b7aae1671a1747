import { isPrivate } from '../dicom/tags';
import { usesCharacterSet, VR } from '../dicom/vr';
import type { KnownKind } from './known-values';

/** What the attributes tell that are of no VR of their own, by tag (PS3.6 2026c). */
const KINDS: ReadonlyMap<number, KnownKind> = new Map<number, KnownKind>([
  [0x00100010, 'names'], // PatientName
  [0x00101001, 'names'], // OtherPatientNames
  [0x00101005, 'names'], // PatientBirthName
  [0x00101060, 'names'], // PatientMotherBirthName
  [0x00100020, 'ids'], // PatientID, also in OtherPatientIDsSequence
  [0x00101000, 'ids'], // OtherPatientIDs
  [0x00101090, 'ids'], // MedicalRecordLocator
  [0x00120040, 'ids'], // ClinicalTrialSubjectID
  [0x00120042, 'ids'], // ClinicalTrialSubjectReadingID
  [0x00380010, 'ids'], // AdmissionID
  [0x00380060, 'ids'], // ServiceEpisodeID
  [0x00200010, 'ids'], // StudyID
  [0x00321000, 'dates'], // ScheduledStudyStartDate
  [0x00400009, 'ids'], // ScheduledProcedureStepID
  [0x00400253, 'ids'], // PerformedProcedureStepID
  [0x00401001, 'ids'], // RequestedProcedureID
  [0x00402016, 'ids'], // PlacerOrderNumberImagingServiceRequest
  [0x00402017, 'ids'], // FillerOrderNumberImagingServiceRequest
  [0x00080050, 'accessions'], // AccessionNumber
  [0x00100030, 'birthDates'], // PatientBirthDate
  [0x00102154, 'phones'], // PatientTelephoneNumbers
  [0x00102155, 'phones'], // PatientTelecomInformation
  [0x00080094, 'phones'], // ReferringPhysicianTelephoneNumbers
  [0x00401103, 'phones'], // PersonTelephoneNumbers
  [0x00401104, 'phones'], // PersonTelecomInformation
  [0x00101040, 'addresses'], // PatientAddress
  [0x00102152, 'addresses'], // RegionOfResidence
  [0x00080092, 'addresses'], // ReferringPhysicianAddress
  [0x00401102, 'addresses'], // PersonAddress
  [0x00380400, 'addresses'], // PatientInstitutionResidence
  [0x00080080, 'institutions'], // InstitutionName
  [0x00080081, 'institutions'], // InstitutionAddress
  [0x00100021, 'institutions'], // IssuerOfPatientID
]);

const GROUPS: ReadonlySet<number> = new Set([...KINDS.keys()].map((tag) => tag >>> 16));

/** IDs that number what was done, not who it was done to: worth a search only from SHORTEST_NUMBER characters on. */
const NUMBERS_OF_THINGS: ReadonlySet<number> = new Set([
  0x00200010, 0x00400009, 0x00400253, 0x00401001, 0x00402016, 0x00402017, 0x00380060,
]);
const SHORTEST_NUMBER = 5;

/** Characters of a DT that are its date (PS3.5 §6.2). */
const DATE_LENGTH = 8;
/** A longer value is no name, ID or address, and too long to compare for every file. */
const LONGEST = 1024;

/** What a row tells, undefined for nothing; by VR where that says it. Allocates nothing. */
export function knownKindOf(tag: number, vr: number): KnownKind | undefined {
  if (vr === VR.PN) return KINDS.get(tag) ?? 'people';
  if (isPrivate(tag)) return undefined;
  if (vr === VR.DA) return KINDS.get(tag) ?? 'dates';
  if (vr === VR.DT) return 'dates';
  return usesCharacterSet(vr) && GROUPS.has(tag >>> 16) ? KINDS.get(tag) : undefined;
}

/** How many bytes of a value of that length tell something; 0 when it is empty or too long. */
export function tellingLength(vr: number, length: number): number {
  if (length > LONGEST) return 0;
  return vr === VR.DT || vr === VR.DA ? Math.min(length, DATE_LENGTH + 2) : length;
}

/** Whether a value is worth a search; short numbers of things are not. */
export function isWorthSearch(tag: number, value: string): boolean {
  return !NUMBERS_OF_THINGS.has(tag) || value.length >= SHORTEST_NUMBER;
}
