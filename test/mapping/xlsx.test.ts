import assert from 'node:assert/strict';
import { Workbook, type CellValue as ExcelValue } from 'exceljs';
import fc from 'fast-check';
import JSZip from 'jszip';
import { type CellValue, makeRow, type Sheet } from '../../src/core/mapping/sheet';
import { readXlsx } from '../../src/core/mapping/xlsx-reader';
import { writeXlsx } from '../../src/core/mapping/xlsx-writer';

type Rows = readonly (readonly (CellValue | undefined)[])[];

const SAVED = new Date('2026-11-22T10:15:00Z');
const TEXTS = [
  '=1+1',
  '007',
  'Ünïcödé',
  ' '.repeat(64),
  '山田^太郎',
  '😀',
  'a\nb',
  '<b>&amp;</b>',
  '_x0041_',
  '\r',
];

function sheet(name: string, rows: Rows): Sheet {
  return { name, state: 'visible', rows: rows.map((values, at) => makeRow(at + 1, values)) };
}

/** The cells of each sheet by row and column, as plain data. */
function valuesOf(sheets: readonly Sheet[]): Record<string, unknown> {
  const rowsOf = ({ rows }: Sheet) => Array.from(rows, ({ number, cells }) => [number, [...cells]] as const);
  return Object.fromEntries(sheets.map((each) => [each.name, rowsOf(each)]));
}

