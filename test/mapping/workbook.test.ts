import assert from 'node:assert/strict';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { CellFormulaValue } from 'exceljs';
import { NO_EXTRAS } from '../../src/core/mapping/carry-over';
import type { Mapping, PatientRecord } from '../../src/core/mapping/model';
import { readWorkbook, writeWorkbook, type ReadWorkbook } from '../../src/core/mapping/workbook';
import { useTempFolder } from '../support/temp-folder';
import { KEY, mapping, patient, run, study } from './samples';
import { openSpreadsheet, sheetOf } from './spreadsheets';

const HOSTILE = [
  '',
  '007',
  '7',
  '0',
  '=1+1',
  '=HYPERLINK("http://example.org")',
  '+49 170',
  '-1',
  '@SUM(A1)',
  "'quoted",
  ' '.repeat(64),
  ' padded ',
  'Ünïcödé',
  '山田^太郎=やまだ^たろう',
  'Wang^XiaoDong=王^小东',
  '👩‍⚕️',
  'a\nb',
  'a\r\nb\r',
  '\t',
  '\0',
  'a\x01\x1b\x7f\x85\u2028',
  '\ud800',
  '\udc00\ud800',
  '\ufffe\uffff',
  '_x0041_',
  '_x000D_\r',
  '<a href="x">&amp;</a>',
  ']]>',
  '__proto__',
  'TRUE',
  '1e5',
  '2024-02-29',
  '12345678901234567890',
  'x'.repeat(10_000),
];

