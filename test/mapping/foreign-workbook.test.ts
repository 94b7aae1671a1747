import assert from 'node:assert/strict';
import { join } from 'node:path';
import JSZip from 'jszip';
import { readFileSync, writeFileSync } from 'node:fs';
import { readWorkbook, writeWorkbook } from '../../src/core/mapping/workbook';
import { useTempFolder } from '../support/temp-folder';
import { runProgram } from '../support/tools';
import { mapping, patient, study } from './samples';

const WRITTEN = mapping({
  patients: [patient('ANON-0001', { patientId: '007', name: '山田^太郎 𠮷' }), patient('ANON-0002')],
  studies: [study('ANON-0001')],
});

/** Saves the workbook with all that exceljs trips over: comment, link, table, defined names, validation. */
const OPENPYXL_EDIT = `
import sys, openpyxl
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.workbook.defined_name import DefinedName
book = openpyxl.load_workbook(sys.argv[1])
sheet = book['Patients']
sheet['A2'].comment = Comment('seen', 'reader')
sheet['B3'].hyperlink = 'http://example.org/'
sheet['B3'].value = 'HOSP'
notes = book.create_sheet('Notes')
notes.append(['Name', 'Value'])
notes.append(['a', 1])
notes.add_table(Table(displayName='Table1', ref='A1:B2'))
notes.add_data_validation(DataValidation(type='list', formula1='"x,y"', sqref='C1'))
for name, text in (('Broken', '#REF!'), ('Formula', 'SUM(Notes!$B$1,2)')):
    try: book.defined_names.append(DefinedName(name, attr_text=text))
    except AttributeError: book.defined_names[name] = DefinedName(name, attr_text=text)
book.save(sys.argv[1])
`;

describe('a workbook that another program saved', () => {
  const folder = useTempFolder();
  const file = (): string => join(folder(), 'mapping.xlsx');

  it('is read after openpyxl has saved it with comments, links, tables and broken names', async function () {
    const check = runProgram('/usr/bin/python3', 'python3', ['-c', 'import openpyxl']);
    if (check.kind !== 'ran' || check.code !== 0) this.skip();
    await writeWorkbook(file(), WRITTEN);
    const run = runProgram('/usr/bin/python3', 'python3', ['-W', 'ignore', '-c', OPENPYXL_EDIT, file()]);
    assert.ok(run.kind === 'ran' && run.code === 0, JSON.stringify(run));
    const read = await readWorkbook(file());
    assert.deepEqual(read?.key, WRITTEN.key);
    assert.deepEqual(read?.patients, [WRITTEN.patients[0], { ...WRITTEN.patients[1], issuer: 'HOSP' }]);
    assert.deepEqual(read?.studies, WRITTEN.studies);
    assert.deepEqual(
      read?.extras.sheets.map((sheet) => [sheet.name, sheet.rows.length]),
      [['Notes', 2]],
    );
    assert.equal(read?.fingerprint.edited, true);
  });

  it('is read by openpyxl with the values that were written', async function () {
    const script =
      "import sys, json, openpyxl; s = openpyxl.load_workbook(sys.argv[1])['Patients'];" +
      'print(json.dumps([[c.value for c in r[:4]] + [r[0].data_type, r[0].number_format] for r in s.iter_rows(min_row=2)]))';
    const patients = ['007', '=1+1', ' pad ', 'a\nb'].map((patientId, n) =>
      patient(`ANON-${n}`, { patientId }),
    );
    await writeWorkbook(file(), mapping({ patients }));
    const run = runProgram('/usr/bin/python3', 'python3', ['-W', 'ignore', '-c', script, file()]);
    if (run.kind === 'missing' || run.stderr.includes('ModuleNotFoundError')) return this.skip();
    assert.deepEqual(
      JSON.parse(run.stdout),
      patients.map((each) => [each.patientId, null, 'Doe^Jane', '19561103', 's', '@']),
    );
  });

  it('is read when it names its parts as LibreOffice does and writes strings in place', async () => {
    await writeWorkbook(file(), WRITTEN);
    await rewriteLikeAnotherWriter(file());
    const read = await readWorkbook(file());
    assert.deepEqual(read?.patients, WRITTEN.patients);
    assert.deepEqual(read?.studies, WRITTEN.studies);
    assert.deepEqual(read?.key, WRITTEN.key);
  });
});

/** Inline strings instead of shared ones, no core properties, absolute targets, a table that is not there. */
async function rewriteLikeAnotherWriter(path: string): Promise<void> {
  const archive = await JSZip.loadAsync(readFileSync(path));
  const text = async (name: string): Promise<string> => (await archive.file(name)!.async('string')) ?? '';
  const strings = [...(await text('xl/sharedStrings.xml')).matchAll(/<si>(.*?)<\/si>/gs)].map(
    (match) => match[1],
  );
  for (const name of Object.keys(archive.files).filter((each) => /worksheets\/sheet\d+\.xml$/.test(each))) {
    const inline = (await text(name))
      .replace(
        / t="s"><v>(\d+)<\/v>/g,
        (_, index: string) => ` t="inlineStr"><is>${strings[Number(index)]}</is>`,
      )
      .replace('</worksheet>', '<tableParts count="1"><tablePart r:id="rId9"/></tableParts></worksheet>');
    archive.file(name, Buffer.from(inline));
  }
  const rels = await text('xl/_rels/workbook.xml.rels');
  archive.file(
    'xl/_rels/workbook.xml.rels',
    rels.replaceAll('Target="worksheets/', 'Target="/xl/worksheets/'),
  );
  archive.remove('docProps/core.xml').remove('xl/sharedStrings.xml');
  writeFileSync(path, await archive.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }));
}
