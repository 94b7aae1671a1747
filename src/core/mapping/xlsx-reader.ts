import type { Cell, Workbook, Worksheet } from 'exceljs';
import type { CellValue, Row, Sheet } from './sheet';
import { inflateParts } from './xlsx-parts';

/** All the values of an xlsx file, and when its writer says that it was saved. */
export interface XlsxContent {
  readonly sheets: readonly Sheet[];
  readonly modified: Date | undefined;
}

/** The parts that hold values. exceljs throws on comments, tables and drawings of other writers, so it sees none. */
const PARTS_WITH_VALUES = new RegExp(
  '^/?(' +
    '\\[Content_Types\\]\\.xml|_rels/\\.rels|docProps/core\\.xml|xl/_rels/workbook\\.xml\\.rels|' +
    'xl/(workbook|sharedStrings|styles)\\.xml|xl/worksheets/[^/]+\\.xml)$',
);

/** Nodes of a sheet that point to the parts left out, or that are no values. */
const NODES_WITHOUT_VALUES = [
  'cols', // exceljs makes an object for each column of a range, however wide
  'hyperlinks',
  'tableParts',
  'drawing',
  'legacyDrawing',
  'legacyDrawingHF',
  'picture',
  'dataValidations',
  'conditionalFormatting',
  'extLst',
  'mergeCells',
];

/** Rows of a sheet (ECMA-376-1 §18.3.1.73, Excel's own limit). exceljs counts up to the last, whether there are rows or not. */
const MOST_ROWS = 1_048_576;

/**
 * Reads the values of an xlsx file, whoever wrote it. Throws when `bytes` are not an intact one (the checksums of
 * the archive are verified) or hold more than a workbook can.
 */
export async function readXlsx(bytes: Uint8Array): Promise<XlsxContent> {
  const { default: Zip } = await import('jszip');
  const { default: ExcelWorkbook } = await import('exceljs/lib/doc/workbook.js');
  const parts = inflateParts(await Zip.loadAsync(bytes), (name) => PARTS_WITH_VALUES.test(name));
  const archive = new Zip();
  for (const [name, part] of parts) archive.file(name, part);
  const workbook = new ExcelWorkbook();
  forgetNames(workbook);
  await workbook.xlsx.load(await archive.generateAsync({ type: 'arraybuffer' }), {
    ignoreNodes: NODES_WITHOUT_VALUES,
  });
  if (workbook.worksheets.some(({ rowCount }) => rowCount > MOST_ROWS)) throw new Error('too many rows');
  // The types say Date; a workbook without core properties has none, and a broken one gives an invalid date.
  const modified = workbook.modified as Date | undefined;
  return {
    sheets: workbook.worksheets.map(readSheet),
    modified: modified !== undefined && !Number.isNaN(modified.getTime()) ? modified : undefined,
  };
}

/** Named ranges are not carried over; exceljs makes an object for each cell of them, also when they cover a whole sheet. */
function forgetNames({ definedNames }: Workbook): void {
  Object.defineProperty(definedNames, 'model', { set: () => undefined, get: () => [] });
}

function readSheet(worksheet: Worksheet): Sheet {
  const rows: Row[] = [];
  worksheet.eachRow((row, number) => {
    const cells = new Map<number, CellValue>();
    row.eachCell((cell, column) => {
      const value = reduceToValue(cell.value);
      if (value !== undefined && value !== '') cells.set(column, value);
    });
    if (cells.size > 0) rows.push({ number, cells });
  });
  return { name: worksheet.name, state: worksheet.state, rows };
}

/** What a cell shows: the result of a formula, the text of rich text or of a link, the code of an error. */
function reduceToValue(value: Cell['value']): CellValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value;
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('error' in value) return value.error;
  if ('result' in value && value.result !== undefined) return reduceToValue(value.result);
  if ('formula' in value) return `=${value.formula}`;
  return undefined;
}
