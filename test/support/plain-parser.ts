/**
 * Reads Explicit VR Little Endian files of defined or undefined lengths (PS3.5 §7.1.2, §7.5) without any part of the
 * product, so that tests see an output with other eyes.
 */

/** An element that was read; a sequence has items, everything else has bytes. */
export interface PlainElement {
  readonly tag: number;
  readonly vr: string;
  readonly bytes: Buffer;
  readonly items: readonly PlainDataSet[] | undefined;
}

export type PlainDataSet = ReadonlyMap<number, PlainElement>;

const PREFIX_END = 132;
const LONG_FORM: ReadonlySet<string> = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));
const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_DELIMITATION = 0xfffee00d;
const SEQUENCE_DELIMITATION = 0xfffee0dd;

/** All elements of a file with preamble, File Meta Information among them, by tag. */
export function readPlainFile(file: Uint8Array): PlainDataSet {
  return new Parser(Buffer.from(file)).dataSet(PREFIX_END, file.length).elements;
}

class Parser {
  constructor(private readonly file: Buffer) {}

  dataSet(from: number, to: number): { readonly elements: PlainDataSet; readonly end: number } {
    const elements = new Map<number, PlainElement>();
    let at = from;
    while (at < to) {
      const tag = this.tagAt(at);
      if (tag === ITEM_DELIMITATION) return { elements, end: at + 8 };
      const { element, end } = this.element(tag, at);
      if (elements.has(tag)) throw new Error(`element ${tag.toString(16)} stands there twice`);
      elements.set(tag, element);
      at = end;
    }
    return { elements, end: at };
  }

  private element(tag: number, at: number): { readonly element: PlainElement; readonly end: number } {
    const vr = this.file.toString('latin1', at + 4, at + 6);
    const isLong = LONG_FORM.has(vr);
    const from = at + (isLong ? 12 : 8);
    const length = isLong ? this.file.readUInt32LE(at + 8) : this.file.readUInt16LE(at + 6);
    if (vr === 'SQ') {
      const { items, end } = this.items(from, length);
      return { element: { tag, vr, bytes: this.file.subarray(from, end), items }, end };
    }
    const end = from + length;
    if (end > this.file.length) throw new Error(`element ${tag.toString(16)} reaches beyond the end`);
    return { element: { tag, vr, bytes: this.file.subarray(from, end), items: undefined }, end };
  }

  private items(
    from: number,
    length: number,
  ): { readonly items: readonly PlainDataSet[]; readonly end: number } {
    const items: PlainDataSet[] = [];
    const to = length === UNDEFINED_LENGTH ? this.file.length : from + length;
    let at = from;
    while (at < to) {
      const tag = this.tagAt(at);
      if (tag === SEQUENCE_DELIMITATION) return { items, end: at + 8 };
      if (tag !== ITEM) throw new Error(`no Item at ${at}`);
      const itemLength = this.file.readUInt32LE(at + 4);
      const limit = itemLength === UNDEFINED_LENGTH ? to : at + 8 + itemLength;
      const { elements, end } = this.dataSet(at + 8, limit);
      items.push(elements);
      at = end;
    }
    return { items, end: at };
  }

  private tagAt(at: number): number {
    return this.file.readUInt16LE(at) * 0x10000 + this.file.readUInt16LE(at + 2);
  }
}
