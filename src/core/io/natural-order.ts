import type { Breathe } from './breathe';
import { sortCalmly } from './calm-sort';

const DIGITS = /\d+/g;
/** Numbers of up to this many digits sort by value. */
const WIDTH = 20;
/** Names that are looked at before others have their turn. */
const PIECE = 1024;

/**
 * Sorts names as people do: "IM2" before "IM10", capitals and small letters together. Independent of language and
 * platform, so that every machine gives patients the same numbers. There may be names by the hundred thousand: others
 * have their turn meanwhile.
 */
export async function sortNaturally(names: readonly string[], breathe: Breathe): Promise<readonly string[]> {
  if (names.length < 2) return names;
  const keyed = await mapInPieces(names, (name) => ({ name, key: naturalKey(name) }), breathe);
  return mapInPieces(await sortCalmly(keyed, compareKeyed, breathe), ({ name }) => name, breathe);
}

interface Keyed {
  readonly name: string;
  readonly key: string;
}

async function mapInPieces<T, R>(
  items: readonly T[],
  make: (item: T) => R,
  breathe: Breathe,
): Promise<readonly R[]> {
  const made: R[] = [];
  for (const item of items) {
    const due = made.length % PIECE === 0 ? breathe() : undefined;
    if (due) await due;
    made.push(make(item));
  }
  return made;
}

function compareKeyed(a: Keyed, b: Keyed): number {
  return compare(a.key, b.key) || compare(a.name, b.name);
}

function naturalKey(name: string): string {
  return name.toLowerCase().replace(DIGITS, (digits) => digits.padStart(WIDTH, '0'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
