import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { UserError } from '../../src/core/errors';
import { readWorkbook, writeWorkbook } from '../../src/core/mapping/workbook';
import { useTempFolder } from '../support/temp-folder';
import { mapping, patient, run, study } from './samples';
import { editSpreadsheet, makeSpreadsheet, sheetOf } from './spreadsheets';

describe('a workbook that is refused', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'mapping.xlsx');

  async function assertRefused(code: string): Promise<void> {
    await assert.rejects(readWorkbook(file()), (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.code, code);
      assert.ok(error.message.includes('"mapping.xlsx"') && error.remedy.length > 20);
      assert.ok(!/Doe|P-ANON|\/data/.test(error.message + error.remedy), 'names no patient');
      return true;
    });
  }

  it('is empty, no archive, or another kind of archive', async () => {
    for (const bytes of ['', 'not a workbook', 'PK\x03\x04 broken']) {
      writeFileSync(file(), bytes);
      await assertRefused('workbook-corrupt');
    }
  });

  it('is protected with a password', async () => {
    writeFileSync(file(), Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'));
    await assert.rejects(readWorkbook(file()), /protected with a password/);
  });

  it('is a folder', async () => {
    mkdirSync(file());
    await assertRefused('workbook-corrupt');
  });

  it('was cut off at any point', async () => {
    await writeWorkbook(file(), mapping({ patients: [patient('ANON-0001')] }));
    const whole = readFileSync(file());
    for (let length = 0; length < whole.length; length += 97) {
      writeFileSync(file(), whole.subarray(0, length));
      await assertRefused('workbook-corrupt');
    }
  });

  it('has a flipped bit anywhere in what it holds', async () => {
    const patients = Array.from({ length: 50 }, (_, n) => patient(`ANON-${n}`));
    await writeWorkbook(file(), mapping({ patients, studies: [study('ANON-1')], runs: [run('r1')] }));
    const expected = await readWorkbook(file());
    const whole = readFileSync(file());
    for (let at = 30; at < whole.length; at += 211) {
      const broken = Buffer.from(whole);
      broken[at] = broken[at]! ^ 0x10;
      writeFileSync(file(), broken);
      const outcome = await readWorkbook(file()).catch((error: unknown) => error);
      if (outcome instanceof UserError) continue;
      assert.ok(!(outcome instanceof Error), `byte ${at}`);
      // Time stamps and unused parts of the archive may differ; values never do.
      assert.deepEqual({ ...outcome!, fingerprint: 0 }, { ...expected!, fingerprint: 0 }, `byte ${at}`);
    }
  });

  it('has one wrong letter in what another program stored without compression', async () => {
    await writeWorkbook(file(), mapping({ patients: [patient('ANON-0001')] }));
    const archive = await JSZip.loadAsync(readFileSync(file()));
    const bytes = await archive.generateAsync({ type: 'nodebuffer', compression: 'STORE' });
    bytes.write('P-ANON-0002', bytes.indexOf('P-ANON-0001'));
    writeFileSync(file(), bytes);
    await assertRefused('workbook-corrupt');
  });

  it('is an Excel file of something else', async () => {
    await makeSpreadsheet(file(), { Sheet1: [['Shopping'], ['Milk']] });
    await assertRefused('workbook-corrupt');
  });

  it('holds patients, but its key sheet was deleted', async () => {
    await writeWorkbook(file(), mapping({ patients: [patient('ANON-0001')] }));
    await editSpreadsheet(file(), (workbook) => workbook.removeWorksheet(sheetOf(workbook, 'Key').id));
    await assertRefused('workbook-without-key');
  });

  it('holds patients, but a garbled key', async () => {
    await writeWorkbook(file(), mapping({ patients: [patient('ANON-0001')] }));
    await editSpreadsheet(file(), (workbook) => {
      sheetOf(workbook, 'Key').getCell('B4').value = 'a5a5';
    });
    await assertRefused('workbook-without-key');
  });

  it('holds studies without their key', async () => {
    await writeWorkbook(file(), mapping({ studies: [study('ANON-0001')] }));
    await editSpreadsheet(file(), (workbook) => {
      sheetOf(workbook, 'Key').getCell('B4').value = '';
    });
    await assertRefused('workbook-without-key');
  });

  it('lost one of its sheets or columns', async () => {
    for (const sheet of ['Patients', 'Studies', 'Runs']) {
      await writeWorkbook(file(), mapping({ patients: [patient('ANON-0001')] }));
      await editSpreadsheet(file(), (workbook) => {
        sheetOf(workbook, sheet).name = 'Renamed';
      });
      await assertRefused('workbook-corrupt');
    }
    await writeWorkbook(file(), mapping({ patients: [patient('ANON-0001')] }));
    await editSpreadsheet(file(), (workbook) => sheetOf(workbook, 'Patients').spliceColumns(7, 1));
    await assertRefused('workbook-corrupt');
  });

  it('was written by a newer version', async () => {
    for (const version of [2, 'unknown']) {
      await writeWorkbook(file(), mapping());
      await editSpreadsheet(file(), (workbook) => {
        sheetOf(workbook, 'Key').getCell('B3').value = version;
      });
      await assertRefused('workbook-newer');
    }
  });
});
