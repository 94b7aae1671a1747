import { createDecoder, type TextDecode } from '../dicom/charset';
import { vrOf } from '../dicom/dictionary';
import { type ElementTable, ROW } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { TAG } from '../dicom/tags';
import { hasLongLength, vrName } from '../dicom/vr';
import { rowOf, valueBytes, valueText } from '../splice/rows';
import { formatValue } from '../view/value-text';

/** Bytes of a value that are decoded for an example. */
const MOST_BYTES = 512;

/** How text in a scanned file is decoded. */
export function decoderOf(window: HeaderWindow, table: ElementTable, layout: FileLayout): TextDecode {
  const row = rowOf(table, layout, TAG.SpecificCharacterSet);
  return createDecoder(row < 0 ? '' : valueText(window, table, row));
}

/** The value of a row in words, '' for none. */
export function rowText(window: HeaderWindow, table: ElementTable, row: number, decode: TextDecode): string {
  const tag = table.tag[row]!;
  const flags = table.flags[row]!;
  const length = table.valueLength(row);
  if (flags & (ROW.sequence | ROW.fragments)) return length > 0 ? '(sequence)' : '';
  return textOf(valueBytes(window, table, row), length, tag, table.vr[row]! || vrOf(tag), flags, decode);
}

/** The element that planned bytes hold, in the encoding that `flags` (of ROW) tell. */
export interface PlannedElement {
  readonly tag: number;
  readonly vr: number;
  readonly length: number;
  readonly text: string;
}

/** Reads a planned element; its value is no longer than its bytes. */
export function readPlanned(bytes: Buffer, flags: number, decode: TextDecode): PlannedElement {
  const big = (flags & ROW.big) !== 0;
  const half = (at: number): number => (big ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at));
  const tag = ((half(0) << 16) | half(2)) >>> 0;
  const implicit = (flags & ROW.implicit) !== 0;
  const vr = implicit ? vrOf(tag) : bytes.readUInt16BE(4);
  const value = bytes.subarray(!implicit && hasLongLength(vr) ? 12 : 8);
  const text = vrName(vr) === 'SQ' ? '(sequence)' : textOf(value, value.length, tag, vr, flags, decode);
  return { tag, vr, length: value.length, text };
}

function textOf(
  value: Buffer,
  length: number,
  tag: number,
  vr: number,
  flags: number,
  decode: TextDecode,
): string {
  const littleEndian = (flags & ROW.big) === 0;
  const name = vr === 0 ? 'UN' : vrName(vr);
  const head = value.subarray(0, MOST_BYTES);
  return formatValue({ kind: 'value', tag, vr: name, length, head, littleEndian }, decode).text;
}
