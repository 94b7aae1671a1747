import { LargeMemory } from '../dicom/large-memory';

/** Offsets in an arena have 31 bits. */
const LIMIT = 2 ** 31;
/** So many bytes have an ordinary buffer, which the next file uses again. */
const KEPT = 1024 * 1024;
/** By how much the memory of more grows, which copies nothing. */
const STEP = 1024 * 1024;

/** Bytes that grow at the end: all replacement bytes of a file lie in one arena, which the next file uses again. */
export class ByteArena {
  bytes = Buffer.alloc(64 * 1024);
  used = 0;
  private kept = this.bytes;
  private readonly large = new LargeMemory(LIMIT);

  /** Forgets all bytes, and gives back the memory of very many. */
  clear(): void {
    this.used = 0;
    if (this.bytes === this.kept) return;
    this.bytes = this.kept;
    this.large.giveBack();
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.used++] = value;
  }

  /** Adds `length` zero bytes. */
  zeros(length: number): void {
    this.reserve(length);
    this.bytes.fill(0, this.used, this.used + length);
    this.used += length;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    const { bytes } = this;
    let to = this.used;
    // Byte by byte is faster for what is short, but not into the memory of very many.
    if (bytes !== this.kept) bytes.set(from.subarray(start, end), to);
    else for (let at = start; at < end; at++) bytes[to++] = from[at]!;
    this.used += end - start;
  }

  /** Adds text whose characters are all below 0x100, a byte each. */
  latin1(text: string): void {
    this.reserve(text.length);
    this.used += this.bytes.write(text, this.used, 'latin1');
  }

  uint16(value: number, big: boolean): void {
    this.reserve(2);
    const { bytes, used } = this;
    bytes[used] = big ? value >>> 8 : value;
    bytes[used + 1] = big ? value : value >>> 8;
    this.used = used + 2;
  }

  uint32(value: number, big: boolean): void {
    this.reserve(4);
    const { bytes, used } = this;
    bytes[used] = big ? value >>> 24 : value;
    bytes[used + 1] = big ? value >>> 16 : value >>> 8;
    bytes[used + 2] = big ? value >>> 8 : value >>> 16;
    bytes[used + 3] = big ? value : value >>> 24;
    this.used = used + 4;
  }

  /** A tag: two 16-bit numbers, group first (PS3.5 §7.1). */
  tag(tag: number, big: boolean): void {
    this.uint32(big ? tag : ((tag << 16) | (tag >>> 16)) >>> 0, big);
  }

  private reserve(length: number): void {
    if (this.used + length <= this.bytes.length) return;
    this.grow(this.used + length);
  }

  private grow(length: number): void {
    const grown =
      length <= KEPT
        ? Buffer.alloc(Math.min(KEPT, Math.max(this.bytes.length * 2, length)))
        : this.lengthen(length + STEP);
    if (this.bytes === this.kept) grown.set(this.bytes.subarray(0, this.used));
    if (length <= KEPT) this.kept = grown;
    this.bytes = grown;
  }

  private lengthen(length: number): Buffer<ArrayBuffer> {
    return Buffer.from(this.large.reserve(length), 0, length);
  }
}
