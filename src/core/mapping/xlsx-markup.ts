/** The parts of an xlsx file as text (ECMA-376-1, SpreadsheetML), as far as a mapping needs them. */
import { escapeCellText } from './cell-text';
import type { CellValue, Row, Sheet } from './sheet';

export interface ColumnLayout {
  /** In characters. */
  readonly width: number;
  /** Text format: Excel keeps "007" when somebody edits the cell. */
  readonly text: boolean;
}

/** Column layouts of a sheet that is a table: it gets a frozen, bold header row and a filter. */
export type TableLayout = readonly ColumnLayout[];

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Positions in `cellXfs` of {@link STYLES_PART}. */
const STYLE = { general: 0, text: 1, date: 2, dateTime: 3, header: 4, textHeader: 5 } as const;

/** Number format 49 is `@`, text (§18.8.30). */
export const STYLES_PART =
  `${HEAD}<styleSheet xmlns="${MAIN}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>' +
  '<numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm:ss"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="6">${[format(0, 0), format(49, 0), format(164, 0), format(165, 0), format(0, 1), format(49, 1)].join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

function format(number: number, font: number): string {
  const applied = `${number > 0 ? ' applyNumberFormat="1"' : ''}${font > 0 ? ' applyFont="1"' : ''}`;
  return `<xf numFmtId="${number}" fontId="${font}" fillId="0" borderId="0" xfId="0"${applied}/>`;
}

export function contentTypesPart(sheets: readonly Sheet[]): string {
  const override = (part: string, type: string): string =>
    `<Override PartName="/${part}" ContentType="${type}"/>`;
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('xl/workbook.xml', `${TYPE}.sheet.main+xml`) +
    sheets
      .map((_, index) => override(`xl/worksheets/sheet${index + 1}.xml`, `${TYPE}.worksheet+xml`))
      .join('') +
    override('xl/styles.xml', `${TYPE}.styles+xml`) +
    override('xl/sharedStrings.xml', `${TYPE}.sharedStrings+xml`) +
    override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    '</Types>'
  );
}

export function packageRelationsPart(): string {
  return relations([
    [`${OFFICE}/relationships/officeDocument`, 'xl/workbook.xml'],
    [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  ]);
}

/** Sheets first, so that the nth sheet has the nth relation. */
export function workbookRelationsPart(sheets: readonly Sheet[]): string {
  return relations([
    ...sheets.map(
      (_, index) => [`${OFFICE}/relationships/worksheet`, `worksheets/sheet${index + 1}.xml`] as const,
    ),
    [`${OFFICE}/relationships/styles`, 'styles.xml'],
    [`${OFFICE}/relationships/sharedStrings`, 'sharedStrings.xml'],
  ]);
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

/** Core properties hold whole seconds. */
export function corePropertiesPart(modified: Date): string {
  const time = `xsi:type="dcterms:W3CDTF">${modified.toISOString().slice(0, 19)}Z`;
  return (
    `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    '<dc:creator>DicomAnon</dc:creator><cp:lastModifiedBy>DicomAnon</cp:lastModifiedBy>' +
    `<dcterms:created ${time}</dcterms:created><dcterms:modified ${time}</dcterms:modified></cp:coreProperties>`
  );
}

/** The filters of tables have a name each, which Excel expects (§18.2.5). */
export function workbookPart(sheets: readonly Sheet[], layouts: ReadonlyMap<string, TableLayout>): string {
  const entries = sheets.map(({ name, state }, index) => {
    const shown = state === 'visible' ? '' : ` state="${state}"`;
    return `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${shown} r:id="rId${index + 1}"/>`;
  });
  const names = sheets.flatMap((sheet, index) => {
    const layout = layouts.get(sheet.name);
    if (layout === undefined) return [];
    const [from, to] = rangeOf(sheet.rows.length, layout).map((cell) =>
      cell.replace(/([A-Z]+)(\d+)/, '$$$1$$$2'),
    );
    const range = `'${sheet.name.replaceAll("'", "''")}'!${from}:${to}`;
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${escapeXml(range)}</definedName>`;
  });
  return (
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><bookViews><workbookView/></bookViews>` +
    `<sheets>${entries.join('')}</sheets>` +
    `${names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : ''}</workbook>`
  );
}

/** @param firstString index of the sheet's first text among all texts */
export function* worksheetPart(
  sheet: Sheet,
  layout: TableLayout | undefined,
  firstString: number,
): Generator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}">`;
  if (layout !== undefined) yield tableHead(layout);
  yield '<sheetData>';
  let string = firstString;
  for (const row of sheet.rows) {
    let cells = '';
    for (const [column, value] of row.cells) {
      const style = styleOf(value, row, layout?.[column - 1], layout !== undefined);
      const reference = `<c r="${columnName(column)}${row.number}"${style === STYLE.general ? '' : ` s="${style}"`}`;
      cells +=
        reference + (typeof value === 'string' ? ` t="s"><v>${string++}` : contentOf(value)) + '</v></c>';
    }
    yield `<row r="${row.number}">${cells}</row>`;
  }
  yield '</sheetData>';
  if (layout !== undefined) yield `<autoFilter ref="${rangeOf(sheet.rows.length, layout).join(':')}"/>`;
  yield '</worksheet>';
}

function tableHead(layout: TableLayout): string {
  const columns = layout.map(({ width, text }, index) => {
    const style = text ? ` style="${STYLE.text}"` : '';
    return `<col min="${index + 1}" max="${index + 1}" width="${width}"${style} customWidth="1"/>`;
  });
  return (
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns.join('')}</cols>`
  );
}

/** Of a table, whose rows are without gaps. */
function rangeOf(rows: number, layout: TableLayout): readonly [string, string] {
  return ['A1', `${columnName(layout.length)}${rows}`];
}

/** Text that Excel would read as a formula, a number or a date once somebody edits its cell. */
const NEEDS_TEXT_FORMAT = /^[=+\-@'\d\s]/;
const DAY_MS = 86_400_000;

function styleOf(value: CellValue, row: Row, column: ColumnLayout | undefined, isTable: boolean): number {
  if (isTable && row.number === 1) return column?.text === true ? STYLE.textHeader : STYLE.header;
  if (column?.text === true) return STYLE.text;
  if (typeof value === 'string') return NEEDS_TEXT_FORMAT.test(value) ? STYLE.text : STYLE.general;
  if (!(value instanceof Date)) return STYLE.general;
  return value.getTime() % DAY_MS === 0 ? STYLE.date : STYLE.dateTime;
}

/** Days from Excel's zero to 1970-01-01. */
const EPOCH_DAYS = 25_569;

function contentOf(value: number | boolean | Date): string {
  if (typeof value === 'boolean') return ` t="b"><v>${value ? 1 : 0}`;
  return `><v>${typeof value === 'number' ? value : value.getTime() / DAY_MS + EPOCH_DAYS}`;
}

/** Every text of every sheet in the order in which cells refer to them. */
export function* sharedStringsPart(sheets: readonly Sheet[], count: number): Generator<string> {
  yield `${HEAD}<sst xmlns="${MAIN}" count="${count}">`;
  for (const { rows } of sheets) {
    for (const { cells } of rows) {
      for (const value of cells.values()) {
        if (typeof value === 'string')
          yield `<si><t xml:space="preserve">${escapeXml(escapeCellText(value))}</t></si>`;
      }
    }
  }
  yield '</sst>';
}

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => XML[character]!);
}

/** 1 is A, 27 is AA. */
function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}
