/**
 * A quick look at the bytes of a value, before it is decoded: can it hold anything that is looked for at all? Most
 * values can't. Words of ASCII letters and runs of digits are hashed and looked up in a table of bits.
 */

const BITS = 15;
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** So many digits can be a date, an ID or a phone number. */
const DIGITS = 4;
const ZERO = 0x30;
const SMALL_A = 0x61;

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
/** ESC and bytes beyond ASCII: only decoding tells. */
const OPAQUE = 3;

/** The class of each byte, and its small letter. */
const CLASSES = new Uint8Array(0x100);
const SMALL = Uint8Array.from({ length: 0x100 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte,
);
for (let byte = 0; byte < 0x100; byte++) {
  const isLetter = SMALL[byte]! >= 0x61 && SMALL[byte]! <= 0x7a;
  CLASSES[byte] =
    byte >= 0x80 || byte === 0x1b ? OPAQUE : isLetter ? LETTER : byte >= 0x30 && byte <= 0x39 ? DIGIT : OTHER;
}

export class ByteWords {
  private readonly bits = new Uint8Array(1 << (BITS - 3));

  /** @param words folded words, and numbers without leading zeros, one of which a value must hold */
  constructor(words: Iterable<string>) {
    for (const word of words) this.add(word);
  }

  private add(word: string): void {
    let hash = FNV_BASIS;
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), FNV_PRIME);
    const slot = slotOf(hash);
    this.bits[slot >> 3]! |= 1 << (slot & 7);
  }

  /** Whether bytes [from, to) may hold one of the words, a date or a longer number. False is certain. */
  mayStandIn(bytes: Uint8Array, from: number, to: number): boolean {
    let whole = FNV_BASIS;
    let part = FNV_BASIS;
    let kind = OTHER;
    let digits = 0;
    for (let at = from; at <= to; at++) {
      const byte = at < to ? bytes[at]! : 0;
      const next = CLASSES[byte]!;
      if (next === OPAQUE) return true;
      if (next !== kind) {
        if (kind !== OTHER && (this.has(whole) || (part !== whole && this.has(part)))) return true;
        whole = part = FNV_BASIS;
        kind = next;
      } else if (next === LETTER && isHump(bytes, at)) {
        if (this.has(part)) return true;
        part = FNV_BASIS;
      }
      if (next === DIGIT && ++digits >= DIGITS) return true;
      if (next === OTHER || (byte === ZERO && whole === FNV_BASIS)) continue;
      whole = Math.imul(whole ^ SMALL[byte]!, FNV_PRIME);
      part = Math.imul(part ^ SMALL[byte]!, FNV_PRIME);
    }
    return false;
  }

  private has(hash: number): boolean {
    const slot = slotOf(hash);
    return (this.bits[slot >> 3]! & (1 << (slot & 7))) !== 0;
  }
}

/** A capital after a small letter: words may be written together there. */
function isHump(bytes: Uint8Array, at: number): boolean {
  return bytes[at]! < SMALL_A && bytes[at - 1]! >= SMALL_A;
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & ((1 << BITS) - 1);
}
