const DIGITS = /\d+/g;
/** Numbers of up to this many digits sort by value. */
const WIDTH = 20;

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

function naturalKey(name: string): string {
  return name.toLowerCase().replace(DIGITS, (digits) => digits.padStart(WIDTH, '0'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