describe('mapping workbook', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'mapping.xlsx');

  async function roundTrip(written: Mapping): Promise<ReadWorkbook> {
    await writeWorkbook(file(), written);
    const read = await readWorkbook(file());
    assert.ok(read !== undefined);
    return read;
  }

  it('gives back the mapping that was written', async () => {
    const written = mapping({
      patients: [
        patient('ANON-0001', {
          files: 12,
          skipped: 3,
          failed: 1,
          firstAnonymised: '2026-11-22T10:15:00.000Z',
        }),
        patient('ANON-0002', { kind: 'name', patientId: '', issuer: '' }),
        patient('ANON-0003', {
          kind: 'folder',
          patientId: '',
          name: '',
          birthDate: '',
          folder: '/data/source/b',
        }),
      ],
      studies: [study('ANON-0001'), study('ANON-0001', '2'), study('ANON-0002', '3')],
      runs: [run('r1'), run('r2', { state: 'interrupted', ended: '' })],
    });
    const { key, patients, studies, runs, origin, extras, fingerprint } = await roundTrip(written);
    assert.deepEqual({ key, patients, studies, runs }, written);
    assert.equal(origin, 'dicomanon');
    assert.deepEqual(extras, NO_EXTRAS);
    assert.equal(fingerprint.edited, false);
  });

  it('gives back an empty mapping with its key', async () => {
    const { key, patients } = await roundTrip(mapping());
    assert.deepEqual(key, KEY);
    assert.deepEqual(patients, []);
  });

  it('has nothing to read where there is no workbook', async () => {
    assert.equal(await readWorkbook(file()), undefined);
  });

  it('keeps every hostile text exactly, in every text column', async () => {
    const patients = HOSTILE.map((text, index) =>
      patient(`ANON-${index}${text}`, {
        patientId: text,
        issuer: text,
        name: text,
        birthDate: text,
        folder: text,
        sourceFolder: text,
        destinationFolder: text,
        firstAnonymised: text,
        lastUpdated: text,
      }),
    );
    const studies = HOSTILE.map((text, index) =>
      study(text, `${index}`, {
        accessionNumber: text,
        studyDate: text,
        newStudyDate: text,
        description: text,
      }),
    );
    const read = await roundTrip(mapping({ patients, studies }));
    assert.deepEqual(read.patients, patients);
    assert.deepEqual(read.studies, studies);
    assert.equal(read.fingerprint.edited, false);
  });

  it('keeps any text exactly', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom(...HOSTILE),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
        .map((codes) => String.fromCharCode(...codes)),
    );
    const record: fc.Arbitrary<PatientRecord> = fc
      .record({ patientId: text, issuer: text, name: text, birthDate: text, folder: text, id: text })
      .map(({ id, ...fields }) => patient(`ANON-${id}`, fields));
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 40 }), async (patients) => {
        const read = await roundTrip(mapping({ patients }));
        assert.deepEqual(read.patients, patients);
        assert.equal(read.fingerprint.edited, false);
      }),
      { seed: 20260104, numRuns: 60 },
    );
  });

  it('shows a text that no cell can hold cut, and keeps the whole', async () => {
    const long = `${'x'.repeat(40_000)}1`;
    const alike = `${'x'.repeat(40_000)}2`;
    const longest = '😀'.repeat(50_000);
    const patients = [long, alike, longest].map((patientId, n) => patient(`ANON-000${n}`, { patientId }));
    const read = await roundTrip(mapping({ patients }));
    assert.deepEqual(read.patients, patients);
    assert.equal(read.fingerprint.edited, false);
    const shown = sheetOf(await openSpreadsheet(file()), 'Patients').getCell('A2').text;
    assert.ok(shown.length <= 32_767 && shown.startsWith('xxx'));
  });

  it('keeps characters beyond the Basic Multilingual Plane wherever they lie in a large workbook', async () => {
    const patients = Array.from({ length: 4000 }, (_, n) =>
      patient(`ANON-${n}`, { name: `${'x'.repeat(n % 7)}𠮷野${n}` }),
    );
    assert.deepEqual((await roundTrip(mapping({ patients }))).patients, patients);
  });

  it('does not take a text for a cut one because it looks like one', async () => {
    const long = 'x'.repeat(40_000);
    await writeWorkbook(file(), mapping({ patients: [patient('ANON-0001', { patientId: long })] }));
    const shown = sheetOf(await openSpreadsheet(file()), 'Patients').getCell('A2').text;
    const patients = [patient('ANON-0001', { patientId: long }), patient('ANON-0002', { patientId: shown })];
    assert.deepEqual((await roundTrip(mapping({ patients }))).patients, patients);
  });

  it('never writes a formula', async () => {
    const patients = HOSTILE.map((text, index) => patient(`ANON-${index}`, { patientId: text, name: text }));
    await writeWorkbook(file(), mapping({ patients }));
    for (const sheet of (await openSpreadsheet(file())).worksheets) {
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          assert.equal((cell.value as CellFormulaValue | null)?.formula, undefined, cell.address);
        }),
      );
    }
  });

  it('has a frozen header, a filter, and text format in every cell of an ID, UID or date', async () => {
    await writeWorkbook(file(), mapping({ patients: [patient('ANON-0001')], studies: [study('ANON-0001')] }));
    const workbook = await openSpreadsheet(file());
    for (const name of ['Patients', 'Studies', 'Runs']) {
      const sheet = sheetOf(workbook, name);
      assert.equal(sheet.views[0]?.state, 'frozen');
      assert.ok(sheet.autoFilter !== undefined);
    }
    const formats = ['A2', 'B2', 'D2', 'G2'].map(
      (cell) => sheetOf(workbook, 'Patients').getCell(cell).numFmt,
    );
    assert.deepEqual(formats, ['@', '@', '@', '@']);
    assert.equal(sheetOf(workbook, 'Studies').getCell('B2').numFmt, '@');
    assert.equal(sheetOf(workbook, 'Studies').getColumn(2).numFmt, '@');
  });

  it('hides the key from everybody who only looks', async () => {
    await writeWorkbook(file(), mapping());
    const workbook = await openSpreadsheet(file());
    assert.equal(sheetOf(workbook, 'Key').state, 'veryHidden');
    assert.deepEqual(
      workbook.worksheets.map((sheet) => sheet.name),
      ['Patients', 'Studies', 'Runs', 'Key'],
    );
  });

  it('counts the studies of each patient', async () => {
    const studies = [study('ANON-0001', '1'), study('ANON-0001', '2')];
    await writeWorkbook(file(), mapping({ patients: [patient('ANON-0001'), patient('ANON-0002')], studies }));
    const sheet = sheetOf(await openSpreadsheet(file()), 'Patients');
    assert.deepEqual(
      [sheet.getCell('J1').value, sheet.getCell('J2').value, sheet.getCell('J3').value],
      ['Studies', 2, 0],
    );
  });

  it('is readable by its owner only, and leaves no other file', async function () {
    if (process.platform === 'win32') this.skip();
    await writeWorkbook(file(), mapping());
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder()), ['mapping.xlsx']);
  });

  it('makes a workbook private that others could read', async function () {
    if (process.platform === 'win32') this.skip();
    await writeWorkbook(file(), mapping());
    const read = await readWorkbook(file());
    writeFileSync(join(folder(), 'mapping.saving.tmp'), 'left over', { mode: 0o644 });
    await writeWorkbook(file(), mapping(), NO_EXTRAS, read?.fingerprint);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
  });

  it('gives back 10,000 patients and 20,000 studies', async function () {
    this.timeout(120_000);
    const patients = Array.from({ length: 10_000 }, (_, n) => patient(`ANON-${n}`, { patientId: `0${n}` }));
    const studies = patients.flatMap((p, n) => [
      study(p.anonymisedId, `${n}.1`),
      study(p.anonymisedId, `${n}.2`),
    ]);
    const read = await roundTrip(mapping({ patients, studies }));
    assert.deepEqual(read.patients, patients);
    assert.deepEqual(read.studies, studies);
  });
});
