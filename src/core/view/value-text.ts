import type { TextDecode } from '../dicom/charset';
import { formatTag } from '../dicom/names';
import { isPixelData } from '../dicom/tags';
import { isText, vrCode } from '../dicom/vr';
import type { ValueKind } from './attribute';
import type { RawValue } from './raw';

/** A value in words. */
export interface ValueText {
  readonly text: string;
  readonly kind: ValueKind;
}

/** Text longer than this many characters is cut, and its size told. */
const LONGEST_TEXT = 4096;
const MOST_NUMBERS = 64;
const MOST_BYTES = 32;
/** Fewer printable bytes than this look like text by chance. */
const SHORTEST_PRINTABLE = 4;

type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => string;

interface NumberFormat {
  readonly size: number;
  readonly read: ReadNumber;
}

/** The numbers of PS3.5 §6.2 as they lie on the wire; OF, OD, OL, OV are streams of the same. */
const NUMBERS: Readonly<Record<string, NumberFormat>> = {
  US: { size: 2, read: (view, at, little) => String(view.getUint16(at, little)) },
  SS: { size: 2, read: (view, at, little) => String(view.getInt16(at, little)) },
  UL: { size: 4, read: (view, at, little) => String(view.getUint32(at, little)) },
  SL: { size: 4, read: (view, at, little) => String(view.getInt32(at, little)) },
  UV: { size: 8, read: (view, at, little) => String(view.getBigUint64(at, little)) },
  SV: { size: 8, read: (view, at, little) => String(view.getBigInt64(at, little)) },
  FL: { size: 4, read: (view, at, little) => shortestFloat32(view.getFloat32(at, little)) },
  FD: { size: 8, read: (view, at, little) => String(view.getFloat64(at, little)) },
  AT: { size: 4, read: readTag },
};

/** Writes the value of `element` in one line; pure, and safe on any bytes. */
export function formatValue(element: RawValue, decode: TextDecode): ValueText {
  const { tag, vr, head, length } = element;
  if (length === 0) return { text: '', kind: 'none' };
  if (isPixelData(tag)) return { text: formatBytes(length), kind: 'binary' };
  if (isText(vrCode(vr))) return { text: formatText(head, length, vr, decode), kind: 'text' };
  const format = NUMBERS[vr];
  if (format && length % format.size === 0) return { text: formatNumbers(element, format), kind: 'number' };
  return formatBinary(head, length);
}

function formatText(head: Uint8Array, length: number, vr: string, decode: TextDecode): string {
  const text = dropPadding(decode(head, vrCode(vr)));
  if (head.length === length && text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT)}… (${formatBytes(length)})`;
}

/** Values are padded to even length with a space, UIDs with NUL; neither is significant (PS3.5 §6.2). */
function dropPadding(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\0')) end--;
  return text.slice(0, end);
}

function formatNumbers({ head, length, littleEndian }: RawValue, { size, read }: NumberFormat): string {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const count = length / size;
  const shown = Math.min(MOST_NUMBERS, Math.floor(head.length / size));
  const numbers = Array.from({ length: shown }, (_, index) => read(view, index * size, littleEndian));
  const text = numbers.join('\\');
  return shown < count ? `${text}\\… (${count.toLocaleString('en')} values)` : text;
}

function formatBinary(head: Uint8Array, length: number): ValueText {
  const printable = printableText(head, length);
  if (printable !== undefined) return { text: printable, kind: 'text' };
  const hex = Buffer.from(head.subarray(0, MOST_BYTES)).toString('hex').toUpperCase();
  const pairs = hex.replace(/(..)(?!$)/g, '$1 ');
  return { text: length > MOST_BYTES ? `${pairs} … (${formatBytes(length)})` : pairs, kind: 'binary' };
}

/** Elements of unknown VR are often text: shown as such if every byte is printable ASCII. */
function printableText(head: Uint8Array, length: number): string | undefined {
  if (head.length < length || length < SHORTEST_PRINTABLE) return undefined;
  const text = dropPadding(Buffer.from(head).toString('latin1'));
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}

/** The fewest digits that give the same 32-bit number again: 0.1, not 0.10000000149011612. */
function shortestFloat32(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

function readTag(view: DataView, at: number, little: boolean): string {
  return formatTag(((view.getUint16(at, little) << 16) | view.getUint16(at + 2, little)) >>> 0);
}

const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;

/** A number of bytes for people: "532 bytes", "1.5 MB" (powers of 1,024). */
export function formatBytes(length: number): string {
  let value = length;
  let unit = 0;
  for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
  if (unit === 0) return length === 1 ? '1 byte' : `${length} bytes`;
  return `${value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${UNITS[unit]}`;
}
