/**
 * Two readers that share nothing with the product's scanner and are as literal as the common ones: one takes the
 * transfer syntax and 32-bit lengths of unknown VRs at their word (as dcmtk), one looks at the first VR, and gives unknown
 * VRs 16-bit lengths (as pydicom). They stop where they can't go on, and keep what they have read.
 */
import { inflateRawSync } from 'node:zlib';
import { vrOf } from '../../src/core/dicom/dictionary';
import { trimTrailingPadding } from '../../src/core/dicom/padding';
import type { Seen, View } from './view';

export type Manner = 'by transfer syntax' | 'by first element';

interface Syntax {
  readonly implicit: boolean;
  readonly big: boolean;
}

interface Header {
  readonly vr: number;
  /** How Items in it are encoded. */
  readonly inner: Syntax;
  readonly length: number;
  readonly value: number;
}

const OPEN = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const DEPTH_LIMIT = 500;
const EXPLICIT: Syntax = { implicit: false, big: false };
const IMPLICIT: Syntax = { implicit: true, big: false };
const BIG: Syntax = { implicit: false, big: true };

const LONG = new Set(
  ['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'].map(code),
);
const SHORT = new Set(
  ['AE', 'AS', 'AT', 'CS', 'DA', 'DS', 'DT', 'FD', 'FL', 'IS', 'LO', 'LT', 'PN', 'SH', 'SL', 'SS', 'ST']
    .concat(['TM', 'UI', 'UL', 'US'])
    .map(code),
);
const [SQ, UN] = [code('SQ'), code('UN')];
const OTHER = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV'].map(code));

function code(name: string): number {
  return (name.charCodeAt(0) << 8) | name.charCodeAt(1);
}

/** A file as that reader sees it, with the bytes that its offsets are about; undefined when it finds no DICOM. */
export interface LiteralReading {
  readonly bytes: Uint8Array;
  readonly view: View;
  /** Whether it got to the end of the file without a fault. */
  readonly complete: boolean;
}

/** Reads a file in that manner. */
export function readLiterally(file: Uint8Array, manner: Manner): LiteralReading | undefined {
  const reader = new LiteralReader(file, manner);
  return reader.read() ? reader : undefined;
}

class LiteralReader implements LiteralReading {
  readonly elements: Seen[] = [];
  complete = true;
  private readonly unfinished = new Set<number>();
  private at = 0;

  constructor(
    public bytes: Uint8Array,
    private readonly manner: Manner,
  ) {}

  /** Without elements whose end was not found: how much of them there is differs from reader to reader. */
  get view(): View {
    return { elements: this.elements.filter(({ head }) => !this.unfinished.has(head)), outside: [] };
  }

  read(): boolean {
    const hasPrefix = this.text(128, 132) === 'DICM';
    this.at = hasPrefix ? 132 : 0;
    try {
      const named = this.readMeta();
      if (!hasPrefix && named === undefined) return false;
      this.readDataSet(this.syntaxOf(named));
    } catch (error) {
      if (!(error instanceof EndOfReading)) throw error;
      this.complete = false;
    }
    return this.elements.length > 0;
  }

  private readMeta(): string | undefined {
    let syntax: string | undefined;
    while (this.at + 8 <= this.bytes.length && this.u16(this.at, false) === 2) {
      const seen = this.readElement(EXPLICIT, this.bytes.length, 0);
      if (seen.tag === 0x00020010) syntax = trimTrailingPadding(this.text(seen.value, seen.end));
    }
    return syntax;
  }

  private readDataSet(syntax: Syntax): void {
    while (this.at < this.bytes.length) this.readElement(syntax, this.bytes.length, 0);
  }

  private syntaxOf(named = ''): Syntax {
    if (named === '1.2.840.10008.1.2.1.99') {
      this.inflate();
      return EXPLICIT;
    }
    const said = named === '1.2.840.10008.1.2' ? IMPLICIT : named === '1.2.840.10008.1.2.2' ? BIG : EXPLICIT;
    if (this.manner === 'by transfer syntax') return said;
    const first = this.at + 6 <= this.bytes.length ? this.vrAt(this.at) : 0;
    const looksExplicit = LONG.has(first) || SHORT.has(first);
    return looksExplicit ? { ...said, implicit: false } : IMPLICIT;
  }

  private inflate(): void {
    try {
      const plain = inflateRawSync(this.bytes.subarray(this.at), { maxOutputLength: 1 << 26 });
      this.bytes = Uint8Array.from(Buffer.concat([this.bytes.subarray(0, this.at), plain]));
    } catch {
      throw new EndOfReading();
    }
  }

