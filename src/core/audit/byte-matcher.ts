import { BytePairs, pairOf } from './byte-pairs';

/** Patterns shorter than this are not looked for: they stand everywhere. */
export const SHORTEST_PATTERN = 3;
/** Patterns of at least this many bytes are told apart by six of their bytes, shorter ones by their first three. */
const LONG = 6;
/** Windows of a pattern of which the rarest is taken: UIDs start alike, dates end alike. */
const WINDOWS = 5;

const SLOTS_PER_PATTERN = 8;
const FEWEST_SLOTS = 1 << 10;

const A = 0x41;
const Z = 0x5a;
const CASE_BIT = 0x20;

/** Bytes with the letters of ASCII in small case. */
const FOLDED = Uint8Array.from({ length: 0x100 }, (_, byte) =>
  byte >= A && byte <= Z ? byte | CASE_BIT : byte,
);

/** Bytes to look for, the letters of ASCII in small case. */
export interface FoldedPattern {
  readonly bytes: Uint8Array;
}

/** The pattern of a copy of `bytes`. */
export function foldPattern(bytes: Uint8Array): FoldedPattern {
  return { bytes: Uint8Array.from(bytes, (byte) => FOLDED[byte]!) };
}

/**
 * Finds many byte patterns in one pass, letters of ASCII in either case. Each pattern hangs in a table at the hash of a
 * window of its bytes. Two bytes at a time are looked up among the pairs with which windows end; only where such a pair
 * stands, hashes are made. Its cost hardly depends on the number of patterns, unlike that of an automaton, whose size does.
 */
export class ByteMatcher {
  private readonly long: WindowTable;
  private readonly short: WindowTable;
  /** 1 for each pair of bytes with which a window ends, or which stands one byte before its end. */
  private readonly ends = new Uint8Array(0x10000);
  private readonly pairs = new BytePairs();

  /** Patterns below {@link SHORTEST_PATTERN} bytes are left out. */
  constructor(patterns: readonly FoldedPattern[]) {
    const [long, short] = [[], []] as [number[], number[]];
    patterns.forEach(({ bytes: { length } }, index) => {
      if (length >= LONG) long.push(index);
      else if (length >= SHORTEST_PATTERN) short.push(index);
    });
    const folded = patterns.map(({ bytes }) => bytes);
    this.long = new WindowTable(folded, long, LONG, (pattern, at) =>
      hashOfSix(wordAt(pattern, at, 4), wordAt(pattern, at + 2, 4)),
    );
    this.short = new WindowTable(folded, short, SHORTEST_PATTERN, (pattern) =>
      hashOfThree(wordAt(pattern, 0, 3)),
    );
    for (const table of [this.long, this.short])
      table.eachEnd((before, last, end) => {
        this.addEnd(before, last);
        this.addEnd(last, end);
      });
  }

  /**
   * Calls `found` with the index of each pattern that stands in `bytes` between `from` and `to`, and where it starts.
   * Returns how many there are.
   */
  find(bytes: Uint8Array, from: number, to: number, found: (pattern: number, at: number) => void): number {
    const { ends } = this;
    let count = 0;
    const words = this.pairs.over(bytes.buffer);
    const base = bytes.byteOffset;
    const last = (base + to) >>> 1;
    for (let word = (base + from + 1) >>> 1; word < last; word++) {
      if (ends[words[word]!] === 0) continue;
      const end = 2 * word + 2 - base;
      count += this.compareEndingAt(end, bytes, from, to, found);
      if (end < to) count += this.compareEndingAt(end + 1, bytes, from, to, found);
    }
    return count;
  }

  /** With the windows that end there. */
  private compareEndingAt(
    end: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    found: (pattern: number, at: number) => void,
  ): number {
    const { long, short } = this;
    if (end - from < SHORTEST_PATTERN) return 0;
    let count = 0;
    const last = foldedWord(bytes, end - 4 < from ? from : end - 4, end);
    const three = hashOfThree(last & 0xffffff);
    if (short.mayHold(three)) count += short.compare(three, bytes, from, end - SHORTEST_PATTERN, to, found);
    if (end - from < LONG) return count;
    const six = hashOfSix(foldedWord(bytes, end - LONG, end - 2), last);
    return long.mayHold(six) ? count + long.compare(six, bytes, from, end - LONG, to, found) : count;
  }

