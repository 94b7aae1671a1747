import { HashIndex } from './hash-index';
import { IntColumn } from './int-column';

/** Bytes that are asked for at a time. */
const CHUNK = 1 << 18;
const CHUNK_MASK = CHUNK - 1;
const CHUNK_BITS = 18;

/** In front of each text: its length in code units if that is less than 127, and whether it takes two bytes for each. */
const LONG = 127;
const WIDE = 128;
const LONGEST_HEAD = 5;

/**
 * Texts by number, in the order in which they came, each but once. They lie outside the heap in one byte a character
 * where that is enough: of a hundred thousand patients a process may have a million, which as strings and entries of a
 * Map would take a hundred bytes more each, and the time of the garbage collector.
 */
export class TextTable {
  private readonly chunks: Buffer[] = [];
  /** Bytes used of the last chunk. */
  private used = CHUNK;
  /** Where each text starts: the chunk's number in front of the position in it. */
  private readonly places = new IntColumn();
  /** Undefined once no text is looked for any more. */
  private index: HashIndex | undefined = new HashIndex();
  private scratch = Buffer.alloc(256);

  get length(): number {
    return this.places.length;
  }

  /** The number of a text, which is added if it is new. */
  add(text: string): number {
    const size = this.encode(text);
    const hash = hashOf(this.scratch, size);
    const index = this.finder();
    const known = index.find(hash, (number) => this.isAt(number, size));
    if (known >= 0) return known;
    index.add(hash, this.places.length);
    return this.places.push(this.store(size));
  }

  /** The number of a text, or -1. */
  find(text: string): number {
    const size = this.encode(text);
    return this.finder().find(hashOf(this.scratch, size), (number) => this.isAt(number, size));
  }

  /** Forgets how to find texts, which takes as much memory as short ones: from now on there are only numbers to ask for. */
  seal(): void {
    this.index = undefined;
  }

  /** The text with a number. */
  get(number: number): string {
    const place = this.places.at(number);
    const chunk = this.chunks[place >>> CHUNK_BITS]!;
    const at = place & CHUNK_MASK;
    const head = chunk[at]!;
    const isLong = (head & LONG) === LONG;
    const from = at + (isLong ? LONGEST_HEAD : 1);
    const length = isLong ? chunk.readUInt32LE(at + 1) : head & LONG;
    return head & WIDE
      ? chunk.toString('utf16le', from, from + 2 * length)
      : chunk.toString('latin1', from, from + length);
  }

  private finder(): HashIndex {
    if (this.index === undefined) throw new Error('the table is sealed');
    return this.index;
  }

  /** Writes a text with its head into the scratch buffer; returns how many bytes that are. */
  private encode(text: string): number {
    const { length } = text;
    if (this.scratch.length < LONGEST_HEAD + 2 * length)
      this.scratch = Buffer.alloc(2 * (LONGEST_HEAD + 2 * length));
    const { scratch } = this;
    const isLong = length >= LONG;
    const from = isLong ? LONGEST_HEAD : 1;
    const encoding = isNarrow(text) ? 'latin1' : 'utf16le';
    scratch[0] = (isLong ? LONG : length) | (encoding === 'latin1' ? 0 : WIDE);
    if (isLong) scratch.writeUInt32LE(length, 1);
    return from + scratch.write(text, from, encoding);
  }

  private isAt(number: number, size: number): boolean {
    const place = this.places.at(number);
    const chunk = this.chunks[place >>> CHUNK_BITS]!;
    const at = place & CHUNK_MASK;
    for (let byte = 0; byte < size; byte++) if (chunk[at + byte] !== this.scratch[byte]) return false;
    return true;
  }

  private store(size: number): number {
    if (this.used + size > CHUNK) {
      // A text that is longer than a chunk has one of its own.
      this.chunks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK, size)));
      this.used = 0;
    }
    const number = this.chunks.length - 1;
    const at = this.used;
    this.scratch.copy(this.chunks[number]!, at, 0, size);
    this.used = Math.min(CHUNK, at + size);
    return number * CHUNK + at;
  }
}

function isNarrow(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}

/** FNV-1a over the bytes. */
function hashOf(bytes: Buffer, size: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < size; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash | 0;
}
