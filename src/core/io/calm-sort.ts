import type { Breathe } from './breathe';

/** Items that are sorted before others have their turn: a few milliseconds. */
const PIECE = 512;

/** `items` in the order that `compare` tells, stable; others have their turn meanwhile. */
export async function sortCalmly<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  breathe: Breathe,
): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += PIECE) {
    const due = breathe();
    if (due) await due;
    runs.push(items.slice(from, from + PIECE).sort(compare));
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(await merge(runs[at]!, runs[at + 1] ?? [], compare, breathe));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(
  a: readonly T[],
  b: readonly T[],
  compare: (a: T, b: T) => number,
  breathe: Breathe,
): Promise<readonly T[]> {
  if (b.length === 0) return a;
  const merged: T[] = [];
  let [fromA, fromB] = [0, 0];
  while (fromA < a.length || fromB < b.length) {
    const due = merged.length % PIECE === 0 ? breathe() : undefined;
    if (due) await due;
    const isA = fromB === b.length || (fromA < a.length && compare(a[fromA]!, b[fromB]!) <= 0);
    merged.push(isA ? a[fromA++]! : b[fromB++]!);
  }
  return merged;
}
