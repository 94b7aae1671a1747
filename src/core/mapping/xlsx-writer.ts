import type { Worksheet } from 'exceljs';
import { escapeCellText } from './cell-text';
import type { CellValue, Sheet } from './sheet';

export interface ColumnLayout {
  /** In characters. */
  readonly width: number;
  /** Text format: Excel keeps "007" when somebody edits the cell. */
  readonly text: boolean;
}

/** Column layouts of a sheet that is a table: it gets a frozen, bold header row and a filter. */
export type TableLayout = readonly ColumnLayout[];

const TEXT_FORMAT = '@';
const DATE_FORMAT = 'yyyy-mm-dd';
const DATE_TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss';
/** Text that Excel would read as a formula, a number or a date once somebody edits its cell. */
const NEEDS_TEXT_FORMAT = /^[=+\-@'\d\s]/;

/**
 * The bytes of an xlsx file with `sheets`. Every string is written as a string, whatever it starts with; no formula
 * is ever written. `layouts` is by sheet name.
 */
export async function writeXlsx(
  sheets: readonly Sheet[],
  layouts: ReadonlyMap<string, TableLayout>,
  modified: Date,
): Promise<Uint8Array> {
  const { default: Workbook } = await import('exceljs/lib/doc/workbook.js');
  const workbook = new Workbook();
  workbook.creator = 'DicomAnon';
  workbook.lastModifiedBy = 'DicomAnon';
  workbook.created = modified;
  workbook.modified = modified;
  for (const sheet of sheets) {
    const worksheet = workbook.addWorksheet(sheet.name, { state: sheet.state });
    const layout = layouts.get(sheet.name);
    if (layout !== undefined) layOutColumns(worksheet, layout);
    fillCells(worksheet, sheet);
    if (layout !== undefined) layOutTable(worksheet, layout, sheet.rows.at(-1)?.number ?? 1);
  }
  encodeStringsAtOnce(workbook.xlsx as unknown as SharedStringsPart);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The one method of exceljs 4.4.0 that adds the part with all texts to the archive. */
interface SharedStringsPart {
  addSharedStrings(archive: ArchiveWriter, model: unknown): Promise<void>;
}

interface ArchiveWriter {
  append(data: string | Uint8Array, options: unknown): void;
}

/**
 * JSZip encodes a long string in pieces of 16 Ki UTF-16 units and loses a character beyond the Basic Multilingual
 * Plane (a rare Han character in a name, say) that lies across two of them. Bytes it leaves alone.
 */
function encodeStringsAtOnce(part: SharedStringsPart): void {
  const addSharedStrings = part.addSharedStrings.bind(part);
  part.addSharedStrings = (archive, model) =>
    addSharedStrings({ append: (data, options) => archive.append(Buffer.from(data), options) }, model);
}

/** Before the cells: exceljs gives a cell the style of its column when the cell is made. */
function layOutColumns(worksheet: Worksheet, layout: TableLayout): void {
  layout.forEach(({ width, text }, index) => {
    const column = worksheet.getColumn(index + 1);
    column.width = width;
    if (text) column.numFmt = TEXT_FORMAT;
  });
}

function layOutTable(worksheet: Worksheet, layout: TableLayout, lastRow: number): void {
  worksheet.views = [{ state: 'frozen', ySplit: 1 }];
  worksheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: lastRow, column: layout.length } };
  worksheet.getRow(1).font = { bold: true };
}

function fillCells(worksheet: Worksheet, sheet: Sheet): void {
  for (const row of sheet.rows) {
    const target = worksheet.getRow(row.number);
    for (const [column, value] of row.cells) {
      const cell = target.getCell(column);
      cell.value = typeof value === 'string' ? escapeCellText(value) : value;
      const format = formatOf(value);
      if (format !== undefined && cell.numFmt === undefined) cell.numFmt = format;
    }
  }
}

function formatOf(value: CellValue): string | undefined {
  if (typeof value === 'string') return NEEDS_TEXT_FORMAT.test(value) ? TEXT_FORMAT : undefined;
  if (!(value instanceof Date)) return undefined;
  return value.getTime() % 86_400_000 === 0 ? DATE_FORMAT : DATE_TIME_FORMAT;
}
