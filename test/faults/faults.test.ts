import assert from 'node:assert/strict';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { listCases, sampleCases } from './cases';
import { describeTrial } from './tally';
import { openLane, tryAll } from './try-all';

/** `npm run test:faults` tries all of them. */
const CASES = 100;
const SEED = 20_261_122;

describe('a run that a fault of the file system disturbs', function () {
  this.timeout(300_000);
  let folder: string;

  before(() => {
    folder = createTempFolder();
  });
  after(() => removeFolder(folder));

  it(`keeps originals and copies whole, and the next run ends as if nothing had happened (${CASES} faults)`, async () => {
    const lanes = await Promise.all([0, 1].map((number) => openLane(folder, number)));
    const cases = sampleCases(await listCases(lanes[0]!), CASES, SEED);
    const lost: string[] = [];
    await tryAll(cases, lanes, (trial) => {
      if (trial.complaints.length > 0) lost.push(describeTrial(trial));
    });
    assert.deepEqual(lost, []);
  });
});
