import { IntColumn } from './int-column';

const FIRST_SLOTS = 128;

/** Finds numbers, given out from 0 on, by a hash of what they stand for (open addressing, at most two thirds full). */
export class HashIndex {
  /** A number plus one; 0 where there is none. */
  private slots = new Int32Array(FIRST_SLOTS);
  private readonly hashes = new IntColumn();

  /** The first number with this hash for which `isIt` holds, or -1. */
  find(hash: number, isIt: (number: number) => boolean): number {
    const mask = this.slots.length - 1;
    for (let slot = spread(hash) & mask; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = this.slots[slot]! - 1;
      if (this.hashes.at(number) === hash && isIt(number)) return number;
    }
    return -1;
  }

  /** @param number the one after the last that was added */
  add(hash: number, number: number): void {
    this.hashes.push(hash);
    if (3 * this.hashes.length > 2 * this.slots.length) this.grow();
    else this.place(hash, number);
  }

  private grow(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    for (let number = 0; number < this.hashes.length; number++) this.place(this.hashes.at(number), number);
  }

  private place(hash: number, number: number): void {
    const mask = this.slots.length - 1;
    let slot = spread(hash) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = number + 1;
  }
}

/** The low bits of a hash alone decide on the slot. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}
