import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Mapping } from '../../src/core/mapping/model';
import { readWorkbook } from '../../src/core/mapping/workbook';
import { workbookWorker, type WorkbookClient } from '../../src/worker/workbook-client';
import { patient, study } from '../mapping/samples';
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

  it('writes and reads thousands of records, in parts, as they are', async () => {
    const file = join(folder(), 'm.xlsx');
    const extras = { patients: NONE, studies: NONE, runs: NONE, sheets: [] };
    for (let time = 0; time < 2; time++) {
      const previous = (await client.io.read(file))?.fingerprint;
      await client.io.write(file, mapping, extras, previous);
    }
    const read = await client.io.read(file);
    const direct = await readWorkbook(file);
    assert.deepEqual(read, direct);
    assert.deepEqual(read?.patients, mapping.patients);
    assert.deepEqual(read?.studies, mapping.studies);
  });

  it('tells that there is no workbook without being started', async () => {
    assert.equal(await client.io.read(join(folder(), 'm.xlsx')), undefined);
  });
});

const NONE = { headers: [], rows: [], loose: [] };
