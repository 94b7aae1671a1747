import type { ByteArena } from './byte-arena';

/** Places that are remembered; a power of two. */
const SLOTS = 256;
const GOLDEN = 0x9e3779b1;

/**
 * Finds bytes that an arena holds already. In a sequence of very many Items most elements say what those of the Item
 * before said: the same image, the same date.
 */
export class RepeatedBytes {
  private readonly places = new Int32Array(SLOTS);

  constructor(private readonly arena: ByteArena) {}

  /** Where in front of `start` the arena holds what it holds from `start` to its end; `start` where that is not known. */
  find(start: number): number {
    const { bytes, used } = this.arena;
    const length = used - start;
    const slot = this.slotOf(bytes, start, length);
    const place = this.places[slot]!;
    if (place + length <= start && bytes.compare(bytes, start, used, place, place + length) === 0)
      return place;
    this.places[slot] = start;
    return start;
  }

  /** Tag and length stand at the beginning, and two values mostly differ at their end. */
  private slotOf(bytes: Buffer, start: number, length: number): number {
    let hash = length;
    for (let at = 0; at < Math.min(length, 4); at++) {
      hash = Math.imul(hash ^ bytes[start + at]!, GOLDEN);
      hash = Math.imul(hash ^ bytes[start + length - 1 - at]!, GOLDEN);
    }
    return hash >>> 24;
  }
}
