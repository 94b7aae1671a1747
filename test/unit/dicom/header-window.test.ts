import assert from 'node:assert/strict';
import {
  HEADER_LIMIT,
  HeaderWindow,
  KEPT_HEADER,
  type ByteSource,
} from '../../../src/core/dicom/header-window';
import { DicomError } from '../../../src/core/dicom/errors';
import { KEPT_ROWS } from '../../../src/core/dicom/growing-column';
import { ElementTable } from '../../../src/core/dicom/element-table';
import { Scanner } from '../../../src/core/dicom/scanner';
import { hex } from '../../support/hex';
import { assertFault, CountingSource } from '../../support/scanning';

const MEBI = 1024 * 1024;

/** Bytes that name their own offset: the one at 1000 is 1000 modulo 251. */
function numbered(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, offset) => offset % 251);
}

function openWindow(source: ByteSource, firstRead = 100): HeaderWindow {
  const window = new HeaderWindow((length) => new Uint8Array(length), firstRead);
  window.open(source);
  return window;
}

describe('header window', () => {
  it('reads as much at first as it is told, or the whole of a shorter file', () => {
    const source = new CountingSource(numbered(500_000));
    assert.equal(openWindow(source, 1000).loadedEnd, 1000);
    assert.equal(source.bytesRead, 1000);
    assert.equal(openWindow(new CountingSource(numbered(60)), 1000).loadedEnd, 60);
    assert.equal(openWindow(new CountingSource(numbered(0)), 1000).loadedEnd, 0);
  });

  it('loads what is asked for and says whether the file has it', () => {
    const window = openWindow(new CountingSource(numbered(1000)));
    assert.equal(window.load(990, 10), true);
    assert.equal(window.bytes[999], 999 % 251);
    assert.equal(window.load(990, 11), false);
  });

  it('shows bytes that were passed over, and those of earlier parts, as the file has them', () => {
    const bytes = numbered(500_000);
    const window = openWindow(new CountingSource(bytes));
    for (const to of [150_000, 300_000, 450_000]) {
      window.skipTo(to);
      window.load(to, 10);
    }
    const into = new Uint8Array(4);
    for (const from of [50, 100_000, 200_000, 300_000, 400_000, 450_004]) {
      assert.equal(window.peek(from, 4, into), true);
      assert.deepEqual(into, bytes.slice(from, from + 4), `${from}`);
    }
  });

  it('reads 64 KiB at once when it needs more, and nothing when it needs none', () => {
    const source = new CountingSource(numbered(300_000));
    const window = openWindow(source);
    assert.equal(window.load(90, 10), true);
    assert.equal(window.load(299_995, 6), false);
    assert.equal(source.bytesRead, 100);
    assert.equal(window.load(100, 1), true);
    assert.equal(source.bytesRead, 100 + 64 * 1024);
  });

  it('keeps the bytes of the header when the buffer grows', () => {
    const window = openWindow(new CountingSource(numbered(300_000)));
    window.load(250_000, 8);
    assert.deepEqual(window.bytes.subarray(0, 250_008), numbered(250_008));
  });

  it('keeps regions apart, and knows where each lies', () => {
    const window = openWindow(new CountingSource(numbered(300_000)));
    window.skipTo(200_000);
    window.load(200_000, 16);
    assert.deepEqual([window.regionOf(0), window.regionOf(150_000), window.regionOf(200_000)], [0, -1, 1]);
    assert.deepEqual([window.startOf(1), window.startOf(2), window.endOf(0)], [200_000, Infinity, 100]);
    assert.equal(window.heldAt(99, 101), -1);
    assert.deepEqual([window.regionOf(99), window.regionOf(100)], [0, -1]);
    assert.equal(window.heldAt(150_000, 150_001), -1);
    const held = window.heldAt(200_003, 200_010);
    assert.equal(window.bytes[held], 200_003 % 251);
  });

  it('lets one region follow the other in the buffer', () => {
    const window = openWindow(new CountingSource(numbered(300_000)));
    window.skipTo(100_000);
    window.load(100_000, 8);
    const end = window.loadedEnd;
    window.skipTo(200_000);
    window.load(200_000, 8);
    assert.equal(window.heldAt(200_000, 200_001), window.heldAt(end - 1, end) + 1);
    for (const at of [99, 100_000, end - 1, 200_000])
      assert.equal(window.bytes[window.heldAt(at, at + 1)], at % 251);
  });

  it('starts no region when the bytes to skip are loaded already', () => {
    const window = openWindow(new CountingSource(numbered(300_000)));
    window.skipTo(90);
    window.skipTo(100);
    assert.deepEqual([window.regionOf(95), window.startOf(1)], [0, Infinity]);
  });

  it('peeks at bytes inside and outside of what is held, without holding them', () => {
    const source = new CountingSource(numbered(10_000));
    const window = openWindow(source);
    const eight = new Uint8Array(8);
    assert.equal(window.peek(40, 8, eight), true);
    assert.equal(source.bytesRead, 100);
    assert.equal(window.peek(5000, 8, eight), true);
    assert.equal(eight[0], 5000 % 251);
    assert.equal(window.loadedEnd, 100);
    assert.equal(window.peek(9993, 8, eight), false);
  });

  it('peeks at bytes in front of what is held, behind it and across its end', () => {
    const source = new CountingSource(numbered(10_000));
    const window = openWindow(source);
    const peekAt = (at: number): readonly number[] => {
      const eight = new Uint8Array(8);
      assert.equal(window.peek(at, 8, eight), true);
      return [...eight];
    };
    const expected = (at: number): readonly number[] => [...numbered(10_000).subarray(at, at + 8)];
    assert.deepEqual(peekAt(0), expected(0));
    assert.deepEqual(peekAt(92), expected(92));
    assert.equal(source.bytesRead, 100, 'what is held is not read again');
    assert.deepEqual(peekAt(96), expected(96));
    window.skipTo(5000);
    window.load(5000, 8);
    for (const at of [200, 4996]) assert.deepEqual(peekAt(at), expected(at));
    const before = source.bytesRead;
    for (const at of [5000, 5002]) assert.deepEqual(peekAt(at), expected(at));
    assert.equal(source.bytesRead, before);
  });

  it('forgets the last file when it opens the next', () => {
    const window = openWindow(new CountingSource(numbered(300_000)));
    window.skipTo(200_000);
    window.load(200_000, 8);
    window.open(new CountingSource(hex('AA BB')));
    assert.deepEqual([window.size, window.loadedEnd, window.startOf(1), window.delta], [2, 2, Infinity, 0]);
    assert.deepEqual([...window.bytes.subarray(0, 2)], [0xaa, 0xbb]);
  });

  it('keeps the bytes of a header that outgrows the buffer which is kept', () => {
    const bytes = numbered(4 * MEBI);
    const window = openWindow(new CountingSource(bytes));
    for (let at = 100; at < bytes.length; at += 50_000)
      assert.equal(window.load(at, Math.min(50_000, bytes.length - at)), true);
    assert.ok(Buffer.from(bytes).equals(window.bytes.subarray(0, bytes.length)));
  });

  it('gives the memory of a large header back at once, and reads on without it', () => {
    const bytes = numbered(20 * MEBI);
    const window = openWindow(new CountingSource(bytes));
    for (let again = 0; again < 2; again++) {
      window.load(0, 18 * MEBI);
      const held = window.bytes;
      assert.ok(held.length >= 18 * MEBI);
      window.release();
      assert.deepEqual([held.length, window.loadedEnd, window.regionOf(0)], [0, 0, -1]);
      assert.equal(window.bytes.length, 100);
      window.open(new CountingSource(numbered(60)));
      assert.deepEqual(window.bytes.subarray(0, 60), numbered(60));
      window.open(new CountingSource(bytes));
      window.load(0, 3 * MEBI);
      assert.ok(Buffer.from(window.bytes.subarray(0, 3 * MEBI)).equals(bytes.subarray(0, 3 * MEBI)));
    }
  });

  it('gives it back as well when the next file is opened', () => {
    const window = openWindow(new CountingSource(new Uint8Array(20 * MEBI)));
    window.load(0, 18 * MEBI);
    const held = window.bytes;
    window.open(new CountingSource(numbered(60)));
    assert.deepEqual([held.length, window.bytes.length], [0, 100]);
  });

  it('keeps the buffer of an ordinary header for the next file', () => {
    const window = openWindow(new CountingSource(numbered(2 * MEBI)));
    window.load(0, 2 * MEBI);
    const { bytes } = window;
    assert.equal(bytes.length, KEPT_HEADER);
    window.release();
    window.open(new CountingSource(numbered(2 * MEBI)));
    window.load(0, 300_000);
    assert.equal(window.bytes, bytes);
  });

  it('refuses a header longer than its limit before any memory is asked for', () => {
    const head = hex('40 00 60 A1 "UT" 00 00 00 00 00 30'); // 768 MiB of text
    const source: ByteSource = {
      size: 1024 * MEBI,
      read: (into, at, length, position) => {
        into.set(head.subarray(position, position + length), at);
        return length;
      },
    };
    const window = openWindow(source);
    assert.ok(HEADER_LIMIT < 768 * MEBI);
    assertFault(() => new Scanner(window, new ElementTable()).scanDataSet(0, 0), 'too-large-header');
    assert.ok(window.bytes.length < MEBI);
  });

  it('holds as much as it is told at most, and says so', () => {
    const window = new HeaderWindow((length) => new Uint8Array(length), 100, 2 * MEBI);
    const source = new CountingSource(numbered(3 * MEBI));
    window.open(source);
    assert.equal(window.load(0, 2 * MEBI), true);
    window.open(source);
    assert.throws(
      () => window.load(0, 2 * MEBI + 1),
      (error) => error instanceof DicomError && / longer than 2 MiB /.test(error.message),
    );
    assert.ok(window.bytes.length <= 2 * MEBI);
  });

  it('reports a file that shrinks while it is read as cut off', () => {
    const whole = hex('10 00 10 00 "PN" 04 00 "Doe "  10 00 20 00 "LO" 02 00 "7 "');
    for (let left = 0; left < whole.length - 2; left++) {
      const window = openWindow(new CountingSource(whole.subarray(0, left), whole.length), 4);
      const table = new ElementTable();
      try {
        new Scanner(window, table).scanDataSet(0, 0);
        assert.equal(table.held[table.count - 1], -1, 'a value that did not come is not held');
      } catch (error) {
        assertFault(() => {
          throw error;
        }, 'truncated');
      }
    }
  });
});

