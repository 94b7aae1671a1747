/** Bytes that grow at the end: all replacement bytes of a file lie in one arena, which the next file uses again. */
export class ByteArena {
  bytes = new Uint8Array(64 * 1024);
  used = 0;

  clear(): void {
    this.used = 0;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.used++] = value;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    for (let at = start; at < end; at++) this.bytes[this.used++] = from[at]!;
  }

  /** Adds text whose characters are all below 0x100, a byte each. */
  latin1(text: string): void {
    this.reserve(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.used++] = text.charCodeAt(i);
  }

  uint16(value: number, big: boolean): void {
    this.byte(big ? value >>> 8 : value & 0xff);
    this.byte(big ? value & 0xff : value >>> 8);
  }

  uint32(value: number, big: boolean): void {
    this.uint16(big ? value >>> 16 : value & 0xffff, big);
    this.uint16(big ? value & 0xffff : value >>> 16, big);
  }

  /** A tag: two 16-bit numbers (PS3.5 §7.1). */
  tag(tag: number, big: boolean): void {
    this.uint16(tag >>> 16, big);
    this.uint16(tag & 0xffff, big);
  }

  private reserve(length: number): void {
    if (this.used + length <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.used + length));
    grown.set(this.bytes.subarray(0, this.used));
    this.bytes = grown;
  }
}
