import assert from 'node:assert/strict';
import { join } from 'node:path';
import { encodeOutcome } from '../../../src/core/record/outcome-code';
import type { Outcome } from '../../../src/core/record/outcome';
import { byRisk } from '../../../src/core/policy/risk-decisions';
import type { RunRecordOfFiles } from '../../../src/core/run/anonymise-folder';
import type { AuditResult } from '../../../src/core/run/audit-folder';
import { Ledger } from '../../../src/core/run/ledger';
import { auditReport } from '../../../src/host/report-view/audit-report';
import type { Report } from '../../../src/host/report-view/report';
import { runReport } from '../../../src/host/report-view/run-report';
import { REPORT_CALLS } from '../../../src/panel/report-protocol';
import type { ReportEntry } from '../../../src/host/report-view/packed-entries';
import type { ReportTable } from '../../../src/host/report-view/report-table';

const OUTCOMES: readonly (readonly [string, Outcome])[] = [
  ['1.dcm', { kind: 'written' }],
  ['2.dcm', { kind: 'written' }],
  ['3.dcm', { kind: 'written', note: 'beside' }],
  ['cut.dcm', { kind: 'failed', reason: 'truncated' }],
  ['old.dcm', { kind: 'unchanged' }],
  ['readme', { kind: 'skipped', reason: 'not-dicom' }],
];

/** A run over one folder, `scan`, whose copies lie in `ANON-0001`. */
function runOver(source: string, destination: string): RunRecordOfFiles {
  const ledger = new Ledger(source);
  const files = OUTCOMES.map(([name]) => name);
  const folder = ledger.add({ path: ['scan'], files, skipped: [] });
  OUTCOMES.forEach(([, outcome], at) => (folder.outcomes[at] = encodeOutcome(outcome)));
  ledger.remark(folder.index, 2, { name: '3 (2).dcm' });
  ledger.remark(folder.index, 3, { detail: 'the file ends early' });
  const numbers = { found: 6, written: 3, unchanged: 1, skipped: 1, failed: 1, studies: 1, series: 1 };
  return {
    summary: { ...numbers, destination, state: 'done', reasons: {}, risks: byRisk(() => 0) },
    survey: { ledger },
    paths: { folderPath: () => ['ANON-0001'], eachFileName: () => files.values() },
  } as unknown as RunRecordOfFiles;
}

function entryAt({ entries }: ReportTable, row: number): ReportEntry {
  return { group: entries.groupOf(row), cells: entries.cells(row) };
}

function rowsOf({ entries }: ReportTable): readonly number[] {
  return Array.from({ length: entries.length }, (_, row) => row);
}

function titles({ groups }: ReportTable): readonly string[] {
  return groups.map(({ title }) => title);
}

/** The page must accept what the extension says. */
function assertFits(table: ReportTable): void {
  const { columns, groups, entries } = table;
  const opening = { heading: 'x', folders: ['x'], summary: 'x', total: entries.length, texts: {} };
  assert.ok(REPORT_CALLS.open.reply({ ...opening, columns, groups }));
  const rows = rowsOf(table).map((row) => ({ row, cells: entries.cells(row) }));
  assert.ok(REPORT_CALLS.rows.reply(rows));
  for (const { cells } of rows) assert.equal(cells.length, columns.length);
}

describe('the report of a run', () => {
  const source = join('/', 'in');
  let report: Report;

  before(async () => {
    report = await runReport([runOver(source, join('/', 'out')), runOver(join('/', 'more'), join('/', 'b'))]);
  });

  it('groups the files by reason: failures first, ordinary copies after those with a note', () => {
    assert.deepEqual(titles(report), [
      'truncated DICOM file',
      'not a DICOM file',
      'written beside a different file',
      'written',
      'unchanged',
    ]);
    assert.equal(report.groups[0]!.remedy, 'Export or copy the original again.');
    assertFits(report);
  });

  it('lists every file of every folder once, with its outcome, original, copy and detail', () => {
    assert.equal(report.entries.length, 12);
    assert.deepEqual(entryAt(report, 0), {
      group: 3,
      cells: ['written', 'scan/1.dcm', 'ANON-0001/1.dcm', ''],
    });
    assert.deepEqual(entryAt(report, 2).cells, ['written', 'scan/3.dcm', 'ANON-0001/3 (2).dcm', '']);
    assert.deepEqual(entryAt(report, 3).cells, ['failed', 'scan/cut.dcm', '', 'the file ends early']);
    assert.equal(report.summary, '12 found = 6 written + 2 unchanged + 2 skipped + 2 failed');
  });

  it('knows the places of originals and copies, and of nothing else', () => {
    assert.equal(report.pathOf(0, 1), join(source, 'scan', '1.dcm'));
    assert.equal(report.pathOf(0, 2), join('/', 'out', 'ANON-0001', '1.dcm'));
    assert.equal(report.pathOf(6, 1), join('/', 'more', 'scan', '1.dcm'));
    assert.equal(report.pathOf(6, 2), join('/', 'b', 'ANON-0001', '1.dcm'));
    for (const [row, column] of [
      [0, 0],
      [0, 3],
      [0, 9],
      [3, 2],
      [12, 1],
    ] as const)
      assert.equal(report.pathOf(row, column), undefined, `${row} ${column}`);
  });
});

