/**
 * Writes DICOM data sets and files from plain data. It makes the sample export and the inputs of the tests,
 * and shares no code with the scanner, so that neither can hide the other's mistakes.
 */
import { deflateRawSync } from 'node:zlib';
import {
  element,
  textOf,
  type Element,
  type EncapsulatedElement,
  type Encoding,
  type Item,
  type Length,
  type SequenceElement,
  type ValueElement,
} from './data-set';
import { encodeValue, padToEven } from './value-encoding';

export * from './data-set';

/** Transfer Syntax UIDs that the sample and the tests use, PS3.6 Table A-1. */
export const TRANSFER_SYNTAX = {
  implicitLE: '1.2.840.10008.1.2',
  explicitLE: '1.2.840.10008.1.2.1',
  deflatedLE: '1.2.840.10008.1.2.1.99',
  explicitBE: '1.2.840.10008.1.2.2',
  jpegBaseline: '1.2.840.10008.1.2.4.50',
  rle: '1.2.840.10008.1.2.5',
} as const;

/** Where group length elements (gggg,0000) are written, PS3.5 §7.2. */
export type GroupLengths = 'none' | 'top-level' | 'everywhere';

export interface DataSetOptions {
  readonly encoding?: Encoding;
  readonly groupLengths?: GroupLengths;
  /** Of text before (or without) a Specific Character Set (0008,0005). */
  readonly charset?: string;
}

export interface DicomFile {
  readonly dataSet: readonly Element[];
  /** Explicit VR Little Endian by default. */
  readonly transferSyntax?: string;
  /** How the data set is written; by default as the transfer syntax says. */
  readonly encoding?: Encoding;
  readonly groupLengths?: GroupLengths;
  /** 128 bytes, zero by default; 'none' leaves out the preamble and the prefix DICM. */
  readonly preamble?: Uint8Array | 'none';
  /** File meta elements; the group length is added unless it is among them. By default {@link fileMeta}. */
  readonly meta?: readonly Element[] | 'none';
  /** Written after the data set; not deflated. */
  readonly trailing?: Uint8Array;
}

interface Context {
  readonly encoding: Encoding;
  readonly groupLengths: GroupLengths;
  readonly charset: string;
}

const IMPLEMENTATION_CLASS_UID = '1.2.826.0.1.3680043.10.1234.0.1';
const IMPLEMENTATION_VERSION_NAME = 'SAMPLE_EXPORT_1';
const PREFIX = Buffer.from('DICM', 'latin1');
const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_DELIMITATION = 0xfffee00d;
const SEQUENCE_DELIMITATION = 0xfffee0dd;
const SPECIFIC_CHARACTER_SET = 0x00080005;

/** VRs with a 4-byte length in explicit VR, PS3.5 Table 7.1-1. */
const LONG_FORM = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/**
 * A whole file: preamble, DICM, file meta, data set, trailing bytes; each left out or altered as the file
 * says.
 */
export function encodeFile(file: DicomFile): Uint8Array {
  const transferSyntax = file.transferSyntax ?? TRANSFER_SYNTAX.explicitLE;
  const encoding = file.encoding ?? encodingOf(transferSyntax);
  const meta = file.meta ?? fileMeta(file.dataSet, transferSyntax);
  const dataSet = encodeDataSet(file.dataSet, { encoding, groupLengths: file.groupLengths ?? 'none' });
  return concat([
    ...(file.preamble === 'none' ? [] : [file.preamble ?? new Uint8Array(128), PREFIX]),
    ...(meta === 'none' ? [] : [encodeDataSet(meta, { groupLengths: 'top-level' })]),
    transferSyntax === TRANSFER_SYNTAX.deflatedLE ? deflate(dataSet) : dataSet,
    file.trailing ?? new Uint8Array(0),
  ]);
}

/** The File Meta Information of PS3.10 §7.1 for a data set, without the group length. */
export function fileMeta(dataSet: readonly Element[], transferSyntax: string): readonly Element[] {
  return [
    element(0x00020001, 'OB', [0x00, 0x01]),
    element(0x00020002, 'UI', textOf(dataSet, 0x00080016) ?? ''),
    element(0x00020003, 'UI', textOf(dataSet, 0x00080018) ?? ''),
    element(0x00020010, 'UI', transferSyntax),
    element(0x00020012, 'UI', IMPLEMENTATION_CLASS_UID),
    element(0x00020013, 'SH', IMPLEMENTATION_VERSION_NAME),
  ];
}

/**
 * The bytes of the elements in the order given; explicit VR Little Endian without group lengths by default.
 */
export function encodeDataSet(elements: readonly Element[], options: DataSetOptions = {}): Uint8Array {
  const { encoding = 'explicit-le', groupLengths = 'none', charset = '' } = options;
  return encodeElements(elements, { encoding, groupLengths, charset });
}

/**
 * How the data set of that transfer syntax is written: everything compressed is explicit VR Little Endian.
 */
export function encodingOf(transferSyntax: string): Encoding {
  if (transferSyntax === TRANSFER_SYNTAX.implicitLE) return 'implicit-le';
  return transferSyntax === TRANSFER_SYNTAX.explicitBE ? 'explicit-be' : 'explicit-le';
}

function encodeElements(elements: readonly Element[], outer: Context): Uint8Array {
  const context = { ...outer, charset: charsetOf(elements) ?? outer.charset };
  const encoded = elements.map((each) => encodeElement(each, context));
  return concat(context.groupLengths === 'none' ? encoded : withGroupLengths(elements, encoded, context));
}

