import { makeRandom, randomInteger, type Random } from '../../src/sample/random';

/** The choices of one case: the same for the same seed and number. */
export class Dice {
  private readonly random: Random;

  constructor(seed: number, number: number) {
    this.random = makeRandom((Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0);
  }

  /** A whole number, 0 <= n < limit. */
  below(limit: number): number {
    return randomInteger(this.random, limit);
  }

  /** True in `part` of the cases. */
  chance(part: number): boolean {
    return this.random() < part;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}