/** Fills a table with rows that differ in every column; offsets are `scale` apart. */
function fill(table: ElementTable, rows: number, scale: number): void {
  for (let row = 0; row < rows; row++)
    table.add(row, row % 7, row * scale, row * scale + 8, row * scale + 17, row, row - 1, row % 64);
}

function assertRow(table: ElementTable, row: number, scale: number): void {
  const { tag, vr, head, held, parent, next, flags } = table;
  const facts = [
    tag[row],
    vr[row],
    head[row],
    table.valueAt(row),
    table.valueLength(row),
    held[row],
    parent[row],
  ];
  assert.deepEqual(facts, [row, row % 7, row * scale, row * scale + 8, 9, row, row - 1]);
  assert.deepEqual([next[row], flags[row]], [row + 1, row % 64]);
}

describe('element table', () => {
  it('grows and keeps its rows', () => {
    const table = new ElementTable();
    fill(table, 5000, 2 ** 32);
    assert.equal(table.count, 5000);
    for (const row of [0, 1023, 1024, 4999]) assertRow(table, row, 2 ** 32);
  });

  for (const [size, scale] of [
    [2 ** 32 - 1, 20],
    [2 ** 32, 2 ** 13],
    [2 ** 40, 2 ** 20],
  ] as const) {
    it(`keeps very many rows of a file of ${size} bytes`, () => {
      const table = new ElementTable();
      table.clear(size);
      fill(table, 3 * KEPT_ROWS, scale);
      for (const row of [0, 1024, KEPT_ROWS - 1, KEPT_ROWS, 2 * KEPT_ROWS + 1, 3 * KEPT_ROWS - 1])
        assertRow(table, row, scale);
    });
  }

  it('gives the memory of very many rows back, and takes up the next file without it', () => {
    const table = new ElementTable();
    for (const size of [2 ** 31, 2 ** 40, 2 ** 31]) {
      table.clear(size);
      fill(table, 2 * KEPT_ROWS, 16);
      const { tag, head, flags } = table;
      assert.ok(head.length >= 2 * KEPT_ROWS);
      table.release();
      assert.deepEqual([tag.length, head.length, flags.length, table.count], [0, 0, 0, 0]);
      assert.deepEqual([table.tag.length, table.head.length], [KEPT_ROWS, KEPT_ROWS]);
      table.clear(2 ** 40);
      fill(table, 2000, 2 ** 20);
      for (const row of [0, 1999]) assertRow(table, row, 2 ** 20);
    }
  });

  it('keeps its arrays from one ordinary file to the next', () => {
    const table = new ElementTable();
    fill(table, 5000, 16);
    const { tag, head } = table;
    table.release();
    table.clear(1000);
    fill(table, 5000, 16);
    assert.ok(table.tag === tag && table.head === head);
  });
});
