import { setImmediate as turn } from 'node:timers/promises';

const LONGEST_MS = 50;

/**
 * Makes a function to be called between pieces of synchronous work: now and then it lets signals, messages and timers
 * have their turn.
 */
export function breathing(): () => Promise<void> {
  let last = Date.now();
  return async () => {
    if (Date.now() - last < LONGEST_MS) return;
    await turn();
    last = Date.now();
  };
}