async function writtenByExceljs(fill: (workbook: Workbook) => void): Promise<Uint8Array> {
  const workbook = new Workbook();
  fill(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

async function readByExceljs(bytes: Uint8Array): Promise<Record<string, unknown>> {
  const workbook = new Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  const rowsOf = (each: Workbook['worksheets'][number]): unknown[] => {
    const rows: [number, [number, ExcelValue][]][] = [];
    each.eachRow((row, number) => {
      const cells: [number, ExcelValue][] = [];
      row.eachCell((cell, column) => cells.push([column, cell.value]));
      rows.push([number, cells]);
    });
    return rows;
  };
  return Object.fromEntries(workbook.worksheets.map((each) => [each.name, rowsOf(each)]));
}

const anyText = fc.oneof(
  fc.constantFrom(...TEXTS),
  // What XML can hold as it is: exceljs drops the rest.
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
);
const anyValue = fc.oneof(
  { weight: 3, arbitrary: anyText },
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  fc.integer(),
  fc.boolean(),
  fc.integer({ min: -10_000, max: 60_000 }).map((day) => new Date(day * 86_400_000)),
);
const anyRows = fc.array(fc.array(fc.option(anyValue, { nil: undefined }), { maxLength: 8 }), {
  maxLength: 12,
});

/** Excel's calendar begins in 1900, and its first two months are a day off. */
const isDateOfExcel = (value: CellValue | undefined): boolean =>
  !(value instanceof Date) || value.getTime() > Date.UTC(1900, 2, 1);

/** exceljs writes escapes and carriage returns as they are, which changes them. */
const isWrittenWell = (value: CellValue | undefined): boolean =>
  isDateOfExcel(value) && !(typeof value === 'string' && /_x|\r/.test(value));

function filledRows(rows: Rows): [number, [number, CellValue][]][] {
  return rows
    .map((values, at) => [at + 1, [...makeRow(at + 1, values).cells]] as [number, [number, CellValue][]])
    .filter(([, cells]) => cells.length > 0);
}

describe('an xlsx file', () => {
  it('that DicomAnon wrote is the same to exceljs, and to DicomAnon', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, anyRows, async (first, second) => {
        fc.pre([...first, ...second].flat().every(isDateOfExcel));
        const sheets = [sheet('Erstes', first), sheet('𠮷 & "2"', second)];
        const bytes = await writeXlsx(sheets, new Map(), SAVED);
        const expected = { Erstes: filledRows(first), '𠮷 & "2"': filledRows(second) };
        assert.deepEqual(await readByExceljs(bytes), expected);
        const read = await readXlsx(bytes);
        assert.deepEqual(valuesOf(read.sheets), expected);
        assert.deepEqual(read.modified, SAVED);
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });

  it('that exceljs wrote is the same to DicomAnon, with shared strings and without', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.boolean(), async (rows, useSharedStrings) => {
        fc.pre(rows.flat().every(isWrittenWell));
        const workbook = new Workbook();
        const added = workbook.addWorksheet('Werte');
        for (const values of rows) added.addRow(values.map((value) => value ?? null));
        const bytes = new Uint8Array(await workbook.xlsx.writeBuffer({ useSharedStrings, useStyles: true }));
        assert.deepEqual(valuesOf((await readXlsx(bytes)).sheets), { Werte: filledRows(rows) });
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });

  it('gives of a cell what it shows: text, results of formulas, codes of errors, dates of any format', async () => {
    const day = new Date('2024-02-29T00:00:00Z');
    const cells: readonly (readonly [given: ExcelValue, shown: CellValue | undefined, format?: string])[] = [
      [{ richText: [{ text: '00' }, { font: { bold: true }, text: '7 ' }] }, '007 '],
      [{ text: 'MRN-1', hyperlink: 'http://example.org/' }, 'MRN-1'],
      [{ formula: '1+1', result: 2 }, 2],
      [{ formula: '"0"&"07"', result: '007' }, '007'],
      [{ formula: 'TODAY()', result: day }, day, 'dd/mm/yyyy'],
      [{ formula: '1/0', result: { error: '#DIV/0!' } }, '#DIV/0!'],
      [{ formula: 'A1' }, '=A1'],
      [{ error: '#N/A' }, '#N/A'],
      [day, day, 'd. mmmm yyyy'],
      [new Date('2024-02-29T12:34:56Z'), new Date('2024-02-29T12:34:56Z'), '[$-407]hh:mm'],
      [45_351, 45_351, '0.00" days"'],
      [45_351, 45_351, '[Red]0'],
      [false, false],
      [0, 0],
      ['', undefined],
    ];
    const bytes = await writtenByExceljs((workbook) => {
      const added = workbook.addWorksheet('S');
      cells.forEach(([given, , format], at) => {
        const cell = added.getCell(at + 1, 2);
        if (format !== undefined) cell.style = { numFmt: format };
        cell.value = given;
      });
    });
    const [read] = (await readXlsx(bytes)).sheets;
    const shown = new Map(Array.from(read!.rows, ({ number, cells: row }) => [number, row.get(2)]));
    cells.forEach(([, expected], at) => assert.deepEqual(shown.get(at + 1), expected, `cell ${at}`));
  });

  it('that counts its dates from 1904 has the same days', async () => {
    const day = new Date('2024-02-29T00:00:00Z');
    const bytes = await writtenByExceljs((workbook) => {
      workbook.properties.date1904 = true;
      workbook.addWorksheet('S').addRow([day]);
    });
    assert.deepEqual(valuesOf((await readXlsx(bytes)).sheets), { S: [[1, [[1, day]]]] });
  });

  it('may have its rows and cells in any order, without references, and with prefixes', async () => {
    const read = await readSheetData(
      '<x:row r="3"><x:c r="C3"><x:v>3</x:v></x:c><x:c r="A3" t="inlineStr"><x:is><x:r><x:t>a</x:t></x:r>' +
        '<x:rPh sb="0" eb="1"><x:t>hint</x:t></x:rPh><x:r><x:t>_x0007_</x:t></x:r></x:is></x:c></x:row>' +
        '<x:row r="1"><x:c t="d"><x:v>2024-02-29T00:00:00</x:v></x:c><x:c t="str"><x:v>007</x:v></x:c></x:row>' +
        '<x:row><x:c t="b"><x:v>1</x:v></x:c><x:c r="A2"><x:v>5</x:v></x:c></x:row>',
    );
    assert.deepEqual(read, [
      [
        1,
        [
          [1, new Date('2024-02-29T00:00:00Z')],
          [2, '007'],
        ],
      ],
      [2, [[1, 5]]],
      [
        3,
        [
          [1, 'a\u0007'],
          [3, 3],
        ],
      ],
    ]);
  });

  it('is refused when a cell refers to a string that is not there', async () => {
    await assert.rejects(readSheetData('<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row>'));
  });
});

/** The rows of a workbook whose only sheet has this in its `sheetData`. */
async function readSheetData(rows: string): Promise<unknown> {
  const archive = new JSZip();
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  archive.file(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
  );
  archive.file(
    'xl/_rels/workbook.xml.rels',
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
      `<Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/one.xml"/></Relationships>`,
  );
  archive.file(
    'xl/worksheets/one.xml',
    `<x:worksheet xmlns:x="${main}"><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
  );
  const { sheets } = await readXlsx(await archive.generateAsync({ type: 'uint8array' }));
  return valuesOf(sheets)['S'];
}
