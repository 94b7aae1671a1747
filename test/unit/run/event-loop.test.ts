import assert from 'node:assert/strict';
import { breathing, mapBreathing, visitBreathing } from '../../../src/core/run/event-loop';

/** Keeps the thread busy for so many milliseconds. */
function work(milliseconds: number): void {
  const end = Date.now() + milliseconds;
  while (Date.now() < end);
}

/** How often others had their turn while something was done. */
async function turnsDuring(act: () => Promise<void>): Promise<number> {
  let turns = 0;
  let goesOn = true;
  const count = (): void => {
    turns++;
    if (goesOn) setImmediate(count);
  };
  setImmediate(count);
  await act();
  goesOn = false;
  return turns;
}

describe('work in pieces', () => {
  it('maps each item in order, and lets others have their turn while that takes long', async () => {
    const turns = await turnsDuring(async () => {
      const doubled = await mapBreathing([1, 2, 3, 4], (item, index) => {
        work(20);
        return [2 * item, index];
      });
      assert.deepEqual(doubled, [
        [2, 0],
        [4, 1],
        [6, 2],
        [8, 3],
      ]);
    });
    assert.ok(turns >= 3, `${turns} turns`);
  });

  it('visits each item in order, and lets others have their turn while that takes long', async () => {
    const items = Array.from({ length: 5000 }, (_, at) => at);
    const seen: number[] = [];
    const turns = await turnsDuring(() =>
      visitBreathing(items, breathing(), (item, index) => {
        if (item % 1024 === 0) work(20);
        seen.push(index);
      }),
    );
    assert.deepEqual(seen, items);
    assert.ok(turns >= 3, `${turns} turns`);
  });
});
