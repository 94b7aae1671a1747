/** The next number of a sequence, 0 <= x < 1. */
export type Random = () => number;

/**
 * A sequence of numbers that is the same for the same seed (mulberry32: small, and random enough for
 * phantoms).
 */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number, 0 <= n < limit. */
export function randomInteger(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

/** Decimal digits without a leading zero. */
export function randomDigits(random: Random, count: number): string {
  const digits = Array.from({ length: count - 1 }, () => randomInteger(random, 10));
  return [1 + randomInteger(random, 9), ...digits].join('');
}
