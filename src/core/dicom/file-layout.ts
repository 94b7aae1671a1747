import { detectEncoding, ElementHeader, type Encoding, readTag, UNDEFINED_LENGTH } from './element-header';
import { type ElementTable, ROW } from './element-table';
import { DicomError } from './errors';
import type { HeaderWindow } from './header-window';
import { trimTrailingPadding } from './padding';
import { LONG_VALUE, type Scanner, type ScanOptions } from './scanner';
import { groupOf, isGroupLength, isPrivate, TAG } from './tags';
import { isBigEndian, isDeflated } from './transfer-syntax';
import { vrOf } from './dictionary';

const META_GROUP = groupOf(TAG.FileMetaInformationGroupLength);

/** Length of the preamble (PS3.10 §7.1). */
export const PREAMBLE = 128;
const MAGIC = [0x44, 0x49, 0x43, 0x4d];

/** Where the parts of a file lie, as offsets in the file. */
export interface FileLayout {
  readonly hasPreamble: boolean;
  /** Where the data set starts, after preamble and File Meta Information. */
  readonly dataSet: number;
  /** The first row of the data set in the ElementTable; File Meta Information comes before. */
  readonly dataSetRow: number;
  /** How the data set is encoded, whatever the transfer syntax says. */
  readonly encoding: Encoding;
  /** The data set is one deflate stream that starts at `dataSet`; its elements are not in the table. */
  readonly deflated: boolean;
  /** Where the last element ends; stray bytes may follow. */
  readonly end: number;
}

/**
 * Reads a file that the window has been opened on: preamble, File Meta Information (PS3.10 §7.1), data set. What is
 * DICOM is decided by content: the magic at offset 128, or a bare data set.
 * @throws DicomError 'not-dicom' when it is something else; other faults when it is DICOM that can't be read
 */
export function scanFile(
  window: HeaderWindow,
  table: ElementTable,
  scanner: Scanner,
  options: ScanOptions = {},
): FileLayout {
  table.clear(window.size);
  const hasPreamble = hasMagic(window);
  if (!hasPreamble && !isPlausibleDataSet(window))
    throw new DicomError('not-dicom', 'the file holds no DICOM data set');
  const start = hasPreamble ? PREAMBLE + MAGIC.length : 0;
  const dataSet = scanMeta(window, table, scanner, start);
  if (window.size <= dataSet)
    throw new DicomError('truncated', 'the file ends before the data set', -1, dataSet);
  const dataSetRow = table.count;
  const transferSyntax = transferSyntaxOf(window, table);
  if (isDeflated(transferSyntax)) {
    return { hasPreamble, dataSet, dataSetRow, encoding: 0, deflated: true, end: window.size };
  }
  const encoding = detectEncoding(window, dataSet);
  requireElements(window, dataSet);
  const end = scanner.scanDataSet(dataSet, encoding, options);
  requireSense(table, dataSetRow);
  if (isBigEndian(transferSyntax) !== ((encoding & ROW.big) !== 0)) requireOrder(table, dataSetRow);
  return { hasPreamble, dataSet, dataSetRow, encoding, deflated: false, end };
}

/**
 * Scans a data set that was inflated; the window holds the preamble, the File Meta Information and the inflated data set.
 * @throws DicomError also when File Meta Information goes on in the deflated part, which other readers take otherwise
 */
export function scanInflated(
  window: HeaderWindow,
  table: ElementTable,
  scanner: Scanner,
  from: FileLayout,
  options: ScanOptions = {},
): FileLayout {
  table.clear(window.size);
  const start = from.hasPreamble ? PREAMBLE + MAGIC.length : 0;
  const dataSet = scanMeta(window, table, scanner, start);
  if (dataSet !== from.dataSet)
    throw new DicomError('malformed', 'File Meta Information in the deflated data set', -1, from.dataSet);
  const dataSetRow = table.count;
  const encoding = detectEncoding(window, dataSet);
  requireElements(window, dataSet);
  const end = scanner.scanDataSet(dataSet, encoding, options);
  requireSense(table, dataSetRow);
  if (encoding & ROW.big) requireOrder(table, dataSetRow);
  return { ...from, dataSetRow, encoding, end };
}

/** Zeros may follow a data set, but not take its place: they are what a failed copy leaves. */
function requireElements(window: HeaderWindow, dataSet: number): void {
  if (!window.load(dataSet, 8))
    throw new DicomError('truncated', 'the file ends before the data set', -1, dataSet);
  const at = dataSet - window.delta;
  if (window.bytes.subarray(at, at + 8).every((byte) => byte === 0)) {
    throw new DicomError('malformed', 'zeros where the data set should start', -1, dataSet);
  }
}

