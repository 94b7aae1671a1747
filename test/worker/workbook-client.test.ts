import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Mapping } from '../../src/core/mapping/model';
import { openMapping } from '../../src/core/mapping/session';
import { readWorkbook, writeWorkbook } from '../../src/core/mapping/workbook';
import { workbookWorker, type WorkbookClient } from '../../src/worker/workbook-client';
import { identity, patient, run, runStart, study } from '../mapping/samples';
import { useTempFolder } from '../support/temp-folder';

const WORKER = join(process.cwd(), 'dist', 'workbook-worker.js');
/** More than go between the threads at once, and not the same number of both. */
const [PATIENTS, STUDIES] = [2500, 4100];

describe('the workbook thread', () => {
  const folder = useTempFolder();
  let client: WorkbookClient;

  beforeEach(() => {
    client = workbookWorker(WORKER);
  });
  afterEach(() => client.close());

  const id = (at: number): string => `ANON-${String(at).padStart(5, '0')}`;
  const mapping: Mapping = {
    key: new Uint8Array(32).fill(5),
    patients: Array.from({ length: PATIENTS }, (_, at) => patient(id(at))),
    studies: Array.from({ length: STUDIES }, (_, at) => study(id(at))),
    runs: [],
  };

  it('reads thousands of records, in parts, as they are', async () => {
    const file = join(folder(), 'm.xlsx');
    await writeWorkbook(file, mapping);
    const read = await client.io.read(file);
    assert.deepEqual(read, await readWorkbook(file));
    assert.deepEqual(read?.patients, mapping.patients);
    assert.deepEqual(read?.studies, mapping.studies);
  });

  it('holds thousands of patients for a run, and adds those of the run', async () => {
    const file = join(folder(), 'm.xlsx');
    await writeWorkbook(file, mapping);
    const session = await openMapping(file, client.mappingIo);
    assert.equal(session.register.lookup(mapping.patients[2001]!), id(2001));
    const fresh = Array.from({ length: 3000 }, (_, at) => identity(`new ${at}`));
    const added = fresh.map((each) => patient(session.register.assign(each), each));
    assert.equal(
      added[0]?.anonymisedId,
      id(STUDIES).replace('-0', '-'),
      'after the highest that a study bears',
    );
    await session.begin(runStart('r1'));
    await session.commitPatients(added, []);
    const counts = { files: 2, skipped: 1, failed: 0 };
    await session.finish(run('r1'), new Map(added.map(({ anonymisedId }) => [anonymisedId, counts])));
    const read = await readWorkbook(file);
    assert.equal(read?.patients.length, PATIENTS + added.length);
    assert.deepEqual(read.patients.slice(0, PATIENTS), mapping.patients);
    assert.deepEqual(
      read.patients.slice(PATIENTS).map(({ patientId, files, skipped }) => [patientId, files, skipped]),
      fresh.map(({ patientId }) => [patientId, 2, 1]),
    );
    assert.deepEqual(read.runs, [run('r1')]);
  });

  it('tells that there is no workbook without being started', async () => {
    assert.equal(await client.io.read(join(folder(), 'm.xlsx')), undefined);
  });

  it('opens a mapping of which nothing is there without being started', async () => {
    const unstartable = workbookWorker(join(folder(), 'no-script.js'));
    const session = await openMapping(join(folder(), 'm.xlsx'), unstartable.mappingIo);
    assert.ok(session.isNew);
    assert.equal(session.key.length, 32);
    assert.equal(session.register.assign(identity('P1')), 'ANON-0001');
    await session.abandon();
  });

  it('recovers a run of which there is a journal only', async () => {
    const file = join(folder(), 'm.xlsx');
    const first = await openMapping(file, client.mappingIo);
    await first.begin(runStart('r1'));
    await first.commitPatients([patient('ANON-0007')], []);
    await first.abandon();
    const second = await openMapping(file, client.mappingIo);
    assert.deepEqual(second.key, first.key);
    assert.deepEqual(second.recovered, [runStart('r1')]);
    assert.equal(second.register.lookup(patient('ANON-0007')), 'ANON-0007');
    await second.abandon();
  });
});