describe('the report of a run over very many files', () => {
  it('lets others have their turn while it is made', async () => {
    const run = runOver(join('/', 'in'), join('/', 'out'));
    const files = Array.from({ length: 200_000 }, (_, at) => `IM${at}`);
    const folder = run.survey.ledger.add({ path: ['many'], files, skipped: [] });
    folder.outcomes.fill(encodeOutcome({ kind: 'written' }));
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    try {
      assert.equal((await runReport([run])).entries.length, 200_006);
    } finally {
      clearInterval(ticking);
    }
    assert.ok(turns > 1, `${turns} turns`);
  });
});

describe('the report of a run in whose copies something was found', () => {
  const finding = { kind: 'name', place: 'private', path: '(0029,1001)', offset: 9, patient: 'ANON-0001' };
  const why = 'a whole name';
  const medium = { ...finding, kind: 'date', file: 'ANON-0001/1.dcm', confidence: 'medium', why: 'a date' };
  const high = { ...finding, file: 'ANON-0001/3 (2).dcm', confidence: 'high', why };
  const numbers = { files: 4, filesWithFindings: 2, unexpected: 1, counts: { medium: 1, high: 1 } };

  function searched(source: string, findings: readonly object[], findingCount = findings.length) {
    const run = runOver(source, join('/', 'out'));
    const audit = { ...numbers, findings, findingCount };
    return { ...run, summary: { ...run.summary, audit } } as unknown as RunRecordOfFiles;
  }

  let report: Report;

  before(async () => {
    report = await runReport([searched(join('/', 'a'), [medium]), searched(join('/', 'b'), [medium, high])]);
  });

  it('lists what was found before the files, the surest first, whatever folder it is in', () => {
    assert.deepEqual(titles(report).slice(0, 3), [
      'high: name in private attribute',
      'medium: true date in private attribute',
      'truncated DICOM file',
    ]);
    assert.deepEqual(
      report.groups.slice(0, 2).map(({ tone }) => tone),
      ['error', 'warning'],
    );
    assert.equal(report.entries.length, 15);
    assertFits(report);
  });

  it('says of each its confidence, attribute and why, and knows the original and the copy', () => {
    const at = rowsOf(report).find((row) => report.entries.groupOf(row) === 0)!;
    assert.deepEqual(entryAt(report, at).cells, [
      ...['written', 'high', 'scan/3.dcm', 'ANON-0001/3 (2).dcm', '(0029,1001)', why],
    ]);
    assert.equal(report.pathOf(at, 2), join('/', 'b', 'scan', '3.dcm'));
    assert.equal(report.pathOf(at, 3), join('/', 'out', 'ANON-0001', '3 (2).dcm'));
    assert.equal(report.pathOf(at, 4), undefined);
    assert.equal(report.pathOf(3, 2), join('/', 'a', 'scan', '1.dcm'));
  });

  it('says how much was searched and found, and how much of it is listed', async () => {
    assert.match(report.summary, / failed\. 3 traces of patients in 4 copies$/);
    const more = await runReport([searched('/a', [high], 20_000)]);
    assert.match(more.summary, /20,000 traces .* in 2 copies, of which the first 1 are listed$/);
  });

  it('has no columns for findings where there are none, and says that nothing was found', async () => {
    const clean = await runReport([searched('/a', [])]);
    assert.deepEqual(
      clean.columns.map(({ id }) => id),
      ['outcome', 'original', 'copy', 'detail'],
    );
    assert.match(clean.summary, / failed\. Nothing of patients found in 4 copies$/);
  });
});

describe('the report of an audit', () => {
  const finding = { kind: 'name', place: 'attribute', path: '(0010,4000)', offset: 9, patient: 'ANON-0001' };
  const result = {
    ...{ files: 3, bytes: 10, otherFiles: 0, patients: 1, pixels: false, originals: null, cancelled: false },
    documents: { searched: 0, unread: 0 },
    findings: [
      { ...finding, file: 'a/1', confidence: 'low', why: 'a short word' },
      { ...finding, file: 'a/2', confidence: 'high', why: 'a whole name' },
      { ...finding, file: 'a/3', confidence: 'high', why: 'a whole name' },
    ],
    findingCount: 20_000,
    problems: [],
    unread: [{ file: 'a/4', reason: 'truncated' }],
  } as unknown as AuditResult;
  const report = auditReport(join('/', 'out'), result);

  it('groups what was found, the surest first, and what could not be read last', () => {
    const [first, second, third] = titles(report);
    assert.match(first!, /^high: /);
    assert.match(second!, /^low: /);
    assert.equal(third, 'could not be read as DICOM');
    assert.deepEqual(
      report.groups.map(({ tone }) => tone),
      ['error', 'info', 'warning'],
    );
    assert.deepEqual(entryAt(report, 0), { group: 0, cells: ['high', 'a/2', '(0010,4000)', 'a whole name'] });
    assertFits(report);
  });

  it('says how many findings are listed when there are more', () => {
    assert.match(report.summary, /found 20,000 traces; the first 3 are listed$/);
    const whole = auditReport('/out', { ...result, findingCount: 3 });
    assert.match(whole.summary, /found 3 traces$/);
  });

  it('knows the places of the files, and of nothing else', () => {
    assert.equal(report.pathOf(0, 1), join('/', 'out', 'a', '2'));
    assert.equal(report.pathOf(0, 3), undefined);
    assert.equal(report.pathOf(4, 1), undefined);
  });
});