/** The transfer syntax that the File Meta Information names, '' when it names none. */
export function transferSyntaxOf(window: HeaderWindow, table: ElementTable): string {
  for (let row = 0; row < table.count; row++) {
    if (table.tag[row] !== TAG.TransferSyntaxUID) continue;
    const at = table.held[row]!;
    if (at < 0) return '';
    const value = Buffer.from(window.bytes.buffer, window.bytes.byteOffset + at, table.valueLength(row));
    return trimTrailingPadding(value.toString('latin1'));
  }
  return '';
}

/**
 * File Meta Information is Explicit VR Little Endian and ends where group 0002 ends; its group length is often wrong.
 * Where elements of that group go on in another encoding, readers that go by the group length see a data set there.
 */
function scanMeta(window: HeaderWindow, table: ElementTable, scanner: Scanner, start: number): number {
  if (window.size - start < 8) return start;
  const encoding = detectEncoding(window, start);
  const end = scanner.scanDataSet(start, encoding, { lastGroup: META_GROUP });
  for (let row = 0; row < table.count; row = table.next[row]!) {
    const tag = table.tag[row]!;
    if (groupOf(tag) !== META_GROUP) continue;
    const flags = table.flags[row]!;
    if (flags & ROW.big || ((flags ^ encoding) & ROW.implicit) !== 0)
      throw new DicomError('malformed', 'File Meta Information in another encoding', tag, table.head[row]);
  }
  return end;
}

/**
 * For the byte order, most readers take the transfer syntax at its word. Where the bytes contradict it, they are believed
 * only when all that is found makes sense: known tags, in ascending order.
 */
function requireOrder(table: ElementTable, dataSetRow: number): void {
  for (let row = dataSetRow, last = -1; row < table.count; row = table.next[row]!) {
    const tag = table.tag[row]!;
    if (tag <= last || (vrOf(tag) === 0 && !isPrivate(tag)))
      throw new DicomError('malformed', 'the byte order is doubtful', tag, table.head[row]);
    last = tag;
  }
}

/**
 * Behind other elements, File Meta Information is part of the data set to some readers, and to others it is not. A group
 * length of more than four bytes (PS3.5 §7.2) is bytes of something else that were taken for an element.
 */
function requireSense(table: ElementTable, dataSetRow: number): void {
  for (let row = dataSetRow; row < table.count; row = table.next[row]!) {
    const tag = table.tag[row]!;
    if (groupOf(tag) === META_GROUP)
      throw new DicomError('malformed', 'File Meta Information behind other elements', tag, table.head[row]);
    if (isGroupLength(tag) && table.valueLength(row) > 4)
      throw new DicomError('malformed', 'a group length of more than four bytes', tag, table.head[row]);
  }
}

function hasMagic(window: HeaderWindow): boolean {
  if (!window.load(0, PREAMBLE + MAGIC.length)) return false;
  return MAGIC.every((byte, index) => window.bytes[PREAMBLE + index] === byte);
}

/** How many elements of a bare data set must make sense before the file counts as DICOM. */
const PLAUSIBLE_ELEMENTS = 3;

/** Whether a file without the magic starts like a data set: known attributes, in order, with lengths that fit. */
function isPlausibleDataSet(window: HeaderWindow): boolean {
  if (window.size < 8) return false;
  const header = new ElementHeader(window);
  let encoding = detectEncoding(window, 0);
  let at = 0;
  let known = 0;
  for (let count = 0, last = -1; count < PLAUSIBLE_ELEMENTS && at < window.size; count++) {
    if (groupOf(last) === META_GROUP) encoding = encodingBehindMeta(window, at, encoding);
    if (!readsAsElement(header, at, encoding, window.size) || header.tag <= last) return false;
    if (!isPrivate(header.tag)) known++;
    if (header.length > LONG_VALUE) break;
    last = header.tag;
    at = header.value + header.length;
  }
  return known > 0;
}

/** How it goes on after an element of the File Meta Information: where another group begins, in whatever encoding. */
function encodingBehindMeta(window: HeaderWindow, at: number, encoding: Encoding): Encoding {
  if (!window.load(at, 8)) return encoding;
  const group = groupOf(readTag(window.bytes, at - window.delta, encoding));
  return group === META_GROUP ? encoding : detectEncoding(window, at);
}

function readsAsElement(header: ElementHeader, at: number, encoding: Encoding, size: number): boolean {
  try {
    header.read(at, size, encoding);
  } catch (error) {
    if (error instanceof DicomError) return false;
    throw error;
  }
  const { tag, length, value, doubtful } = header;
  if (doubtful || groupOf(tag) === 0 || (vrOf(tag) === 0 && !isPrivate(tag))) return false;
  return length === UNDEFINED_LENGTH || value + length <= size;
}
