import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWorkbook, writeWorkbook, type ReadWorkbook } from '../../src/core/mapping/workbook';
import { useTempFolder } from '../support/temp-folder';
import { mapping, patient, run, study } from './samples';
import { columnOf, editSpreadsheet, openSpreadsheet, sheetOf } from './spreadsheets';

const WRITTEN = mapping({
  patients: [patient('ANON-0001'), patient('ANON-0002'), patient('ANON-0003')],
  studies: [study('ANON-0001', '1'), study('ANON-0002', '2')],
  runs: [run('r1')],
});

describe('a mapping workbook that a user edited', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'mapping.xlsx');

  beforeEach(async () => {
    await writeWorkbook(file(), WRITTEN);
  });

  async function read(): Promise<ReadWorkbook> {
    const workbook = await readWorkbook(file());
    assert.ok(workbook !== undefined);
    return workbook;
  }

  async function writeAgain({ fingerprint, extras, patients, studies, runs }: ReadWorkbook): Promise<void> {
    await writeWorkbook(file(), mapping({ patients, studies, runs }), extras, fingerprint);
  }

  it('is noticed as edited when a value changed', async () => {
    await editSpreadsheet(file(), (workbook) => {
      sheetOf(workbook, 'Patients').getCell('C2').value = 'Doe^John';
    });
    const { fingerprint, patients } = await read();
    assert.equal(fingerprint.edited, true);
    assert.equal(patients[0]?.name, 'Doe^John');
  });

  it('is noticed as edited when another program only saved it', async () => {
    await editSpreadsheet(file(), () => undefined);
    assert.equal((await read()).fingerprint.edited, true);
  });

  it('is read by header, whatever the order and the case of the columns', async () => {
    await editSpreadsheet(file(), (workbook) => {
      const sheet = sheetOf(workbook, 'Patients');
      const last = sheet.columnCount;
      sheet.eachRow((row) => {
        const values = Array.from({ length: last }, (_, index) => row.getCell(index + 1).value);
        values.reverse().forEach((value, index) => {
          row.getCell(index + 1).value = value;
        });
      });
      sheet.getCell(1, columnOf(sheet, 'Patient Name')).value = ' patient NAME ';
    });
    assert.deepEqual((await read()).patients, WRITTEN.patients);
  });

  it('is read when rows were reordered, deleted and inserted above the header', async () => {
    await editSpreadsheet(file(), (workbook) => {
      const sheet = sheetOf(workbook, 'Patients');
      sheet.spliceRows(3, 1);
      sheet.spliceRows(1, 0, Array<string>(8).fill('Our mapping'), []);
    });
    const { patients } = await read();
    assert.deepEqual(
      patients.map((each) => each.anonymisedId),
      ['ANON-0001', 'ANON-0003'],
    );
  });

  it('reads rich text, numbers, links and formulas in an ID cell as the text that they show', async () => {
    await editSpreadsheet(file(), (workbook) => {
      const sheet = sheetOf(workbook, 'Patients');
      sheet.getCell('A2').value = { richText: [{ text: '00' }, { font: { bold: true }, text: '7' }] };
      sheet.getCell('A3').value = 7;
      sheet.getCell('A4').value = { text: 'MRN-1', hyperlink: 'http://example.org/' };
      sheet.getCell('D2').style = { numFmt: 'dd/mm/yyyy' };
      sheet.getCell('D2').value = new Date('1956-11-03T00:00:00Z');
      sheet.getCell('B2').value = { formula: 'A3&"x"', result: '7x' };
      sheet.getCell('B3').value = { error: '#N/A' };
    });
    const { patients } = await read();
    assert.deepEqual(
      patients.map((each) => each.patientId),
      ['007', '7', 'MRN-1'],
    );
    assert.equal(patients[0]?.birthDate, '19561103');
    assert.deepEqual([patients[0]?.issuer, patients[1]?.issuer], ['7x', '#N/A']);
  });

  it('takes a row that a user typed, and finds out how the patient is identified', async () => {
    await editSpreadsheet(file(), (workbook) => {
      const sheet = sheetOf(workbook, 'Patients');
      sheet.getCell(5, columnOf(sheet, 'Patient Name')).value = 'Roe^Richard';
      sheet.getCell(5, columnOf(sheet, 'Anonymised ID')).value = 'ANON-0009';
    });
    const added = (await read()).patients[3];
    assert.deepEqual([added?.kind, added?.name, added?.anonymisedId], ['name', 'Roe^Richard', 'ANON-0009']);
  });

  it('keeps columns that the user added beside the rows that they belong to', async () => {
    await editSpreadsheet(file(), (workbook) => {
      const sheet = sheetOf(workbook, 'Patients');
      const next = sheet.columnCount + 1;
      sheet.getCell(1, next).value = 'Diagnosis';
      sheet.getCell(2, next).value = '=C34.1';
      sheet.getCell(4, next).value = 12.5;
      sheet.getCell(1, next + 1).value = 'Consent';
      sheet.getCell(3, next + 1).value = new Date('2024-02-29T00:00:00Z');
      sheet.getCell(4, next + 2).value = 'no header';
    });
    const first = await read();
    await writeAgain({ ...first, patients: [...first.patients].reverse() });
    const sheet = sheetOf(await openSpreadsheet(file()), 'Patients');
    const at = (row: number, header: string): unknown => sheet.getCell(row, columnOf(sheet, header)).value;
    assert.deepEqual([at(4, 'Diagnosis'), at(2, 'Diagnosis'), at(3, 'Diagnosis')], ['=C34.1', 12.5, null]);
    assert.deepEqual(at(3, 'Consent'), new Date('2024-02-29T00:00:00Z'));
    assert.equal(sheet.getCell(2, columnOf(sheet, 'Consent') + 1).value, 'no header');
    const second = await read();
    assert.deepEqual(second.extras.patients.headers, first.extras.patients.headers);
    assert.equal(second.fingerprint.edited, false);
  });

  it('keeps two patients merged under one anonymised ID, each with their own notes', async () => {
    await editSpreadsheet(file(), (workbook) => {
      const sheet = sheetOf(workbook, 'Patients');
      sheet.getCell(3, columnOf(sheet, 'Anonymised ID')).value = 'ANON-0001';
      sheet.getCell('P1').value = 'Note';
      sheet.getCell('P3').value = 'second';
    });
    await writeAgain(await read());
    const again = await read();
    assert.deepEqual(
      again.patients.map((each) => [each.patientId, each.anonymisedId]),
      [
        ['P-ANON-0001', 'ANON-0001'],
        ['P-ANON-0002', 'ANON-0001'],
        ['P-ANON-0003', 'ANON-0003'],
      ],
    );
    assert.equal(sheetOf(await openSpreadsheet(file()), 'Patients').getCell('P3').value, 'second');
  });

  it('keeps notes below the table, which are no patients', async () => {
    await editSpreadsheet(file(), (workbook) => {
      const sheet = sheetOf(workbook, 'Patients');
      sheet.getCell('A7').value = 'Checked by hand';
      sheet.getCell('P7').value = 42;
    });
    const first = await read();
    assert.equal(first.patients.length, 3);
    await writeAgain(first);
    const sheet = sheetOf(await openSpreadsheet(file()), 'Patients');
    assert.deepEqual([sheet.getCell('A5').value, sheet.getCell('P5').value], ['Checked by hand', 42]);
    assert.equal((await read()).patients.length, 3);
  });

  it('keeps the sheets that the user added, by value', async () => {
    await editSpreadsheet(file(), (workbook) => {
      const notes = workbook.addWorksheet('Notes', { state: 'hidden' });
      notes.getCell('C5').value = 'kept';
      notes.getCell('C6').value = { formula: '1+1', result: 2 };
      notes.getCell('A1').value = true;
      notes.getCell('B1').value = new Date('2024-02-29T10:15:00Z');
    });
    await writeAgain(await read());
    const sheet = sheetOf(await openSpreadsheet(file()), 'Notes');
    assert.equal(sheet.state, 'hidden');
    assert.deepEqual(
      ['C5', 'C6', 'A1', 'B1'].map((cell) => sheet.getCell(cell).value),
      ['kept', 2, true, new Date('2024-02-29T10:15:00Z')],
    );
    assert.equal((await read()).fingerprint.edited, false);
  });

  it('is kept as a dated backup before it is written again', async () => {
    await editSpreadsheet(file(), (workbook) => {
      sheetOf(workbook, 'Patients').getCell('C2').value = 'Doe^John';
    });
    const edited = readFileSync(file());
    const { fingerprint, extras } = await read();
    const now = (): Date => new Date(2026, 10, 22, 10, 15, 0);
    const result = await writeWorkbook(file(), WRITTEN, extras, fingerprint, { now });
    const backup = join(folder(), 'mapping.backup-2026-11-22T101500.xlsx');
    assert.deepEqual(result, { savedTo: file(), beside: false, backup });
    assert.deepEqual(readFileSync(backup), edited);
  });

  it('needs no backup when nobody touched it', async () => {
    await writeAgain(await read());
    assert.deepEqual(readdirSync(folder()), ['mapping.xlsx']);
  });
});