  private readElement(syntax: Syntax, limit: number, depth: number): Seen {
    const head = this.at;
    if (head + 8 > limit) throw new EndOfReading();
    const tag = this.tagAt(head, syntax.big);
    const header = this.headerAt(head, tag, syntax);
    const { vr, inner, length, value } = header;
    this.unfinished.add(head);
    const end = length === OPEN ? limit : Math.min(limit, value + length);
    const container = vr === SQ || (length === OPEN && !OTHER.has(vr) && tag !== 0x7fe00010);
    const index = this.elements.push({ tag, vr, head, value, end, depth, container }) - 1;
    this.at = value;
    if (container) this.readItems(inner, end, depth, length === OPEN);
    else if (length === OPEN) this.skipFragments(syntax, limit);
    else this.at = end;
    const seen = { ...this.elements[index]!, end: this.at };
    this.elements[index] = seen;
    if (length === OPEN || value + length <= limit) this.unfinished.delete(head);
    else this.complete = false;
    return seen;
  }

  private headerAt(at: number, tag: number, syntax: Syntax): Header {
    const known = vrOf(tag);
    const vr = syntax.implicit || tag >>> 16 === 0xfffe ? 0 : this.vrAt(at);
    const letters = vr >>> 8 >= 0x41 && vr >>> 8 <= 0x5a && (vr & 0xff) >= 0x41 && (vr & 0xff) <= 0x5a;
    if (vr === 0 || !letters)
      return { vr: known, inner: syntax, length: this.u32(at + 4, syntax.big), value: at + 8 };
    const long = LONG.has(vr) || (!SHORT.has(vr) && this.manner === 'by transfer syntax');
    if (!long) return { vr, inner: syntax, length: this.u16(at + 6, syntax.big), value: at + 8 };
    const [length, value] = [this.u32(at + 8, syntax.big), at + 12];
    if (vr !== UN) return { vr, inner: syntax, length, value };
    const isSequence = known === SQ && (length === OPEN || this.manner === 'by first element');
    return { vr: isSequence ? SQ : vr, inner: IMPLICIT, length, value };
  }

  private readItems(syntax: Syntax, limit: number, depth: number, open: boolean): void {
    if (depth > DEPTH_LIMIT) throw new EndOfReading();
    while (this.at < limit) {
      const head = this.at;
      if (head + 8 > limit) throw new EndOfReading();
      const tag = this.tagAt(head, syntax.big);
      const length = this.u32(head + 4, syntax.big);
      this.at = head + 8;
      if (tag === SEQUENCE_END && open) return;
      if (tag !== ITEM) throw new EndOfReading();
      const end = length === OPEN ? limit : Math.min(limit, this.at + length);
      this.readItem(syntax, { head, end, open: length === OPEN }, depth + 1);
    }
    if (open) throw new EndOfReading();
  }

  private readItem(syntax: Syntax, item: { head: number; end: number; open: boolean }, depth: number): void {
    const seen = { tag: ITEM, vr: 0, head: item.head, value: this.at, end: item.end, depth, container: true };
    const index = this.elements.push(seen) - 1;
    this.unfinished.add(item.head);
    while (this.at < item.end) {
      const ends = item.open && this.at + 8 <= item.end && this.tagAt(this.at, syntax.big) === ITEM_END;
      if (ends) this.at += 8;
      if (ends) break;
      this.readElement(syntax, item.end, depth + 1);
    }
    this.elements[index] = { ...seen, end: this.at };
    this.unfinished.delete(item.head);
  }

  private skipFragments(syntax: Syntax, limit: number): void {
    while (this.at + 8 <= limit) {
      const tag = this.tagAt(this.at, syntax.big);
      this.at += 8;
      if (tag === SEQUENCE_END) return;
      if (tag !== ITEM) throw new EndOfReading();
      this.at += this.u32(this.at - 4, syntax.big);
    }
    throw new EndOfReading();
  }

  private tagAt(at: number, big: boolean): number {
    return ((this.u16(at, big) << 16) | this.u16(at + 2, big)) >>> 0;
  }

  private vrAt(at: number): number {
    return (this.byte(at + 4) << 8) | this.byte(at + 5);
  }

  private u16(at: number, big: boolean): number {
    return big ? (this.byte(at) << 8) | this.byte(at + 1) : (this.byte(at + 1) << 8) | this.byte(at);
  }

  private u32(at: number, big: boolean): number {
    const [first, second] = [this.u16(at, big), this.u16(at + 2, big)];
    return big ? first * 0x10000 + second : second * 0x10000 + first;
  }

  private byte(at: number): number {
    const byte = this.bytes[at];
    if (byte === undefined) throw new EndOfReading();
    return byte;
  }

  private text(from: number, to: number): string {
    return Buffer.from(this.bytes.subarray(from, to)).toString('latin1');
  }
}

class EndOfReading extends Error {}
