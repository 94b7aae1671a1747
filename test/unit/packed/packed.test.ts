import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IntColumn } from '../../../src/core/packed/int-column';
import { PackedRecords } from '../../../src/core/packed/packed-records';
import { PairTable } from '../../../src/core/packed/pair-table';
import { TextTable } from '../../../src/core/packed/text-table';

const ODD = ['', '\0', 'é', '\xff', '\u0100', '山田', '\ud800', '\udc00\ud800', '😀', '_', 'x'.repeat(126)];
const LONG = ['x'.repeat(127), 'é'.repeat(128), '山'.repeat(200), '山'.repeat(200_000), 'y'.repeat(600_000)];

describe('a table of texts', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(...ODD, ...LONG),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
      .map((codes) => String.fromCharCode(...codes)),
  );

  it('gives every text back under its number, and the same text the same number', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 60 }), (texts) => {
        const table = new TextTable();
        const numbers = texts.map((text) => table.add(text));
        assert.deepEqual(
          numbers.map((number) => table.get(number)),
          texts,
        );
        assert.equal(table.length, new Set(texts).size);
        assert.deepEqual(
          texts.map((text) => table.find(text)),
          numbers,
        );
      }),
      { seed: 6, numRuns: 150 },
    );
  });

  it('numbers texts in the order in which they come', () => {
    const table = new TextTable();
    assert.deepEqual(
      ['b', 'a', 'b', 'c'].map((text) => table.add(text)),
      [0, 1, 0, 2],
    );
    assert.equal(table.find('d'), -1);
  });

  it('knows its texts by number alone once it is sealed', () => {
    const table = new TextTable();
    const number = table.add('a');
    table.seal();
    assert.equal(table.get(number), 'a');
    assert.throws(() => table.add('b'), /sealed/);
    assert.throws(() => table.find('a'), /sealed/);
  });

  it('holds more than fits into any of its pieces', () => {
    const table = new TextTable();
    const text = (at: number): string => `${at}${'z'.repeat(at % 130)}`;
    for (let at = 0; at < 30_000; at++) assert.equal(table.add(text(at)), at);
    for (let at = 0; at < 30_000; at++) assert.equal(table.get(at), text(at));
  });
});

describe('a table of pairs', () => {
  it('knows the values of each owner in their order, each once', () => {
    const pairs = fc.array(fc.tuple(fc.nat(30), fc.nat(40)), { maxLength: 400 });
    fc.assert(
      fc.property(pairs, (added) => {
        const table = new PairTable();
        const expected = new Map<number, Set<number>>();
        for (const [owner, value] of added) {
          const before = table.length;
          const isNew = expected.get(owner)?.has(value) !== true;
          assert.equal(table.add(owner, value) === before, isNew);
          expected.set(owner, (expected.get(owner) ?? new Set()).add(value));
        }
        for (let owner = 0; owner <= 31; owner++)
          assert.deepEqual(table.valuesOf(owner), [...(expected.get(owner) ?? [])]);
      }),
      { seed: 6, numRuns: 100 },
    );
  });
});

describe('packed records', () => {
  interface Entry {
    readonly name: string;
    readonly count: number;
    readonly folder?: string;
  }

  it('are what was put in, with the fields that were missing missing', () => {
    const entries: Entry[] = [
      { name: '007', count: 7 },
      { name: '', count: 0, folder: '/a' },
      { name: '7', count: 1e15 + 0.5, folder: '' },
    ];
    const packed = new PackedRecords<Entry>(
      { name: 'text', count: 'number', folder: 'text' },
      new TextTable(),
    );
    for (const entry of entries) packed.add(entry);
    assert.deepEqual([...packed], entries);
    assert.deepEqual([...packed], entries);
    assert.equal(packed.length, 3);
  });
});

describe('a column of numbers', () => {
  it('grows and keeps what it holds', () => {
    const column = new IntColumn();
    for (let at = 0; at < 1000; at++) assert.equal(column.push(-at), at);
    column.set(500, 9);
    assert.deepEqual([column.at(0), column.at(500), column.at(999), column.length], [0, 9, -999, 1000]);
    assert.equal([...column].length, 1000);
  });

  it('takes back what was pushed last', () => {
    const column = new IntColumn();
    for (let at = 0; at < 10_000; at++) column.push(at);
    column.truncate(4096);
    assert.equal(column.push(-1), 4096);
    assert.deepEqual([column.length, column.at(4095), column.at(4096)], [4097, 4095, -1]);
  });
});
