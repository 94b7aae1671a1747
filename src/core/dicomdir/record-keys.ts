/** The keys of each Directory Record Type (PS3.3 2026c §F.5). Optional ones (Type 3) are not written. */
import { VR, type VrName } from '../dicom/vr';
import type { InstanceType } from './record-types';

/** Type of a key (PS3.5 §7.4); '1C' keys are written when the file has them. */
export type KeyType = '1' | '1C' | '2';

/** One key of a record. */
export interface RecordKey {
  readonly tag: number;
  /** VR as two letters, a number of {@link VR}. */
  readonly vr: number;
  readonly type: KeyType;
}

export type RecordType = InstanceType | 'PATIENT' | 'STUDY' | 'SERIES';

/** Tags that records are made from. */
export const KEY = {
  InstanceCreationDate: 0x00080012,
  InstanceCreationTime: 0x00080013,
  StudyDate: 0x00080020,
  SeriesDate: 0x00080021,
  AcquisitionDate: 0x00080022,
  ContentDate: 0x00080023,
  StudyTime: 0x00080030,
  SeriesTime: 0x00080031,
  AcquisitionTime: 0x00080032,
  ContentTime: 0x00080033,
  Modality: 0x00080060,
  PatientID: 0x00100020,
  StudyInstanceUID: 0x0020000d,
  SeriesInstanceUID: 0x0020000e,
  StudyID: 0x00200010,
  SeriesNumber: 0x00200011,
  InstanceNumber: 0x00200013,
  NumberOfFrames: 0x00280008,
  Rows: 0x00280010,
  VerificationDateTime: 0x0040a030,
  RelationshipType: 0x0040a010,
  ConceptNameCodeSequence: 0x0040a043,
  VerifyingObserverSequence: 0x0040a073,
  CompletionFlag: 0x0040a491,
  VerificationFlag: 0x0040a493,
  ContentSequence: 0x0040a730,
  MIMETypeOfEncapsulatedDocument: 0x00420012,
  ProcedureTypeCodeSequence: 0x00760020,
} as const;

/** The last group that has keys; files are read no further. */
export const LAST_KEY_GROUP = 0x3010;

function key(tag: number, vr: VrName, type: KeyType): RecordKey {
  return { tag, vr: VR[vr], type };
}

const INSTANCE_NUMBER = key(KEY.InstanceNumber, 'IS', '1');
const CONTENT = [key(KEY.ContentDate, 'DA', '1'), key(KEY.ContentTime, 'TM', '1')];

/** Content Identification Macro (PS3.3 Table 10-12). */
const IDENTIFICATION = [
  INSTANCE_NUMBER,
  key(0x00700080, 'CS', '1'),
  key(0x00700081, 'LO', '2'),
  key(0x00700084, 'PN', '2'),
];
const IDENTIFIED_CONTENT = [...CONTENT, ...IDENTIFICATION];

/** Title and modifiers of a document tree. */
const TITLE = [key(KEY.ConceptNameCodeSequence, 'SQ', '1'), key(KEY.ContentSequence, 'SQ', '1C')];

