const DIGITS = /\d+/g;
/** Numbers of up to this many digits sort by value. */
const WIDTH = 20;
/** Names that are sorted before others have their turn. */
const PIECE = 2048;

/**
 * Sorts names as people do: "IM2" before "IM10", capitals and small letters together. Independent of language and
 * platform, so that every machine gives patients the same numbers.
 */
export function sortNaturally<T>(entries: readonly T[], nameOf: (entry: T) => string): T[] {
  return entries
    .map((entry) => ({ entry, name: nameOf(entry), key: naturalKey(nameOf(entry)) }))
    .sort((a, b) => compare(a.key, b.key) || compare(a.name, b.name))
    .map(({ entry }) => entry);
}

/** `sortNaturally` for names by the hundred thousand: `breathe` is called between pieces of the work. */
export async function sortNamesNaturally(
  names: readonly string[],
  breathe: () => Promise<void>,
): Promise<readonly string[]> {
  let runs: Keyed[][] = [];
  for (let from = 0; from < names.length; from += PIECE) {
    await breathe();
    const piece = names.slice(from, from + PIECE).map((name) => ({ name, key: naturalKey(name) }));
    runs.push(piece.sort(compareKeyed));
  }
  while (runs.length > 1) {
    const merged: Keyed[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(await merge(runs[at]!, runs[at + 1] ?? [], breathe));
    runs = merged;
  }
  return (runs[0] ?? []).map(({ name }) => name);
}

interface Keyed {
  readonly name: string;
  readonly key: string;
}

async function merge(
  a: readonly Keyed[],
  b: readonly Keyed[],
  breathe: () => Promise<void>,
): Promise<Keyed[]> {
  const merged: Keyed[] = [];
  let [fromA, fromB] = [0, 0];
  while (fromA < a.length || fromB < b.length) {
    if (merged.length % PIECE === 0) await breathe();
    const isA = fromB === b.length || (fromA < a.length && compareKeyed(a[fromA]!, b[fromB]!) <= 0);
    merged.push(isA ? a[fromA++]! : b[fromB++]!);
  }
  return merged;
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
