import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/core/errors';
import { type IdListFile, readIdList } from '../../src/core/mapping/id-list-file';
import { useTempFolder } from '../support/temp-folder';
import { makeSpreadsheet } from './spreadsheets';

describe('the list of fixed IDs', () => {
  const folder = useTempFolder();

  function csv(content: string | Uint8Array, more: Partial<IdListFile> = {}): Promise<readonly string[]> {
    const file = join(folder(), 'ids.csv');
    writeFileSync(file, content);
    return read({ file, from: 'MRN', to: 'Subject', ...more });
  }

  async function read(list: IdListFile): Promise<readonly string[]> {
    const entries = await readIdList(list);
    return entries.map(({ patientId, issuer, anonymisedId }) =>
      [patientId, ...(issuer === undefined ? [] : [issuer]), anonymisedId].join('|'),
    );
  }

  const refused = (part: RegExp) => (error: unknown) =>
    error instanceof UserError &&
    error.code === 'patient-ids' &&
    part.test(error.message) &&
    error.remedy !== '';

  it('is read from CSV, whatever its delimiter, quotes, line ends and order of columns', async () => {
    const expected = ['007|S1', 'a,b|S2', '8;9|S3'];
    assert.deepEqual(await csv('MRN,Subject\n007,S1\n"a,b",S2\n8;9,S3\n'), expected);
    assert.deepEqual(await csv('\uFEFFSubject;Note;MRN\r\nS1;x;007\r\nS2;;a,b\r\n\r\nS3;;"8;9"'), expected);
    assert.deepEqual(await csv('mrn \tSUBJECT\n007\tS1\na,b\tS2\n8;9\tS3\n'), expected);
    assert.deepEqual(await csv('List of our patients\nMRN,Subject\n007,S1\n'), ['007|S1']);
  });

  it('is read in the encodings that spreadsheet programs write', async () => {
    assert.deepEqual(await csv('MRN,Subject\nMüller,S1\n'), ['Müller|S1']);
    assert.deepEqual(await csv(Buffer.from('MRN,Subject\nM\xfcller,S1\n', 'latin1')), ['Müller|S1']);
    assert.deepEqual(await csv(Buffer.from('\uFEFFMRN\tSubject\nMüller\tS1\n', 'utf16le')), ['Müller|S1']);
  });

  it('is read from Excel, numbers as they look', async () => {
    const file = join(folder(), 'ids.xlsx');
    await makeSpreadsheet(file, {
      Notes: [['nothing here']],
      Patients: [
        ['Subject', 'MRN'],
        ['S1', 7],
        ['S2', '007'],
        ['S3', 1234567890123],
      ],
    });
    const list = { file, from: 'MRN', to: 'Subject' };
    assert.deepEqual(await read({ ...list, sheet: 'patients' }), ['7|S1', '007|S2', '1234567890123|S3']);
    await assert.rejects(read(list), refused(/lacks one of the columns "MRN", "Subject"/));
    await assert.rejects(read({ ...list, sheet: 'Nope' }), refused(/no such sheet/));
  });

  it('may tell patients of several issuers apart', async () => {
    const text = 'MRN,Issuer,Subject\n1,North,S1\n1,South,S2\n';
    assert.deepEqual(await csv(text, { issuer: 'Issuer' }), ['1|North|S1', '1|South|S2']);
    await assert.rejects(csv(text), refused(/gives a patient a second ID: row 3/));
  });

  it('may have rows without an ID to give, and the same row twice', async () => {
    assert.deepEqual(await csv('MRN,Subject\n1,S1\n2,\n1,S1\n'), ['1|S1']);
  });

  it('is refused with the rows that are wrong, and without what stands in them', async () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['MRN,Subject\n1,S1\n1,S2\n', /second ID: row 3/],
      ['MRN,Subject\nSECRET,S1\nSECRET2,s1\n', /to a second patient: row 3/],
      ['MRN,Subject\n,S1\n', /without a patient: row 2/],
      [
        'MRN,Subject\n1,a\\b\n2,a/b\n3,a^b\n4,..\n5,ä\n',
        /can't stand in DICOM and in file names: rows 2, 3, 4, 5, 6/,
      ],
      [
        `MRN,Subject\n${',S1\n'.repeat(12)}`,
        /without a patient: rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more/,
      ],
      [`MRN,Subject\n1,${'x'.repeat(65)}\n`, /can't stand/],
      ['SECRET,Doe\n1,S1\n', /lacks one of the columns "MRN", "Subject"/],
      ['', /lacks one of the columns/],
      ['MRN,Subject\n"1,S1\n', /no intact CSV|lacks/],
    ];
    for (const [text, expected] of wrong) {
      await assert.rejects(csv(text), refused(expected), text);
      await csv(text).catch((error: UserError) =>
        assert.doesNotMatch(error.message + error.remedy, /SECRET|Doe/),
      );
    }
  });

  it('is refused when it is no such file', async () => {
    const list = { from: 'MRN', to: 'Subject' };
    await assert.rejects(read({ ...list, file: join(folder(), 'missing.csv') }), refused(/can't be read/));
    await assert.rejects(read({ ...list, file: folder() }), refused(/can't be read/));
    writeFileSync(join(folder(), 'ids.xlsx'), 'MRN,Subject\n');
    await assert.rejects(
      read({ ...list, file: join(folder(), 'ids.xlsx') }),
      refused(/no intact Excel file/),
    );
  });
});