/** The keys of each type, ascending by tag. Specific Character Set is written where one of them needs it. */
export const RECORD_KEYS: Readonly<Record<RecordType, readonly RecordKey[]>> = {
  PATIENT: [key(0x00100010, 'PN', '2'), key(KEY.PatientID, 'LO', '1')],
  STUDY: [
    key(KEY.StudyDate, 'DA', '1'),
    key(KEY.StudyTime, 'TM', '1'),
    key(0x00080050, 'SH', '2'),
    key(0x00081030, 'LO', '2'),
    key(KEY.StudyInstanceUID, 'UI', '1'),
    key(KEY.StudyID, 'SH', '1'),
  ],
  SERIES: [
    key(KEY.Modality, 'CS', '1'),
    key(KEY.SeriesInstanceUID, 'UI', '1'),
    key(KEY.SeriesNumber, 'IS', '1'),
  ],
  IMAGE: [INSTANCE_NUMBER],
  'RT DOSE': [INSTANCE_NUMBER, key(0x3004000a, 'CS', '1')],
  'RT STRUCTURE SET': [
    INSTANCE_NUMBER,
    key(0x30060002, 'SH', '1'),
    key(0x30060008, 'DA', '2'),
    key(0x30060009, 'TM', '2'),
  ],
  'RT PLAN': [
    INSTANCE_NUMBER,
    key(0x300a0002, 'SH', '1'),
    key(0x300a0006, 'DA', '2'),
    key(0x300a0007, 'TM', '2'),
  ],
  'RT TREAT RECORD': [INSTANCE_NUMBER, key(0x30080250, 'DA', '2'), key(0x30080251, 'TM', '2')],
  PRESENTATION: [
    key(0x00081115, 'SQ', '1C'),
    INSTANCE_NUMBER,
    ...IDENTIFICATION.slice(1, 3),
    key(0x00700082, 'DA', '1'),
    key(0x00700083, 'TM', '1'),
    ...IDENTIFICATION.slice(3),
    key(0x00700402, 'SQ', '1C'),
  ],
  WAVEFORM: [...CONTENT, INSTANCE_NUMBER],
  'SR DOCUMENT': [
    ...CONTENT,
    INSTANCE_NUMBER,
    key(KEY.VerificationDateTime, 'DT', '1C'),
    TITLE[0]!,
    key(KEY.CompletionFlag, 'CS', '1'),
    key(KEY.VerificationFlag, 'CS', '1'),
    TITLE[1]!,
  ],
  'KEY OBJECT DOC': [...CONTENT, INSTANCE_NUMBER, ...TITLE],
  SPECTROSCOPY: [
    key(0x00080008, 'CS', '1'),
    ...CONTENT,
    key(0x00089092, 'SQ', '1C'),
    INSTANCE_NUMBER,
    key(KEY.NumberOfFrames, 'IS', '1'),
    key(KEY.Rows, 'US', '1'),
    key(0x00280011, 'US', '1'),
    key(0x00289001, 'UL', '1'),
    key(0x00289002, 'UL', '1'),
  ],
  'RAW DATA': [...CONTENT, key(KEY.InstanceNumber, 'IS', '2')],
  REGISTRATION: IDENTIFIED_CONTENT,
  FIDUCIAL: IDENTIFIED_CONTENT,
  'ENCAP DOC': [
    key(KEY.ContentDate, 'DA', '2'),
    key(KEY.ContentTime, 'TM', '2'),
    INSTANCE_NUMBER,
    key(KEY.ConceptNameCodeSequence, 'SQ', '2'),
    key(0x0040e001, 'ST', '1C'),
    key(0x00420010, 'ST', '2'),
    key(KEY.MIMETypeOfEncapsulatedDocument, 'LO', '1'),
  ],
  'VALUE MAP': IDENTIFIED_CONTENT,
  STEREOMETRIC: [],
  PLAN: [],
  MEASUREMENT: IDENTIFIED_CONTENT,
  SURFACE: IDENTIFIED_CONTENT,
  'SURFACE SCAN': CONTENT,
  TRACT: IDENTIFIED_CONTENT,
  ASSESSMENT: [
    key(KEY.InstanceCreationDate, 'DA', '1'),
    key(KEY.InstanceCreationTime, 'TM', '2'),
    INSTANCE_NUMBER,
  ],
  RADIOTHERAPY: [
    INSTANCE_NUMBER,
    ...IDENTIFICATION.slice(2),
    key(0x30100033, 'SH', '1C'),
    key(0x30100034, 'LO', '1C'),
  ],
  ANNOTATION: IDENTIFIED_CONTENT,
  PRIVATE: [],
  'HANGING PROTOCOL': [
    key(0x00720002, 'SH', '1'),
    key(0x00720004, 'LO', '1'),
    key(0x00720006, 'CS', '1'),
    key(0x00720008, 'LO', '1'),
    key(0x0072000a, 'DT', '1'),
    key(0x0072000c, 'SQ', '1'),
    key(0x0072000e, 'SQ', '2'),
    key(0x00720014, 'US', '1'),
  ],
  PALETTE: IDENTIFICATION.slice(1, 3),
  IMPLANT: [
    key(0x00080070, 'LO', '1'),
    key(0x00221095, 'LO', '1'),
    key(0x00221097, 'LO', '1'),
    key(0x00686210, 'LO', '1C'),
  ],
  'IMPLANT ASSY': [
    key(0x00080070, 'LO', '1'),
    key(0x00760001, 'LO', '1'),
    key(KEY.ProcedureTypeCodeSequence, 'SQ', '1'),
  ],
  'IMPLANT GROUP': [key(0x00780001, 'LO', '1'), key(0x00780020, 'LO', '1')],
  INVENTORY: [key(0x00080400, 'SQ', '2')],
};
