/** Scans bytes in memory and says what was found, in lines that people can compare with a hex dump. */
import assert from 'node:assert/strict';
import { ROW, ElementTable } from '../../src/core/dicom/element-table';
import { DicomError, type DicomFault } from '../../src/core/dicom/errors';
import { type FileLayout, scanFile } from '../../src/core/dicom/file-layout';
import { type ByteSource, HeaderWindow } from '../../src/core/dicom/header-window';
import { Scanner, type ScanOptions } from '../../src/core/dicom/scanner';
import { vrName } from '../../src/core/dicom/vr';
import { hex } from './hex';

/** Bytes in memory that count what is read of them, and refuse to be read outside. */
export class CountingSource implements ByteSource {
  bytesRead = 0;

  constructor(
    private readonly bytes: Uint8Array,
    /** Reported instead of the true size: a file that shrinks while it is read. */
    readonly size = bytes.length,
  ) {}

  read(into: Uint8Array, at: number, length: number, position: number): number {
    assert.ok(position >= 0 && position + length <= this.size, 'read beyond the end of the file');
    assert.ok(at >= 0 && at + length <= into.length, 'read beyond the end of the buffer');
    const part = this.bytes.subarray(position, position + length);
    into.set(part, at);
    this.bytesRead += part.length;
    return part.length;
  }
}

export interface Scanned {
  readonly window: HeaderWindow;
  readonly table: ElementTable;
  readonly layout: FileLayout;
}

const FIRST_READ = 4096;

/** An empty window and table, and the scanner that fills them. */
export function makeScanner(firstRead = FIRST_READ): {
  window: HeaderWindow;
  table: ElementTable;
  scanner: Scanner;
} {
  const window = new HeaderWindow((length) => new Uint8Array(length), firstRead);
  const table = new ElementTable();
  return { window, table, scanner: new Scanner(window, table) };
}

/** Scans a file. */
export function scanSource(source: ByteSource, options: ScanOptions = {}, firstRead = FIRST_READ): Scanned {
  const { window, table, scanner } = makeScanner(firstRead);
  window.open(source);
  return { window, table, layout: scanFile(window, table, scanner, options) };
}

/** Scans a file in memory. */
export function scanBytes(bytes: Uint8Array, options: ScanOptions = {}, firstRead = FIRST_READ): Scanned {
  return scanSource(new CountingSource(bytes), options, firstRead);
}

/** Scans bytes that are a data set and nothing else; `encoding` is flags of ROW, 0 for Explicit VR Little Endian. */
export function scanDataSet(
  bytes: Uint8Array,
  encoding = 0,
  firstRead = FIRST_READ,
): { window: HeaderWindow; table: ElementTable; end: number } {
  const { window, table, scanner } = makeScanner(firstRead);
  window.open(new CountingSource(bytes));
  return { window, table, end: scanner.scanDataSet(0, encoding) };
}

/**
 * One line for each row: depth by `>`, tag, VR (`--` when there is none), offsets of header, value and end, and what
 * kind of row it is: `>0008,0016 UI 8 16 42`. From row `from` on, offsets counted from `start`.
 */
export function outline(table: ElementTable, from = 0, start = 0): readonly string[] {
  return Array.from({ length: table.count - from }, (_, index) => lineOf(table, from + index, start));
}

/** A long value that is no text, in each encoding: it is passed over, and what follows begins another region. */
const LONG_VALUE = Buffer.alloc(70_000, 'x');
const SKIPPED: ReadonlyMap<number, Uint8Array> = new Map([
  [0, Buffer.concat([hex('09 00 01 10 "OB" 00 00 70 11 01 00'), LONG_VALUE])],
  [ROW.implicit, Buffer.concat([hex('09 00 01 10 70 11 01 00'), LONG_VALUE])],
  [ROW.big, Buffer.concat([hex('00 09 10 01 "OB" 00 00 00 01 11 70'), LONG_VALUE])],
]);

/**
 * Asserts what a data set holds; lines as `outline` writes them. Also when the file is read in small pieces, and when the
 * data set goes on behind a value that is passed over.
 */
export function assertRows(bytes: Uint8Array, expected: readonly string[], encoding = 0): void {
  for (const firstRead of [FIRST_READ, 8, 20]) {
    const { window, table } = scanDataSet(bytes, encoding, firstRead);
    assert.deepEqual(outline(table), expected);
    assertSound(window, table, bytes);
  }
  const skipped = SKIPPED.get(encoding)!;
  const whole = new Uint8Array(Buffer.concat([skipped, bytes]));
  const { window, table } = scanDataSet(whole, encoding);
  assert.deepEqual(outline(table, 1, skipped.length), expected);
  assertSound(window, table, whole);
}

/** Asserts of every row that it knows what it holds and what follows it, and that the bytes held are those of the file. */
function assertSound(window: HeaderWindow, table: ElementTable, bytes: Uint8Array): void {
  for (let row = 0; row < table.count; row++) {
    const [held, value, end] = [table.held[row]!, table.valueAt(row), table.end[row]!];
    const isLeaf = (table.flags[row]! & (ROW.item | ROW.sequence | ROW.fragments)) === 0;
    assert.ok(held === -1 || isLeaf, 'only values are held');
    if (held >= 0)
      assert.deepEqual(window.bytes.subarray(held, held + end - value), bytes.subarray(value, end));
    let next = row + 1;
    while (next < table.count && isInside(table, next, row)) next++;
    assert.equal(table.next[row], next);
  }
}

function isInside(table: ElementTable, row: number, container: number): boolean {
  let parent = table.parent[row]!;
  while (parent > container) parent = table.parent[parent]!;
  return parent === container;
}

/** Asserts that scanning fails as DICOM fails, and with that fault; of an attribute of the file, if of any. */
export function assertFault(scan: () => unknown, fault: DicomFault): void {
  assert.throws(
    scan,
    (error) =>
      error instanceof DicomError && error.fault === fault && (error.tag === -1 || error.tag > 0xffff),
  );
}

/** A tag as the standard writes it, without parentheses. */
export function tagText(tag: number): string {
  const digits = tag.toString(16).padStart(8, '0').toUpperCase();
  return `${digits.slice(0, 4)},${digits.slice(4)}`;
}

function lineOf(table: ElementTable, row: number, start: number): string {
  const vr = table.vr[row] === 0 ? '--' : vrName(table.vr[row]!);
  const offsets = [table.head[row]!, table.valueAt(row), table.end[row]!];
  const span = offsets.map((offset) => offset - start).join(' ');
  return `${'>'.repeat(depthOf(table, row))}${tagText(table.tag[row]!)} ${vr} ${span}${kindOf(table.flags[row]!)}`;
}

function kindOf(flags: number): string {
  const kinds = {
    item: ROW.item,
    sequence: ROW.sequence,
    fragments: ROW.fragments,
    open: ROW.undefinedLength,
  };
  return Object.entries(kinds)
    .filter(([, flag]) => (flags & flag) !== 0)
    .map(([name]) => ` ${name}`)
    .join('');
}

function depthOf(table: ElementTable, row: number): number {
  let depth = 0;
  for (let parent = table.parent[row]!; parent >= 0; parent = table.parent[parent]!) depth++;
  return depth;
}
