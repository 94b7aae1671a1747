import assert from 'node:assert/strict';
import fc from 'fast-check';
import { comparePaths } from '../../../src/core/record/path-order';
import { compareCells } from '../../../src/panel/table-query';
import { REPORT_CALLS, type ReportQuery, ROWS_PER_PAGE } from '../../../src/panel/report-protocol';
import { PackedEntries, type ReportEntry } from '../../../src/host/report-view/packed-entries';
import {
  type Arrangement,
  arrange as arrangeCalmly,
  foundGroups,
  pageOf,
  type ReportTable,
} from '../../../src/host/report-view/report-table';

const NATURAL = { search: '', sort: null, descending: false } as const;
const TABLE: ReportTable = {
  columns: [
    { id: 'outcome', title: 'Outcome', opens: false },
    { id: 'original', title: 'Original', opens: true },
  ],
  groups: [
    { title: 'truncated DICOM file', remedy: 'Export it again.', tone: 'error' },
    { title: 'not a DICOM file', remedy: '', tone: 'warning' },
    { title: 'written', remedy: '', tone: 'pass' },
  ],
  entries: PackedEntries.of(2, [
    { group: 2, cells: ['written', 'b/IM2'] },
    { group: 0, cells: ['failed', 'b/cut'] },
    { group: 2, cells: ['written', 'a/IM1'] },
    { group: 2, cells: ['written', 'c/IM1'] },
  ]),
};

function tableOf(entries: readonly ReportEntry[]): ReportTable {
  return { ...TABLE, entries: PackedEntries.of(2, entries) };
}

function large(count: number): ReportTable {
  const entries = Array.from({ length: count }, (_, index) => ({
    group: index % 10 === 0 ? 0 : 2,
    cells: ['x', `folder/IM${index}`],
  }));
  return tableOf(entries);
}

function arrange(table: ReportTable, query: ReportQuery): Promise<Arrangement> {
  return arrangeCalmly(table, query, () => undefined);
}

describe('the rows of a report', () => {
  it('stand in their groups, in the order in which they came', async () => {
    assert.deepEqual(await arrange(TABLE, NATURAL), [[1], [], [0, 2, 3]]);
  });

  it('leave out groups without rows', async () => {
    assert.deepEqual(foundGroups(await arrange(TABLE, NATURAL)), [
      { group: 0, count: 1 },
      { group: 2, count: 3 },
    ]);
  });

  it('are sorted by a column within their groups, both ways, and keep their order where they are equal', async () => {
    assert.deepEqual(await arrange(TABLE, { ...NATURAL, sort: 1 }), [[1], [], [2, 0, 3]]);
    assert.deepEqual(await arrange(TABLE, { ...NATURAL, sort: 1, descending: true }), [[1], [], [3, 0, 2]]);
    assert.deepEqual(await arrange(TABLE, { ...NATURAL, sort: 0, descending: true }), [[1], [], [0, 2, 3]]);
  });

  it('are sorted by paths as people number them, and by all else letter by letter, as tags want it', async () => {
    const cells = ['IM10', 'im2', 'IM1'];
    const entries = cells.map((cell) => ({ group: 0, cells: [cell, cell] }));
    assert.deepEqual((await arrange(tableOf(entries), { ...NATURAL, sort: 1 }))[0], [2, 1, 0]);
    assert.deepEqual((await arrange(tableOf(entries), { ...NATURAL, sort: 0 }))[0], [2, 0, 1]);
  });

  it('keep their order when a column is asked for that is not there', async () => {
    assert.deepEqual(await arrange(TABLE, { ...NATURAL, sort: 99 }), await arrange(TABLE, NATURAL));
  });

  it('are found by every word of their cells and of the title of their group, in any case', async () => {
    assert.deepEqual(await arrange(TABLE, { ...NATURAL, search: 'im1 WRITTEN' }), [[], [], [2, 3]]);
    assert.deepEqual(await arrange(TABLE, { ...NATURAL, search: 'Truncated' }), [[1], [], []]);
    assert.deepEqual(foundGroups(await arrange(TABLE, { ...NATURAL, search: 'nowhere' })), []);
  });

  it('come in pages, which together hold each row once', async () => {
    const table = large(100_000);
    const arrangement = await arrange(table, { ...NATURAL, search: 'folder', sort: 1 });
    const seen = new Set<number>();
    for (const { group, count } of foundGroups(arrangement)) {
      for (let from = 0; from < count; from += ROWS_PER_PAGE) {
        const page = pageOf(table, arrangement, group, from);
        assert.ok(REPORT_CALLS.rows.reply(page));
        for (const { row } of page) seen.add(row);
      }
      assert.deepEqual(pageOf(table, arrangement, group, count), []);
    }
    assert.equal(seen.size, 100_000);
  });

  it('are not there for a group that is not there', async () => {
    assert.deepEqual(pageOf(TABLE, await arrange(TABLE, NATURAL), 7, 0), []);
  });

  it('are the same ones whatever they are sorted by', async () => {
    const cell = fc.string({ maxLength: 4 });
    const entry = fc.record({ group: fc.nat(2), cells: fc.tuple(cell, cell) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry),
        fc.nat(1),
        fc.boolean(),
        cell,
        async (entries, sort, descending, search) => {
          const table = tableOf(entries);
          const plain = await arrange(table, { ...NATURAL, search });
          const sorted = await arrange(table, { search, sort, descending });
          assert.deepEqual(
            sorted.map((indices) => [...indices].sort((a, b) => a - b)),
            plain,
          );
          for (const indices of sorted)
            indices.slice(1).forEach((index, at) => {
              const [before, after] = [entries[indices[at]!]!.cells[sort]!, entries[index]!.cells[sort]!];
              const order = sort === 1 ? comparePaths(before, after) : compareCells(before, after);
              assert.ok(descending ? order >= 0 : order <= 0);
            });
        },
      ),
      { seed: 5 },
    );
  });

  it('let others have their turn while they are found and sorted', async () => {
    const breaths: number[] = [];
    const breathe = (): Promise<void> => {
      breaths.push(0);
      return Promise.resolve();
    };
    await arrangeCalmly(large(5000), NATURAL, breathe);
    assert.equal(breaths.length, 20);
    await arrangeCalmly(large(5000), { ...NATURAL, sort: 1 }, breathe);
    assert.ok(breaths.length > 60);
  });
});

