/**
 * Disturbs a small run at every call of the file system, with every fault, and prints what was survived.
 *
 *   npm run test:faults                     every case
 *   npm run test:faults -- 300              so many, spread over all
 *   npm run test:faults -- 300 7            so many others
 *   npm run test:faults -- handle.sync      those whose description holds the text, or each of several
 */
import { availableParallelism } from 'node:os';
import { createTempFolder, removeFolder } from '../support/temp-folder';
import { listCases, sampleCases, type FaultCase } from './cases';
import { describeTrial, tableOf } from './tally';
import { openLane, tryAll } from './try-all';
import type { Trial } from './try-case';

const SEED = 20_261_122;
/** After so many it says how far it is. */
const NOTED = 500;

async function main(wanted: readonly string[]): Promise<number> {
  const folder = createTempFolder();
  try {
    const lanes = await Promise.all(
      Array.from({ length: availableParallelism() }, (_, number) => openLane(folder, number)),
    );
    const cases = choose(await listCases(lanes[0]!), wanted);
    process.stdout.write(`${cases.length} faults\n`);
    const trials: Trial[] = [];
    await tryAll(cases, lanes, (trial) => {
      trials.push(trial);
      if (trials.length % NOTED === 0) process.stderr.write(`${trials.length} done\n`);
      if (trial.complaints.length > 0) process.stdout.write(`${describeTrial(trial)}\n`);
    });
    const lost = trials.filter(({ complaints }) => complaints.length > 0).length;
    process.stdout.write(
      `\n${tableOf(trials)}\n\n${trials.length} faults tried, ${trials.length - lost} survived\n`,
    );
    return lost === 0 ? 0 : 1;
  } finally {
    removeFolder(folder);
  }
}

function choose(cases: readonly FaultCase[], wanted: readonly string[]): readonly FaultCase[] {
  const [count, seed] = wanted;
  if (count !== undefined && /^\d+$/.test(count))
    return sampleCases(cases, Number(count), Number(seed ?? SEED));
  return cases.filter((each) => {
    const description = describeTrial({ ...each, complaints: [] });
    return wanted.every((text) => description.includes(text));
  });
}

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
