import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRegister } from '../../src/core/mapping/register';
import { readWorkbook, writeWorkbook, type ReadWorkbook } from '../../src/core/mapping/workbook';
import { useTempFolder } from '../support/temp-folder';
import { identity, mapping } from './samples';
import { columnOf, makeSpreadsheet, openSpreadsheet, sheetOf } from './spreadsheets';

const HEADER = [
  '',
  'patient_id',
  'anon_patient_dir_name',
  'anon_patient_id',
  'total_session_count',
  'valid_file_count',
  'invalid_file_count',
  'last_updated',
];
const ROWS = [
  [0, 1234567, 'Brain-0001', 1, 2, 480, 3, '2023-05-01 10:15:00'],
  [1, '0098', 'Brain-0002', 2, 1, 120, 0, '2023-05-02 11:00:00'],
];

describe('a workbook of the RMIT anonymiser', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'dicom-anon-mapping.xlsx');

  async function read(): Promise<ReadWorkbook> {
    const workbook = await readWorkbook(file());
    assert.ok(workbook !== undefined);
    return workbook;
  }

  it('is continued: its patients keep the name that stands in their files', async () => {
    await makeSpreadsheet(file(), { Sheet1: [HEADER, ...ROWS] });
    const { origin, key, patients } = await read();
    assert.equal(origin, 'rmit');
    assert.equal(key, undefined);
    const register = createRegister({ patients, studies: [] });
    assert.equal(register.lookup(identity('1234567')), 'Brain-0001');
    assert.equal(register.assign(identity('0098')), 'Brain-0002');
    assert.equal(register.lookup(identity('98')), undefined);
    assert.equal(register.assign(identity('new')), 'ANON-0003');
  });

  it('is continued: files and failures count on', async () => {
    await makeSpreadsheet(file(), { Sheet1: [HEADER, ...ROWS] });
    const [first] = (await read()).patients;
    assert.deepEqual([first?.files, first?.failed, first?.lastUpdated], [480, 3, '2023-05-01 10:15:00']);
  });

  it('keeps every other column by value, but not the row numbers of pandas', async () => {
    await makeSpreadsheet(file(), { Sheet1: [[...HEADER, 'remark'], [...ROWS[0]!, 'ok'], ROWS[1]!] });
    const { patients, extras, fingerprint } = await read();
    await writeWorkbook(file(), mapping({ patients }), extras, fingerprint);
    const sheet = sheetOf(await openSpreadsheet(file()), 'Patients');
    const values = [...HEADER.slice(2), 'remark'].map(
      (name) => sheet.getCell(2, columnOf(sheet, name)).value,
    );
    assert.deepEqual(values, [...ROWS[0]!.slice(2), 'ok']);
    const again = await read();
    assert.equal(again.origin, 'dicomanon');
    assert.deepEqual(again.patients, patients);
    assert.deepEqual(again.extras.patients.headers, [...HEADER.slice(2), 'remark']);
  });

  it('is kept as a backup', async () => {
    await makeSpreadsheet(file(), { Sheet1: [HEADER, ...ROWS] });
    const original = readFileSync(file());
    const { patients, extras, fingerprint } = await read();
    const saved = await writeWorkbook(file(), mapping({ patients }), extras, fingerprint);
    assert.ok(!saved.beside && saved.backup !== undefined);
    assert.deepEqual(readFileSync(saved.backup), original);
  });

  it('is recognised without index, without a number, and behind another sheet', async () => {
    const rows = [
      ['patient_id', 'anon_patient_dir_name', 'date_offset_days'],
      [77, 'Case-A', -12],
    ];
    await makeSpreadsheet(file(), { 'DO NOT EDIT': [['READ THIS FIRST'], ['Key']], mapping: rows });
    const { origin, patients, extras } = await read();
    assert.equal(origin, 'rmit');
    assert.deepEqual([patients[0]?.patientId, patients[0]?.anonymisedId], ['77', 'Case-A']);
    assert.deepEqual(extras.patients.headers, ['anon_patient_dir_name', 'date_offset_days']);
    assert.deepEqual(
      extras.sheets.map((sheet) => sheet.name),
      ['DO NOT EDIT'],
    );
  });

  it('falls back on the number where there is no name', async () => {
    await makeSpreadsheet(file(), {
      Sheet1: [
        ['patient_id', 'anon_patient_id'],
        ['A', 12],
      ],
    });
    const { patients } = await read();
    assert.equal(patients[0]?.anonymisedId, '12');
    assert.equal(createRegister({ patients, studies: [] }).assign(identity('B')), 'ANON-0001');
  });

  it('keeps a sheet of the user that bears the name of one of ours', async () => {
    await makeSpreadsheet(file(), { Sheet1: [HEADER, ...ROWS], Key: [['mine']], runs: [['2019']] });
    const { patients, extras, fingerprint } = await read();
    await writeWorkbook(file(), mapping({ patients }), extras, fingerprint);
    const workbook = await openSpreadsheet(file());
    assert.equal(sheetOf(workbook, 'Key (2)').getCell('A1').value, 'mine');
    assert.equal(sheetOf(workbook, 'runs (2)').getCell('A1').value, '2019');
    assert.equal((await read()).extras.sheets.length, 2);
  });
});
