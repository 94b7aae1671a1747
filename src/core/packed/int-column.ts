const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK - 1;

/**
 * Whole numbers of 32 bits that grow in number: four bytes each and little more, where the garbage collector does not
 * look at them.
 */
export class IntColumn implements Iterable<number> {
  private count = 0;
  private readonly chunks: Int32Array[] = [];

  get length(): number {
    return this.count;
  }

  /** Adds a number and returns its position. */
  push(value: number): number {
    const position = this.count++;
    if (position >>> CHUNK_BITS === this.chunks.length) this.chunks.push(new Int32Array(CHUNK));
    this.set(position, value);
    return position;
  }

  /** The number at a position, which must exist. */
  at(position: number): number {
    return this.chunks[position >>> CHUNK_BITS]![position & CHUNK_MASK]!;
  }

  set(position: number, value: number): void {
    this.chunks[position >>> CHUNK_BITS]![position & CHUNK_MASK] = value;
  }

  /** Takes back what was pushed after the first `length` numbers. */
  truncate(length: number): void {
    this.count = length;
    this.chunks.length = Math.ceil(length / CHUNK);
  }

  *[Symbol.iterator](): Iterator<number> {
    for (let at = 0; at < this.count; at++) yield this.at(at);
  }
}
