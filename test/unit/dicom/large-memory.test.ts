import assert from 'node:assert/strict';
import { GrowingColumn } from '../../../src/core/dicom/growing-column';
import { LargeMemory } from '../../../src/core/dicom/large-memory';

const MEBI = 1024 * 1024;

describe('the memory of a large file', () => {
  it('keeps what was written when it grows, and when less than it has is asked for', () => {
    const memory = new LargeMemory(MEBI);
    const bytes = new Uint8Array(memory.reserve(1000), 0, 1000).fill(7);
    for (const length of [2000, 10]) {
      assert.ok(memory.reserve(length).byteLength >= 1000);
      assert.deepEqual([bytes.length, bytes[0], bytes[999]], [1000, 7, 7]);
    }
  });

  it('may be given back before any was asked for, and more than once', () => {
    const memory = new LargeMemory(MEBI);
    memory.giveBack();
    const buffer = memory.reserve(1000);
    memory.giveBack();
    memory.giveBack();
    assert.equal(buffer.byteLength, 0);
  });

  it('is refused beyond its limit', () => {
    const memory = new LargeMemory(MEBI);
    assert.throws(() => memory.reserve(MEBI + 1), RangeError);
    assert.equal(memory.reserve(MEBI).byteLength, MEBI);
  });

  it('holds columns of millions of rows, of the widest numbers', () => {
    const column = new GrowingColumn<Float64Array>(Float64Array, 1);
    const rows = 2 * MEBI;
    const grown = column.grow(column.ordinary, rows);
    grown[rows - 1] = 2 ** 40;
    assert.deepEqual([grown.length, grown[rows - 1]], [rows, 2 ** 40]);
    column.giveBack();
    assert.equal(grown.length, 0);
  });
});