  private addEnd(first: number, second: number): void {
    for (const a of casesOf(first))
      for (const b of casesOf(second)) this.ends[pairOf(a, b)] = 1;
  }
}

/** Up to four bytes, folded, as a number. */
function foldedWord(bytes: Uint8Array, from: number, to: number): number {
  let word = 0;
  for (let at = from; at < to; at++) word = (word << 8) | FOLDED[bytes[at]!]!;
  return word;
}

/** A folded byte, and the capital letter that it may stand for. */
function casesOf(byte: number): readonly number[] {
  const capital = byte & ~CASE_BIT;
  return byte !== capital && FOLDED[capital] === byte ? [byte, capital] : [byte];
}

/** Patterns by the hash of a window of their bytes. */
class WindowTable {
  private readonly shift: number;
  private readonly filter: Uint8Array;
  /** The first pattern of each slot, as a place in `entries` plus one; 0 for none. */
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  /** Where the window of each entry starts in its pattern. */
  private readonly windows: Int32Array;

  constructor(
    private readonly patterns: readonly Uint8Array[],
    private readonly entries: readonly number[],
    private readonly width: number,
    hashOf: (pattern: Uint8Array, at: number) => number,
  ) {
    const bits = Math.ceil(Math.log2(Math.max(FEWEST_SLOTS, entries.length * SLOTS_PER_PATTERN)));
    this.shift = 32 - bits;
    this.filter = new Uint8Array((1 << bits) >> 3);
    this.heads = new Int32Array(1 << bits);
    this.next = new Int32Array(entries.length);
    this.windows = new Int32Array(entries.length);
    entries.forEach((index, entry) => {
      const pattern = patterns[index]!;
      const at = this.emptiestWindow(pattern.length - width, (window) => hashOf(pattern, window));
      const slot = hashOf(pattern, at) >>> this.shift;
      this.filter[slot >> 3]! |= 1 << (slot & 7);
      this.windows[entry] = at;
      this.next[entry] = this.heads[slot]!;
      this.heads[slot] = entry + 1;
    });
  }

  /** Calls `take` with the last three bytes of each window. */
  eachEnd(take: (before: number, last: number, end: number) => void): void {
    this.entries.forEach((index, entry) => {
      const [pattern, end] = [this.patterns[index]!, this.windows[entry]! + this.width];
      take(pattern[end - 3]!, pattern[end - 2]!, pattern[end - 1]!);
    });
  }

  /** Of a few windows spread over a pattern the first one at whose slot nothing hangs yet; the last when all are taken. */
  private emptiestWindow(last: number, hashAt: (window: number) => number): number {
    for (let step = 0; step < WINDOWS; step++) {
      const window = Math.floor((last * step) / (WINDOWS - 1));
      if (this.heads[hashAt(window) >>> this.shift] === 0) return window;
    }
    return last;
  }

  mayHold(hash: number): boolean {
    const slot = hash >>> this.shift;
    return (this.filter[slot >> 3]! & (1 << (slot & 7))) !== 0;
  }

  compare(
    hash: number,
    bytes: Uint8Array,
    from: number,
    window: number,
    to: number,
    found: (pattern: number, at: number) => void,
  ): number {
    let count = 0;
    for (let entry = this.heads[hash >>> this.shift]!; entry !== 0; entry = this.next[entry - 1]!) {
      const index = this.entries[entry - 1]!;
      const at = window - this.windows[entry - 1]!;
      if (at < from || !standsAt(this.patterns[index]!, bytes, at, to)) continue;
      count++;
      found(index, at);
    }
    return count;
  }
}

function standsAt(pattern: Uint8Array, bytes: Uint8Array, at: number, to: number): boolean {
  if (at + pattern.length > to) return false;
  for (let i = 0; i < pattern.length; i++) if (FOLDED[bytes[at + i]!] !== pattern[i]) return false;
  return true;
}

function wordAt(pattern: Uint8Array, at: number, length: number): number {
  let word = 0;
  for (let i = at; i < at + length; i++) word = (word << 8) | pattern[i]!;
  return word;
}

/** Of the first four and the last four of six bytes. */
function hashOfSix(first: number, last: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(last, 0x85ebca6b)) >>> 0;
}

function hashOfThree(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> 0;
}
