import { BytePairs, pairOf } from './byte-pairs';
import { FIRST_DOT, FIRST_DOTS, uidAt } from './uid-shape';

/** Patterns shorter than this are not looked for: they stand everywhere. */
export const SHORTEST_PATTERN = 3;
/** Of so many bytes in a row four start at an even address. */
const LONG = 5;
/** Windows of a long pattern of which the rarest is taken: UIDs start alike, dates end alike. */
const WINDOWS = 5;

const SLOTS_PER_ENTRY = 8;
const FEWEST_SLOTS = 1 << 10;

const A = 0x41;
const Z = 0x5a;
const CASE_BIT = 0x20;
/** Puts the letters of ASCII into small case, and some other bytes together: good enough to look something up. */
const CASE_BITS = 0x2020;

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
  const folded = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) folded[at] = FOLDED[bytes[at]!]!;
  return { bytes: folded };
}

/** What a pair of bytes may be: the first dot of a UID, the end of four bytes of a long pattern, a part of a short one. */
const UID = FIRST_DOT;
const LONG_END = 2;
const SHORT = 4;

/** Where the patterns stand that a search finds. */
export interface MatchSink {
  pattern(index: number, at: number): void;
  /** What has the shape of a UID, a known one or not. */
  uid(start: number, end: number): void;
}

/**
 * Finds many byte patterns, letters of ASCII in either case, and all UIDs in one pass. It looks at two bytes at a time, at
 * even addresses: where such a pair may end four bytes of a pattern, the patterns are found in a table by the four. Its
 * cost hardly depends on the number of patterns, unlike that of an automaton, whose size does.
 */
export class ByteMatcher {
  private readonly pairs = new BytePairs();
  /** What each pair may be. */
  private readonly kinds: Uint8Array;
  private readonly long: QuadTable;
  private readonly short = new Map<number, { readonly index: number; readonly offset: number }[]>();
  private readonly patterns: readonly Uint8Array[];

  /**
   * Patterns below {@link SHORTEST_PATTERN} bytes are left out.
   * @param memory what another matcher gave away
   */
  constructor(patterns: readonly FoldedPattern[], memory: Uint8Array = new Uint8Array(FIRST_DOTS.length)) {
    this.kinds = memory;
    this.kinds.set(FIRST_DOTS);
    this.patterns = patterns.map(({ bytes }) => bytes);
    const long = this.patterns.flatMap(({ length }, index) => (length >= LONG ? [index] : []));
    this.long = new QuadTable(this.patterns, long, (pair) => this.mark(pair, LONG_END));
    this.patterns.forEach((pattern, index) => {
      if (pattern.length >= SHORTEST_PATTERN && pattern.length < LONG) this.addShort(pattern, index);
    });
  }

  /** Gives its largest table away, for the next one: from now on it finds nothing any more. */
  release(): Uint8Array {
    return this.kinds;
  }

  /** Tells `sink` of everything that stands in `bytes` between `from` and `to`. */
  find(bytes: Uint8Array, from: number, to: number, sink: MatchSink): void {
    const { kinds, long } = this;
    const words = this.pairs.over(bytes.buffer);
    const base = bytes.byteOffset;
    const last = (base + to) >>> 1;
    for (let word = (base + from + 1) >>> 1; word < last; word++) {
      const pair = words[word]! | CASE_BITS;
      const kind = kinds[pair]!;
      if (kind === 0) continue;
      const at = 2 * word - base;
      if ((kind & LONG_END) !== 0) {
        const slot = long.slotOf(words[word - 1]! | CASE_BITS, pair);
        if (long.heads[slot] !== 0) long.compare(slot, bytes, from, at - 2, to, sink);
      }
      if ((kind & SHORT) !== 0) this.compareShort(pair, bytes, from, at, to, sink);
      if ((kind & UID) !== 0) uidAt(bytes, from, at, to, sink);
    }
  }

