import type { Layout } from '../packed/packed-records';
import type { Records } from '../packed/records';

/** How a patient was recognised: by PatientID, else by name and birth date, else by the top-level folder. */
export type IdentityKind = 'id' | 'name' | 'folder';

/** What makes two files belong to one patient; compared exactly, as text ("007" is not "7"). */
export interface PatientIdentity {
  readonly kind: IdentityKind;
  readonly patientId: string;
  readonly issuer: string;
  readonly name: string;
  readonly birthDate: string;
  /** Absolute path of the top-level folder; the identity itself when `kind` is 'folder', else ''. */
  readonly folder: string;
}

/** A patient whom the mapping knows. */
export interface KnownPatient extends PatientIdentity {
  readonly anonymisedId: string;
}

export interface PatientRecord extends KnownPatient {
  readonly sourceFolder: string;
  readonly destinationFolder: string;
  readonly files: number;
  readonly skipped: number;
  readonly failed: number;
  /** ISO 8601 timestamps; '' when not yet known. */
  readonly firstAnonymised: string;
  readonly lastUpdated: string;
}

export interface StudyRecord {
  readonly anonymisedId: string;
  readonly studyInstanceUid: string;
  readonly newStudyInstanceUid: string;
  readonly accessionNumber: string;
  readonly studyDate: string;
  readonly newStudyDate: string;
  readonly description: string;
}

export interface RunRecord {
  readonly runId: string;
  readonly started: string;
  readonly ended: string;
  readonly state: 'done' | 'cancelled' | 'stopped' | 'interrupted';
  readonly source: string;
  readonly destination: string;
  readonly policy: string;
  readonly version: string;
  readonly found: number;
  readonly written: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
}

/** How records are packed. */
export const KNOWN_PATIENT_LAYOUT: Layout<KnownPatient> = {
  kind: 'text',
  patientId: 'text',
  issuer: 'text',
  name: 'text',
  birthDate: 'text',
  folder: 'text',
  anonymisedId: 'text',
};

export const PATIENT_LAYOUT: Layout<PatientRecord> = {
  ...KNOWN_PATIENT_LAYOUT,
  sourceFolder: 'text',
  destinationFolder: 'text',
  files: 'number',
  skipped: 'number',
  failed: 'number',
  firstAnonymised: 'text',
  lastUpdated: 'text',
};

export const STUDY_LAYOUT: Layout<StudyRecord> = {
  anonymisedId: 'text',
  studyInstanceUid: 'text',
  newStudyInstanceUid: 'text',
  accessionNumber: 'text',
  studyDate: 'text',
  newStudyDate: 'text',
  description: 'text',
};

/** A {@link Mapping} of which not all has to be in memory as objects. */
export interface MappingRecords {
  /** The 256-bit project key. */
  readonly key: Uint8Array;
  readonly patients: Records<PatientRecord>;
  readonly studies: Records<StudyRecord>;
  readonly runs: readonly RunRecord[];
}

/** Everything that the workbook holds. Immutable: a run makes a new one out of the last. */
export interface Mapping extends MappingRecords {
  readonly patients: readonly PatientRecord[];
  readonly studies: readonly StudyRecord[];
}

/** What makes somebody that patient, and nothing else. */
export function identityOf(patient: PatientIdentity): PatientIdentity {
  const { kind, patientId, issuer, name, birthDate, folder } = patient;
  return { kind, patientId, issuer, name, birthDate, folder };
}

/**
 * The text by which a patient is looked up in the register. Distinct identities have distinct texts: the length in
 * front keeps a separator inside a value from making two of them alike.
 */
export function identityKey(identity: PatientIdentity): string {
  switch (identity.kind) {
    case 'id':
      return `id\0${identity.patientId.length}\0${identity.patientId}${identity.issuer}`;
    case 'name':
      return `name\0${identity.name.length}\0${identity.name}${identity.birthDate}`;
    case 'folder':
      return `folder\0${identity.folder}`;
  }
}
