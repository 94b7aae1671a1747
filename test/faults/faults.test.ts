import assert from 'node:assert/strict';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { listCases, sampleCases, type FaultCase } from './cases';
import type { Lane } from './scene';
import { describeTrial } from './tally';
import { openLane, tryAll } from './try-all';

/** `npm run test:faults` tries all of them. */
const CASES = 100;
const SEED = 20_261_122;

describe('a run that a fault of the file system disturbs', function () {
  // Each run that is tried bounds its own time.
  this.timeout(1_200_000);
  let folder: string;

  beforeEach(() => {
    folder = createTempFolder();
  });
  afterEach(() => removeFolder(folder));

  it(`keeps originals and copies whole, and the next run ends as if nothing had happened (${CASES} faults)`, async () => {
    const lanes = await Promise.all([0, 1].map((number) => openLane(folder, number)));
    const cases = sampleCases(await listCases(lanes[0]!), CASES, SEED);
    assert.deepEqual(await lostOf(cases, lanes), []);
  });

  it('is recovered from, too, when the file system denies what an interrupted run left', async () => {
    const lanes = await Promise.all([0, 1].map((number) => openLane(folder, number)));
    const cases = (await listCases(lanes[0]!)).filter(isDenialOfLeftovers);
    assert.ok(cases.length > 20);
    assert.deepEqual(await lostOf(cases, lanes), []);
  });
});

/** A journal or a folder that an interrupted run left, taken for missing. */
function isDenialOfLeftovers({ scenario, planned: { site, fault } }: FaultCase): boolean {
  return (
    scenario === 'interrupted' &&
    fault.kind === 'error' &&
    fault.code === 'ENOENT' &&
    ['promises.open', 'opendirSync', 'folder.readSync'].includes(site.call)
  );
}

async function lostOf(cases: readonly FaultCase[], lanes: readonly Lane[]): Promise<readonly string[]> {
  const lost: string[] = [];
  await tryAll(cases, lanes, (trial) => {
    if (trial.complaints.length > 0) lost.push(describeTrial(trial));
  });
  return lost;
}
