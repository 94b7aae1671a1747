import { setImmediate as turn } from 'node:timers/promises';

/** Short enough for what others do, and the system between them, to fit into a tenth of a second, too. */
const LONGEST_MS = 12;

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

/** `items.map(make)`, with pauses in which others have their turn. */
export async function mapBreathing<T, R>(
  items: Iterable<T>,
  make: (item: T, index: number) => R,
): Promise<readonly R[]> {
  const breathe = breathing();
  const made: R[] = [];
  for (const item of items) {
    await breathe();
    made.push(make(item, made.length));
  }
  return made;
}
