import { join } from 'node:path';
import type { FaultCase } from './cases';
import { expectOf } from './expectation';
import { Lane } from './scene';
import { tryCase, type Trial } from './try-case';

/** Makes a lane whose scenarios are ready. */
export async function openLane(folder: string, number: number): Promise<Lane> {
  const lane = new Lane(join(folder, `lane-${number}`));
  await lane.prepare();
  return lane;
}

/** Tries the cases, one at a time in each lane; they come in the order in which they end. */
export async function tryAll(
  cases: readonly FaultCase[],
  lanes: readonly Lane[],
  onTrial: (trial: Trial) => void,
): Promise<void> {
  const waiting = [...cases].reverse();
  await Promise.all(
    lanes.map(async (lane) => {
      const expectation = await expectOf(lane);
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
        onTrial(await tryCase(next, lane, expectation));
    }),
  );
}
