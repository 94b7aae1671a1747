import { setImmediate as turn } from 'node:timers/promises';
import type { Breathe } from '../io/breathe';

/**
 * Short enough for several that breathe at the same time, what others do, and the system between them, to fit into a
 * tenth of a second.
 */
const LONGEST_MS = 6;
/** Items that are visited before the clock is looked at. */
const AT_ONCE = 1024;

/**
 * Makes a function to be called between pieces of synchronous work: now and then it lets signals, messages and timers
 * have their turn.
 */
export function breathing(): Breathe {
  let last = Date.now();
  const pause = async (): Promise<void> => {
    await turn();
    last = Date.now();
  };
  return () => (Date.now() - last < LONGEST_MS ? undefined : pause());
}

/** `items.map(make)`, with pauses in which others have their turn. */
export async function mapBreathing<T, R>(
  items: Iterable<T>,
  make: (item: T, index: number) => R,
): Promise<readonly R[]> {
  const breathe = breathing();
  const made: R[] = [];
  for (const item of items) {
    const due = breathe();
    if (due) await due;
    made.push(make(item, made.length));
  }
  return made;
}

/** Visits each of `items`, of which each takes next to no time, with the pauses that `breathe` makes. */
export async function visitBreathing<T>(
  items: ArrayLike<T>,
  breathe: Breathe,
  visit: (item: T, index: number) => void,
): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const due = breathe();
    if (due) await due;
    const to = Math.min(from + AT_ONCE, items.length);
    for (let at = from; at < to; at++) visit(items[at]!, at);
  }
}