function encodeElement(each: Element, context: Context): Uint8Array {
  switch (each.kind) {
    case 'value':
      return encodeValueElement(each, context);
    case 'sequence':
      return encodeSequence(each, context);
    case 'encapsulated':
      return encodeEncapsulated(each, context);
    case 'raw':
      return each.bytes;
  }
}

function encodeValueElement(each: ValueElement, context: Context): Uint8Array {
  const value = encodeValue(each.vr, each.value, context.charset, context.encoding !== 'explicit-be');
  const bytes = each.pad === false ? value : padToEven(each.vr, value);
  return concat([header(each.tag, each.vr, each.length ?? bytes.length, context, each.longForm), bytes]);
}

function encodeSequence(each: SequenceElement, context: Context): Uint8Array {
  const inner: Context = {
    ...context,
    encoding: each.contentEncoding ?? (each.vr === 'UN' ? 'implicit-le' : context.encoding),
    groupLengths: context.groupLengths === 'everywhere' ? 'everywhere' : 'none',
  };
  const items = concat(each.items.map((one) => encodeItem(one, inner)));
  return concat([
    header(each.tag, each.vr, lengthField(each.length, items), context),
    items,
    ...(each.length === 'undefined' ? [delimiter(SEQUENCE_DELIMITATION, inner)] : []),
  ]);
}

function encodeItem(each: Item, context: Context): Uint8Array {
  const content = encodeElements(each.elements, context);
  return concat([
    bareHeader(ITEM, lengthField(each.length, content), context),
    content,
    ...(each.length === 'undefined' ? [delimiter(ITEM_DELIMITATION, context)] : []),
  ]);
}

function encodeEncapsulated(each: EncapsulatedElement, context: Context): Uint8Array {
  const offsets = each.offsetTable === 'computed' ? fragmentOffsets(each.fragments) : each.offsetTable;
  const table = encodeValue('UL', offsets === 'empty' ? [] : offsets, '', context.encoding !== 'explicit-be');
  return concat([
    header(each.tag, each.vr, UNDEFINED_LENGTH, context),
    ...[table, ...each.fragments].flatMap((bytes) => [bareHeader(ITEM, bytes.length, context), bytes]),
    ...(each.delimiter ? [delimiter(SEQUENCE_DELIMITATION, context)] : []),
  ]);
}

/** Offsets of the fragments' item tags from the first of them, PS3.5 §A.4. */
function fragmentOffsets(fragments: readonly Uint8Array[]): readonly number[] {
  let next = 0;
  return fragments.map((bytes) => {
    const offset = next;
    next += 8 + bytes.length;
    return offset;
  });
}

/** Puts (gggg,0000) before the first element of each group that does not bring its own. */
function withGroupLengths(
  elements: readonly Element[],
  encoded: readonly Uint8Array[],
  context: Context,
): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < elements.length;) {
    const end = endOfGroup(elements, start);
    const first = elements[start];
    const group = concat(encoded.slice(start, end));
    if (first !== undefined && first.kind !== 'raw' && (first.tag & 0xffff) !== 0) {
      const length = element((first.tag & 0xffff0000) >>> 0, 'UL', group.length);
      parts.push(encodeValueElement(length, context));
    }
    parts.push(group);
    start = end;
  }
  return parts;
}

/**
 * The index after the last element of the group that starts there; raw bytes count to the group they follow.
 */
function endOfGroup(elements: readonly Element[], start: number): number {
  const groupOf = (each: Element | undefined): number | undefined =>
    each === undefined || each.kind === 'raw' ? undefined : each.tag >>> 16;
  const group = groupOf(elements[start]);
  let end = start + 1;
  while (end < elements.length && [group, undefined].includes(groupOf(elements[end]))) end++;
  return end;
}

function header(tag: number, vr: string, length: number, context: Context, longForm?: boolean): Uint8Array {
  if (context.encoding === 'implicit-le') return bareHeader(tag, length, context);
  const long = longForm ?? LONG_FORM.has(vr);
  if (!long && length > 0xffff) throw new RangeError(`A value of ${length} bytes does not fit VR ${vr}`);
  const littleEndian = context.encoding === 'explicit-le';
  const view = new DataView(new ArrayBuffer(long ? 12 : 8));
  writeTag(view, tag, littleEndian);
  view.setUint8(4, vr.charCodeAt(0));
  view.setUint8(5, vr.charCodeAt(1));
  if (long) view.setUint32(8, length, littleEndian);
  else view.setUint16(6, length, littleEndian);
  return new Uint8Array(view.buffer);
}

/** A header without VR: of implicit VR, and of items and delimiters everywhere (PS3.5 §7.5). */
function bareHeader(tag: number, length: number, context: Context): Uint8Array {
  const littleEndian = context.encoding !== 'explicit-be';
  const view = new DataView(new ArrayBuffer(8));
  writeTag(view, tag, littleEndian);
  view.setUint32(4, length, littleEndian);
  return new Uint8Array(view.buffer);
}

function writeTag(view: DataView, tag: number, littleEndian: boolean): void {
  view.setUint16(0, tag >>> 16, littleEndian);
  view.setUint16(2, tag & 0xffff, littleEndian);
}

function delimiter(tag: number, context: Context): Uint8Array {
  return bareHeader(tag, 0, context);
}

function lengthField(length: Length, content: Uint8Array): number {
  if (length === 'defined') return content.length;
  return length === 'undefined' ? UNDEFINED_LENGTH : length;
}

function charsetOf(elements: readonly Element[]): string | undefined {
  return textOf(elements, SPECIFIC_CHARACTER_SET);
}

/** The deflated data set, padded to even length (PS3.5 §A.5). */
function deflate(bytes: Uint8Array): Uint8Array {
  return padToEven('OB', deflateRawSync(bytes));
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
