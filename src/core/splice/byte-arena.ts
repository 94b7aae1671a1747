/** Bytes that grow at the end: all replacement bytes of a file lie in one arena, which the next file uses again. */
export class ByteArena {
  bytes = Buffer.alloc(64 * 1024);
  used = 0;

  clear(): void {
    this.used = 0;
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
    for (let at = start; at < end; at++) bytes[to++] = from[at]!;
    this.used = to;
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
    const grown = Buffer.alloc(Math.max(this.bytes.length * 2, this.used + length));
    grown.set(this.bytes.subarray(0, this.used));
    this.bytes = grown;
  }
}
