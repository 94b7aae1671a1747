import { detectEncoding, ElementHeader, type Encoding, UNDEFINED_LENGTH } from './element-header';
import type { ElementTable } from './element-table';
import { DicomError } from './errors';
import type { HeaderWindow } from './header-window';
import { LONG_VALUE, type Scanner, type ScanOptions } from './scanner';
import { groupOf, isPrivate, TAG } from './tags';
import { isDeflated } from './transfer-syntax';
import { vrOf } from './dictionary';

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
  table.clear();
  const hasPreamble = hasMagic(window);
  if (!hasPreamble && !isPlausibleDataSet(window))
    throw new DicomError('not-dicom', 'the file holds no DICOM data set');
  const start = hasPreamble ? PREAMBLE + MAGIC.length : 0;
  const dataSet = scanMeta(window, scanner, start);
  if (window.size <= dataSet)
    throw new DicomError('truncated', 'the file ends before the data set', -1, dataSet);
  const dataSetRow = table.count;
  if (isDeflated(transferSyntaxOf(window, table))) {
    return { hasPreamble, dataSet, dataSetRow, encoding: 0, deflated: true, end: window.size };
  }
  const encoding = detectEncoding(window, dataSet);
  requireElements(window, dataSet);
  const end = scanner.scanDataSet(dataSet, encoding, options);
  return { hasPreamble, dataSet, dataSetRow, encoding, deflated: false, end };
}

/** Scans a data set that was inflated; the window holds the preamble, the File Meta Information and the inflated data set. */
export function scanInflated(
  window: HeaderWindow,
  table: ElementTable,
  scanner: Scanner,
  from: FileLayout,
  options: ScanOptions = {},
): FileLayout {
  table.clear();
  const start = from.hasPreamble ? PREAMBLE + MAGIC.length : 0;
  const dataSet = scanMeta(window, scanner, start);
  const dataSetRow = table.count;
  const encoding = detectEncoding(window, dataSet);
  requireElements(window, dataSet);
  const end = scanner.scanDataSet(dataSet, encoding, options);
  return { ...from, dataSet, dataSetRow, encoding, end };
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
    return Buffer.from(window.bytes.buffer, window.bytes.byteOffset + at, table.valueLength(row))
      .toString('latin1')
      .replace(/[\0 ]+$/, '');
  }
  return '';
}

/** File Meta Information is Explicit VR Little Endian and ends where group 0002 ends; its group length is often wrong. */
function scanMeta(window: HeaderWindow, scanner: Scanner, start: number): number {
  if (window.size - start < 8) return start;
  const encoding = detectEncoding(window, start);
  return scanner.scanDataSet(start, encoding, { lastGroup: groupOf(TAG.FileMetaInformationGroupLength) });
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
  const encoding = detectEncoding(window, 0);
  let at = 0;
  let known = 0;
  for (let count = 0, last = -1; count < PLAUSIBLE_ELEMENTS && at < window.size; count++) {
    if (!readsAsElement(header, at, encoding, window.size) || header.tag <= last) return false;
    if (!isPrivate(header.tag)) known++;
    if (header.length > LONG_VALUE) break;
    last = header.tag;
    at = header.value + header.length;
  }
  return known > 0;
}

function readsAsElement(header: ElementHeader, at: number, encoding: Encoding, size: number): boolean {
  try {
    if (size - at < 8) return false;
    header.read(at, size, encoding);
  } catch (error) {
    if (error instanceof DicomError) return false;
    throw error;
  }
  const { tag, length, value, doubtful } = header;
  if (doubtful || groupOf(tag) === 0 || (vrOf(tag) === 0 && !isPrivate(tag))) return false;
  return length === UNDEFINED_LENGTH || value + length <= size;
}
