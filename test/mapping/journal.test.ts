import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findInterrupted, foldJournal, type JournalRecord } from '../../src/core/mapping/journal';
import { JournalDigest } from '../../src/core/mapping/journal-digest';
import { journalLines, JournalWriter } from '../../src/core/mapping/journal-file';
import { formatLine, parseLine } from '../../src/core/mapping/journal-line';
import type { PatientCounts } from '../../src/core/mapping/merge';
import type { Mapping } from '../../src/core/mapping/model';
import { useTempFolder } from '../support/temp-folder';
import { mapping, patient, projectRecord, run, runStart, study } from './samples';

const counts = (anonymisedId: string, files: number, skipped = 0, failed = 0): PatientCounts => ({
  anonymisedId,
  files,
  skipped,
  failed,
});

/** One run of each kind: ended, then interrupted. */
const RECORDS: readonly JournalRecord[] = [
  projectRecord('new'),
  { type: 'run-started', run: runStart('r1') },
  { type: 'patient', runId: 'r1', patient: patient('ANON-0001') },
  { type: 'study', runId: 'r1', study: study('ANON-0001', '1') },
  { type: 'progress', runId: 'r1', counts: counts('ANON-0001', 3) },
  { type: 'run-ended', run: run('r1'), counts: [counts('ANON-0001', 7, 1, 1)] },
  { type: 'run-started', run: runStart('r2') },
  { type: 'patient', runId: 'r2', patient: patient('ANON-0002') },
  { type: 'study', runId: 'r2', study: study('ANON-0002', '2') },
  { type: 'progress', runId: 'r2', counts: counts('ANON-0002', 2) },
  { type: 'progress', runId: 'r2', counts: counts('ANON-0002', 5, 2) },
  { type: 'progress', runId: 'r2', counts: counts('ANON-0001', 1, 0, 1) },
];

/** With everything as objects. */
function fold(base: Mapping, records: readonly JournalRecord[]): Mapping {
  const folded = foldJournal(base, digestOf(base, records));
  assert.deepEqual(
    [folded.patients.length, folded.studies.length],
    [[...folded.patients], [...folded.studies]].map((each) => each.length),
  );
  return { ...folded, patients: [...folded.patients], studies: [...folded.studies] };
}

function digestOf({ runs }: Mapping, records: readonly JournalRecord[]): JournalDigest {
  const digest = new JournalDigest(runs);
  for (const record of records) digest.add(record);
  return digest;
}