  /** By both of its pairs: which of them starts at an even address is not known. */
  private addShort(pattern: Uint8Array, index: number): void {
    for (const offset of [0, 1]) {
      const pair = foldedPair(pattern, offset);
      this.mark(pair, SHORT);
      const known = this.short.get(pair);
      if (known) known.push({ index, offset });
      else this.short.set(pair, [{ index, offset }]);
    }
  }

  private mark(pair: number, kind: number): void {
    this.kinds[pair]! |= kind;
  }

  private compareShort(
    pair: number,
    bytes: Uint8Array,
    from: number,
    at: number,
    to: number,
    sink: MatchSink,
  ): void {
    for (const { index, offset } of this.short.get(pair)!) {
      const start = at - offset;
      if (start >= from && standsAt(this.patterns[index]!, bytes, start, to)) sink.pattern(index, start);
    }
  }
}

/** Long patterns by four of their bytes: by the first four of a window of five, and by the last. */
class QuadTable {
  /** The first entry of each slot plus one; 0 for none. */
  readonly heads: Int32Array;
  private readonly shift: number;
  private readonly next: Int32Array;
  private readonly patternOf: Int32Array;
  /** Where the four bytes stand in the pattern. */
  private readonly offsets: Int32Array;
  private used = 0;

  constructor(
    private readonly patterns: readonly Uint8Array[],
    indexes: readonly number[],
    private readonly mark: (lastPair: number) => void,
  ) {
    const count = 2 * indexes.length;
    const bits = Math.ceil(Math.log2(Math.max(FEWEST_SLOTS, count * SLOTS_PER_ENTRY)));
    this.shift = 32 - bits;
    this.heads = new Int32Array(1 << bits);
    this.next = new Int32Array(count);
    this.patternOf = new Int32Array(count);
    this.offsets = new Int32Array(count);
    for (const index of indexes) {
      const window = this.emptiestWindow(patterns[index]!);
      this.add(index, window);
      this.add(index, window + 1);
    }
  }

  slotOf(first: number, second: number): number {
    return Math.imul((first << 16) | second, 0x9e3779b1) >>> this.shift;
  }

  compare(slot: number, bytes: Uint8Array, from: number, at: number, to: number, sink: MatchSink): void {
    for (let entry = this.heads[slot]!; entry !== 0; entry = this.next[entry - 1]!) {
      const index = this.patternOf[entry - 1]!;
      const start = at - this.offsets[entry - 1]!;
      if (start >= from && standsAt(this.patterns[index]!, bytes, start, to)) sink.pattern(index, start);
    }
  }

  private add(index: number, offset: number): void {
    const pattern = this.patterns[index]!;
    const slot = this.slotAt(pattern, offset);
    const entry = this.used++;
    this.patternOf[entry] = index;
    this.offsets[entry] = offset;
    this.next[entry] = this.heads[slot]!;
    this.heads[slot] = entry + 1;
    this.mark(foldedPair(pattern, offset + 2));
  }

  private slotAt(pattern: Uint8Array, offset: number): number {
    return this.slotOf(foldedPair(pattern, offset), foldedPair(pattern, offset + 2));
  }

  /** Of a few windows spread over a pattern the first one at whose slots nothing hangs yet; the last when all are taken. */
  private emptiestWindow(pattern: Uint8Array): number {
    const last = pattern.length - LONG;
    for (let step = 0; step < WINDOWS; step++) {
      const window = Math.floor((last * step) / (WINDOWS - 1));
      const isFree = (offset: number): boolean => this.heads[this.slotAt(pattern, offset)] === 0;
      if (isFree(window) && isFree(window + 1)) return window;
    }
    return last;
  }
}

function foldedPair(pattern: Uint8Array, at: number): number {
  return pairOf(pattern[at]!, pattern[at + 1]!) | CASE_BITS;
}

function standsAt(pattern: Uint8Array, bytes: Uint8Array, at: number, to: number): boolean {
  if (at + pattern.length > to) return false;
  for (let i = 0; i < pattern.length; i++) if (FOLDED[bytes[at + i]!] !== pattern[i]) return false;
  return true;
}