describe('the lines of a report', () => {
  it('are the same packed, whatever stands in their cells', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc
        .array(fc.constantFrom('a', '', 'IM1', 'Ünï', '影'), { maxLength: 4 })
        .map((names) => names.join('/')),
    );
    const entry = fc.record({ group: fc.nat(9), cells: fc.tuple(cell, cell, cell) });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const packed = PackedEntries.of(3, entries);
        packed.seal();
        assert.equal(packed.length, entries.length);
        entries.forEach(({ group, cells }, row) => {
          assert.equal(packed.groupOf(row), group);
          assert.deepEqual(packed.cells(row), cells);
        });
      }),
      { seed: 7 },
    );
  });

  it('have nothing where there is no line or no column', () => {
    const { entries } = TABLE;
    assert.equal(entries.cell(3, 1), 'c/IM1');
    assert.deepEqual([entries.cell(3, 2), entries.cell(4, 0)], ['', '']);
  });
});

describe('the calls of a report', () => {
  const row = { row: 0, cells: ['written', 'a/IM1'] };

  it('take what they are meant for', () => {
    assert.ok(REPORT_CALLS.find.request({ search: '', sort: null, descending: false }));
    assert.ok(REPORT_CALLS.find.request({ search: 'x', sort: 2, descending: true }));
    assert.ok(REPORT_CALLS.find.reply({ serial: 1, groups: [{ group: 0, count: 3 }] }));
    assert.ok(REPORT_CALLS.rows.request({ serial: 1, group: 0, from: 100 }));
    assert.ok(REPORT_CALLS.rows.reply([row]));
    assert.ok(REPORT_CALLS.openFile.request({ row: 5, column: 1 }));
    const { columns, groups } = TABLE;
    const opening = { heading: 'Report', folders: ['/a'], summary: '', columns, groups, total: 4, texts: {} };
    assert.ok(REPORT_CALLS.open.reply(opening));
    assert.ok(!REPORT_CALLS.open.reply({ ...opening, entries: [] }));
    assert.ok(!REPORT_CALLS.open.reply({ ...opening, groups: [{ ...groups[0], tone: 'loud' }] }));
  });

  it('take neither paths from the page nor numbers that are none', () => {
    for (const wrong of [
      { path: '/etc/passwd' },
      { row: 0 },
      { row: -1, column: 0 },
      { row: '0', column: 1 },
    ])
      assert.ok(!REPORT_CALLS.openFile.request(wrong));
    assert.ok(!REPORT_CALLS.find.request({ search: 'x'.repeat(5000), sort: null, descending: false }));
    assert.ok(!REPORT_CALLS.find.request({ search: '', sort: 'original', descending: false }));
    assert.ok(!REPORT_CALLS.rows.request({ serial: 1, group: 0, from: 0.5 }));
  });

  it('take no more rows than a page', () => {
    assert.ok(REPORT_CALLS.rows.reply(Array<typeof row>(ROWS_PER_PAGE).fill(row)));
    assert.ok(!REPORT_CALLS.rows.reply(Array<typeof row>(ROWS_PER_PAGE + 1).fill(row)));
  });
});