describe('folding a journal', () => {
  it('adds the patients, studies and counts of a run that ended', () => {
    const folded = fold(mapping(), RECORDS.slice(0, 6));
    assert.deepEqual(folded.patients, [
      patient('ANON-0001', {
        files: 7,
        skipped: 1,
        failed: 1,
        firstAnonymised: run('r1').ended,
        lastUpdated: run('r1').ended,
      }),
    ]);
    assert.deepEqual(folded.studies, [study('ANON-0001', '1')]);
    assert.deepEqual(folded.runs, [run('r1')]);
  });

  it('lists an interrupted run and keeps its patients, but counts no files for them', () => {
    const folded = fold(mapping(), RECORDS);
    assert.deepEqual(folded.patients[1], patient('ANON-0002'));
    assert.equal(folded.patients[0]?.files, 7);
    assert.deepEqual(folded.runs[1], {
      ...runStart('r2'),
      ended: '',
      state: 'interrupted',
      found: 9,
      written: 6,
      unchanged: 0,
      skipped: 2,
      failed: 1,
    });
    assert.deepEqual(findInterrupted(digestOf(mapping(), RECORDS)), [runStart('r2')]);
  });

  it('does the same twice as once, wherever the journal ends', () => {
    for (let length = 0; length <= RECORDS.length; length++) {
      const records = RECORDS.slice(0, length);
      const once = fold(mapping(), records);
      assert.deepEqual(fold(once, records), once);
    }
  });

  it('does not change what it is given', () => {
    const before = mapping({ patients: [patient('ANON-0001')] });
    const copy = structuredClone(before);
    fold(before, RECORDS);
    assert.deepEqual(before, copy);
  });

  it('adds up files over the runs; skipped and failed are those of the last', () => {
    const known = patient('ANON-0001', { files: 100, skipped: 9, failed: 9, firstAnonymised: 'before' });
    const [first] = fold(mapping({ patients: [known] }), RECORDS.slice(0, 6)).patients;
    assert.deepEqual(first, { ...known, files: 107, skipped: 1, failed: 1, lastUpdated: run('r1').ended });
  });

  it('leaves the time of a patient alone whose files were all there already', () => {
    const known = patient('ANON-0001', { files: 100, lastUpdated: 'before' });
    const ended: JournalRecord = {
      type: 'run-ended',
      run: run('r1'),
      counts: [counts('ANON-0001', 0, 0, 2)],
    };
    const [first] = fold(mapping({ patients: [known] }), [
      { type: 'run-started', run: runStart('r1') },
      ended,
    ]).patients;
    assert.deepEqual(first, { ...known, failed: 2 });
  });

  it('shows where the files of a patient went last', () => {
    const moved = { ...counts('ANON-0001', 1), sourceFolder: '/new/in', destinationFolder: '/new/out' };
    const [first] = fold(mapping({ patients: [patient('ANON-0001')] }), [
      { type: 'run-started', run: runStart('r1') },
      { type: 'run-ended', run: run('r1'), counts: [moved] },
    ]).patients;
    assert.deepEqual([first?.sourceFolder, first?.destinationFolder], ['/new/in', '/new/out']);
  });

  it('does not bring back a patient whom the user deleted after the run was listed', () => {
    const edited = mapping({ runs: [run('r1')] });
    assert.deepEqual(fold(edited, RECORDS.slice(0, 6)), edited);
  });

  it('keeps the anonymised ID that the workbook has for a patient', () => {
    const renamed = patient('ANON-0001', { anonymisedId: 'CASE-A' });
    const folded = fold(mapping({ patients: [renamed] }), RECORDS.slice(0, 3));
    assert.deepEqual(folded.patients, [renamed]);
  });

  it('counts the files of two merged patients once', () => {
    const merged = ['A', 'B'].map((patientId) => patient('ANON-0001', { patientId }));
    const folded = fold(mapping({ patients: merged }), [
      { type: 'run-started', run: runStart('r1') },
      { type: 'run-ended', run: run('r1'), counts: [counts('ANON-0001', 5)] },
    ]);
    assert.deepEqual(
      folded.patients.map((each) => each.files),
      [5, 0],
    );
  });
});

describe('journal lines', () => {
  it('give back every record', () => {
    for (const record of RECORDS) assert.deepEqual(parseLine(formatLine(record)), record);
  });

  it('give back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const record: JournalRecord = {
          type: 'patient',
          runId: text,
          patient: patient(text, { name: text }),
        };
        assert.deepEqual(parseLine(formatLine(record)), record);
        assert.equal(formatLine(record).indexOf('\n'), formatLine(record).length - 1);
      }),
      { seed: 20260104 },
    );
  });

  it('are refused when they hold anything else', () => {
    const line = (change: object): string => JSON.stringify({ ...RECORDS[2], ...change });
    const garbled = [
      '',
      'null',
      '[]',
      '{}',
      '7',
      '{"type":"toString"}',
      line({ type: 'study' }),
      line({ runId: 7 }),
      line({ patient: null }),
      line({ patient: { ...patient('A'), files: '7' } }),
      line({ patient: { ...patient('A'), kind: 'other' } }),
      JSON.stringify({ ...RECORDS[0], key: 'a5' }),
      JSON.stringify({ ...RECORDS[5], counts: [{}] }),
      JSON.stringify({ ...RECORDS[5], counts: undefined }),
      JSON.stringify({ ...RECORDS[5], run: { ...run('r'), state: 'odd' } }),
    ];
    for (const text of garbled) assert.equal(parseLine(text), undefined, text);
  });
});

