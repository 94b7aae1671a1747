/**
 * What a run does with the mapping, without its files: opens the workbook in its thread, assigns and commits patients
 * with a study each, ends, and prints how many there are. Run again it finds all of them in the workbook.
 *
 *   node workbook-run.js WORKBOOK PATIENTS
 */
import { join } from 'node:path';
import type { PatientIdentity, PatientRecord, StudyRecord } from '../../src/core/mapping/model';
import { type MappingSession, openMapping, type PatientCount } from '../../src/core/mapping/session';
import { breathing } from '../../src/core/run/event-loop';
import { workbookWorker } from '../../src/worker/workbook-client';
import { uid } from '../support/data-sets';

const SOURCE = '/data/hospital-export';
const DESTINATION = '/data/anonymised';
const FILES = { files: 250, skipped: 1, failed: 0 };

async function main([file = '', count = '0']: readonly string[]): Promise<void> {
  const patients = Number(count);
  const client = workbookWorker(join(process.cwd(), 'dist', 'workbook-worker.js'));
  try {
    const session = await openMapping(file, client.mappingIo);
    const run = {
      runId: `run ${Date.now()}`,
      started: new Date().toISOString(),
      ...{ source: SOURCE, destination: DESTINATION, policy: 'DicomAnon', version: '0' },
    };
    await session.begin(run);
    const fresh = await newOnes(session, patients);
    await session.commitPatients(newPatients(session, fresh), newStudies(session, patients));
    const numbers = { found: 251 * patients, written: 250 * patients, unchanged: 0, skipped: patients };
    const ended = { ended: new Date().toISOString(), state: 'done', failed: 0 } as const;
    await session.finish({ ...run, ...numbers, ...ended }, countsOf(session, patients));
  } finally {
    await client.close();
  }
  process.stdout.write(`${JSON.stringify({ found: patients })}\n`);
}

/** Those whom the workbook does not know. */
async function newOnes({ register }: MappingSession, patients: number): Promise<readonly number[]> {
  const breathe = breathing();
  const fresh: number[] = [];
  for (let at = 0; at < patients; at++) {
    await breathe();
    if (register.lookup(identityOf(at)) === undefined) fresh.push(at);
  }
  return fresh;
}

function* newPatients({ register }: MappingSession, patients: readonly number[]): Generator<PatientRecord> {
  for (const at of patients) {
    const identity = identityOf(at);
    const anonymisedId = register.assign(identity);
    yield {
      ...identity,
      anonymisedId,
      sourceFolder: `${SOURCE}/${identity.name} ${identity.patientId}`,
      destinationFolder: `${DESTINATION}/${anonymisedId}`,
      ...{ files: 0, skipped: 0, failed: 0, firstAnonymised: '', lastUpdated: '' },
    };
  }
}

function* newStudies({ register }: MappingSession, patients: number): Generator<StudyRecord> {
  for (let at = 0; at < patients; at++) {
    const day = String(1 + (at % 28)).padStart(2, '0');
    yield {
      anonymisedId: register.assign(identityOf(at)),
      studyInstanceUid: uid(`study ${at}`),
      newStudyInstanceUid: uid(`new study ${at}`),
      accessionNumber: `A${String(at).padStart(8, '0')}`,
      ...{ studyDate: `202402${day}`, newStudyDate: `202011${day}`, description: 'CT thorax and abdomen' },
    };
  }
}

function* countsOf({ register }: MappingSession, patients: number): Generator<PatientCount> {
  for (let at = 0; at < patients; at++) {
    const anonymisedId = register.assign(identityOf(at));
    yield [anonymisedId, { ...FILES, destinationFolder: `${DESTINATION}/${anonymisedId}` }];
  }
}

function identityOf(patient: number): PatientIdentity {
  return {
    kind: 'id',
    patientId: `MRN-${String(patient).padStart(7, '0')}`,
    ...{ issuer: 'HOSPITAL', name: `Family${patient}^Given`, folder: '' },
    birthDate: `19${String(patient % 100).padStart(2, '0')}0704`,
  };
}

void main(process.argv.slice(2));
