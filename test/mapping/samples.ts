import type { JournalRecord, RunStart } from '../../src/core/mapping/journal';
import type {
  Mapping,
  PatientIdentity,
  PatientRecord,
  RunRecord,
  StudyRecord,
} from '../../src/core/mapping/model';

export const KEY = new Uint8Array(Buffer.alloc(32, 0xa5));
export const OTHER_KEY = new Uint8Array(Buffer.alloc(32, 0x5a));

export function identity(patientId: string, issuer = ''): PatientIdentity {
  return { kind: 'id', patientId, issuer, name: '', birthDate: '', folder: '' };
}

export function patient(anonymisedId: string, more: Partial<PatientRecord> = {}): PatientRecord {
  return {
    ...identity(`P-${anonymisedId}`),
    name: 'Doe^Jane',
    birthDate: '19561103',
    anonymisedId,
    sourceFolder: '/data/source/a',
    destinationFolder: '/data/out/a',
    files: 0,
    skipped: 0,
    failed: 0,
    firstAnonymised: '',
    lastUpdated: '',
    ...more,
  };
}

export function study(anonymisedId: string, name = '1', more: Partial<StudyRecord> = {}): StudyRecord {
  return {
    anonymisedId,
    studyInstanceUid: `1.2.826.0.1.3680043.10.1234.${name}`,
    newStudyInstanceUid: `2.25.1234${name}`,
    accessionNumber: '000123',
    studyDate: '20240229',
    newStudyDate: '20230301',
    description: 'CT thorax',
    ...more,
  };
}

export function runStart(runId: string, more: Partial<RunStart> = {}): RunStart {
  return {
    runId,
    started: '2026-11-22T10:15:00.000Z',
    source: '/data/source',
    destination: '/data/out',
    policy: 'DicomAnon',
    version: '0.1.0',
    ...more,
  };
}

export function run(runId: string, more: Partial<RunRecord> = {}): RunRecord {
  return {
    ...runStart(runId),
    ended: '2026-11-22T10:20:00.000Z',
    state: 'done',
    found: 10,
    written: 7,
    unchanged: 1,
    skipped: 1,
    failed: 1,
    ...more,
  };
}

export function mapping(more: Partial<Mapping> = {}): Mapping {
  return { key: KEY, patients: [], studies: [], runs: [], ...more };
}

export function projectRecord(workbook: 'new' | 'existing', key = KEY): JournalRecord {
  return { type: 'project', key: Buffer.from(key).toString('hex'), workbook };
}