/** The records of a journal and its lines that are none; undefined when nothing was read. */
async function readJournal(file: string) {
  let lines: string[] | undefined;
  for await (const some of journalLines(file)) lines = [...(lines ?? []), ...some];
  const records = lines?.map(parseLine).filter((record) => record !== undefined);
  return lines && records && { records, unusableLines: lines.length - records.length };
}

describe('journal file', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'mapping.journal.ndjson');

  async function append(records: readonly JournalRecord[]): Promise<void> {
    const writer = await JournalWriter.open(file());
    await writer.append(records, true);
    await writer.close();
  }

  it('does not exist before the first record', async () => {
    assert.equal(await readJournal(file()), undefined);
  });

  it('gives back what was appended, over several sittings', async () => {
    await append(RECORDS.slice(0, 5));
    await append(RECORDS.slice(5));
    assert.deepEqual(await readJournal(file()), { records: RECORDS, unusableLines: 0 });
  });

  it('is readable by its owner only', async function () {
    if (process.platform === 'win32') this.skip();
    await append(RECORDS);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
  });

  it('gives back every whole record, wherever it was torn', async () => {
    await append(RECORDS);
    const whole = readFileSync(file());
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(file(), whole.subarray(0, length));
      const read = await readJournal(file());
      const intact = RECORDS.filter((_, n) => endOf(n, whole) <= length + 1);
      assert.deepEqual(read?.records, intact, `torn at ${length}`);
      assert.ok(read.unusableLines <= 1);
    }
  });

  it('goes on after a torn line on a line of its own, wherever it was torn', async () => {
    await append(RECORDS.slice(0, 3));
    const whole = readFileSync(file());
    const next: JournalRecord = {
      type: 'patient',
      runId: 'r2',
      patient: patient('ANON-0002', { name: '山田' }),
    };
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(file(), whole.subarray(0, length));
      await append([next]);
      assert.deepEqual((await readJournal(file()))?.records.at(-1), next, `torn at ${length}`);
    }
  });

  it('passes over a garbled line and says so', async () => {
    await append(RECORDS);
    const lines = readFileSync(file(), 'utf8').split('\n');
    lines[2] = `\0\0\0${lines[2]}`;
    writeFileSync(file(), lines.join('\n'));
    const read = await readJournal(file());
    assert.equal(read?.unusableLines, 1);
    assert.deepEqual(read?.records, RECORDS.toSpliced(2, 1));
  });

  it('takes back what was appended', async () => {
    await append(RECORDS.slice(0, 3));
    const before = readFileSync(file());
    const writer = await JournalWriter.open(file());
    await writer.append(RECORDS.slice(3), true);
    await writer.rollBack();
    assert.deepEqual(readFileSync(file()), before);
  });

  it('goes on after records that could not be made', async () => {
    const writer = await JournalWriter.open(file());
    function* failing(): Generator<JournalRecord> {
      yield* RECORDS.slice(0, 2);
      throw new RangeError('no more records');
    }
    const failed = assert.rejects(writer.append(failing(), true), RangeError);
    await writer.append(RECORDS.slice(2), true);
    await failed;
    await writer.close();
    const read = await readJournal(file());
    assert.equal(read?.unusableLines, 0);
    assert.deepEqual(read.records.slice(-RECORDS.length + 2), RECORDS.slice(2));
  });

  it('is gone when all of it was taken back', async () => {
    const writer = await JournalWriter.open(file());
    await writer.append(RECORDS, true);
    await writer.rollBack();
    assert.equal(await readJournal(file()), undefined);
  });

  it('keeps records whole that are appended at the same time', async () => {
    const writer = await JournalWriter.open(file());
    const many = Array.from({ length: 50 }, (_, n) => ({ ...RECORDS[4]!, counts: counts(`ANON-${n}`, n) }));
    await Promise.all(many.map((record) => writer.append([record as JournalRecord], false)));
    await writer.close();
    assert.deepEqual((await readJournal(file()))?.records, many);
  });
});

/** Where the line of a record ends, its line break included. */
function endOf(index: number, journal: Buffer): number {
  let end = 0;
  for (let line = 0; line <= index; line++) end = journal.indexOf('\n', end) + 1;
  return end;
}
