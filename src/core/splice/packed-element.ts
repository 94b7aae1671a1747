import type { ByteArena } from './byte-arena';

/** What UIDs, dates, times and numbers consist of (PS3.5 §6.2): one of sixteen takes half a byte. */
const CHARACTERS = Buffer.from('0123456789.+-\\ \0', 'latin1');
/** Bytes of tag, VR and length in most elements (PS3.5 §7.1.2). */
const HEADER = 8;
/** Longer elements are not packed. */
const LONGEST = 256;
/** Headers that are remembered, a byte each; those of very many elements are few. */
const MOST_HEADERS = 256;
const NONE = 0xff;

const CODES = codesOf(CHARACTERS);

/**
 * Elements in less than half their bytes: a byte stands for the header, half a byte for each character of the value.
 * In a sequence of very many Items most new values are UIDs and dates, and no two alike.
 */
export class ElementPacking {
  private readonly headers: Buffer[] = [];
  private readonly unpacked = Buffer.alloc(LONGEST);

  /** Forgets the headers: what was packed can't be unpacked any more. */
  clear(): void {
    this.headers.length = 0;
  }

  /** Packs what the arena holds from `start` to its end, in its place; false, and nothing done, when that has another form. */
  pack(arena: ByteArena, start: number): boolean {
    const { bytes, used } = arena;
    const length = used - start;
    if (length <= HEADER || length > LONGEST || length % 2 !== 0) return false;
    for (let at = start + HEADER; at < used; at++) if (CODES[bytes[at]!] === NONE) return false;
    const header = this.headerOf(bytes, start);
    if (header < 0) return false;
    let to = start;
    bytes[to++] = header;
    for (let at = start + HEADER; at < used; at += 2)
      bytes[to++] = (CODES[bytes[at]!]! << 4) | CODES[bytes[at + 1]!]!;
    arena.used = to;
    return true;
  }

  /** The element of `length` bytes that was packed to `start`; valid until the next call. */
  unpack(bytes: Uint8Array, start: number, length: number): Uint8Array {
    const { unpacked } = this;
    unpacked.set(this.headers[bytes[start]!]!);
    for (let at = HEADER, from = start + 1; at < length; from++) {
      const pair = bytes[from]!;
      unpacked[at++] = CHARACTERS[pair >>> 4]!;
      unpacked[at++] = CHARACTERS[pair & 0xf]!;
    }
    return unpacked;
  }

  /** The number of the header at `start`, -1 when no more can be remembered. */
  private headerOf(bytes: Buffer, start: number): number {
    const { headers } = this;
    const end = start + HEADER;
    const known = headers.findIndex((header) => header.compare(bytes, start, end) === 0);
    if (known >= 0 || headers.length === MOST_HEADERS) return known;
    return headers.push(Buffer.from(bytes.subarray(start, end))) - 1;
  }
}

/** For each byte its place among the characters. */
function codesOf(characters: Uint8Array): Uint8Array {
  const codes = new Uint8Array(256).fill(NONE);
  characters.forEach((character, code) => (codes[character] = code));
  return codes;
}
