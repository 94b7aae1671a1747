/** Loaded into a process under test: says at its end how long its main thread let others wait. */
import { writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import { DELAY_MARK, delayIn, RESOLUTION_MS } from './event-loop-delay';

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  // Not while the program itself is loaded: in the editor that is over before a run begins.
  setImmediate(() => delay.enable());
  process.on('exit', () => {
    delay.disable();
    writeSync(2, `\n${DELAY_MARK}${JSON.stringify(delayIn(delay))}\n`);
  });
}
