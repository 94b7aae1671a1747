import type { IntColumn } from '../packed/int-column';
import type { TextTable } from '../packed/text-table';
import { PackedRows } from './packed-rows';
import type { CellValue, Sheet, SheetState } from './sheet';
import type { Part } from './xlsx-parts';
import { StringCollector } from './xlsx-strings';
import { readXmlPart } from './xml-part';

/** What the cells of all sheets refer to. */
export interface SharedValues {
  readonly texts: TextTable;
  /** Shared strings as numbers in `texts`; undefined when there are none. */
  readonly strings: IntColumn | undefined;
  /** By number of the cell format. */
  readonly isDate: readonly boolean[];
  /** Whether dates count from 1904 instead of 1900. */
  readonly from1904: boolean;
}

/** Rows and columns of a sheet: Excel's own limits. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

/** Days from Excel's zero, and from 1904, to 1970-01-01. */
const EPOCH_DAYS = 25_569;
const EPOCH_DAYS_FROM_1904 = EPOCH_DAYS - 1462;
const DAY_MS = 86_400_000;

/**
 * Reads the values of a sheet (ECMA-376-1 §18.3.1.80): of a formula its result, of rich text the characters, of an error
 * its code. Throws when a row or a column can't exist, or a shared string doesn't.
 */
export async function readWorksheet(
  part: Part,
  { name, state }: { readonly name: string; readonly state: SheetState },
  shared: SharedValues,
): Promise<Sheet> {
  const rows = new PackedRows(shared.texts);
  await readXmlPart(part, new WorksheetReader(rows, shared));
  return { name, state, rows };
}

/** A cell (§18.3.1.4) while it is read. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly isDate: boolean;
  /** Undefined when the cell has no formula; that of some is '', because another cell has it. */
  formula: string | undefined;
  value: string;
}

class WorksheetReader {
  private isInData = false;
  private row = 0;
  private column = 0;
  private cell: OpenCell | undefined;
  /** The element whose text is collected. */
  private within: 'f' | 'v' | undefined;
  private readonly inline = new StringCollector();

  constructor(
    private readonly rows: PackedRows,
    private readonly shared: SharedValues,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.cell) return this.openInCell(this.cell, name);
    if (name === 'sheetData') this.isInData = true;
    else if (!this.isInData) return;
    else if (name === 'row') {
      this.row = within(MOST_ROWS, attributes['r'] === undefined ? this.row + 1 : Number(attributes['r']));
      this.column = 0;
    } else if (name === 'c') this.openCell(attributes);
  }

  text(text: string): void {
    const { cell } = this;
    if (!cell) return;
    if (this.within === 'v') cell.value += text;
    else if (this.within === 'f') cell.formula = (cell.formula ?? '') + text;
    else this.inline.text(text);
  }

  close(name: string): void {
    if (name === 'sheetData') this.isInData = false;
    if (name === 'row' && this.isInData) this.rows.endRow(this.row);
    if (!this.cell) return;
    this.within = undefined;
    this.inline.close(name);
    if (name !== 'c') return;
    this.add(this.cell);
    this.cell = undefined;
  }

  private openCell({ r, t = 'n', s }: Readonly<Record<string, string>>): void {
    this.column = within(MOST_COLUMNS, r === undefined ? this.column + 1 : columnOf(r));
    const isDate = this.shared.isDate[Number(s ?? 0)] === true;
    this.cell = { column: this.column, type: t, isDate, formula: undefined, value: '' };
    this.inline.begin();
  }

  private openInCell(cell: OpenCell, name: string): void {
    this.inline.open(name);
    if (name === 'f') cell.formula ??= '';
    if (name === 'f' || name === 'v') this.within = name;
  }

  private add(cell: OpenCell): void {
    const { column, formula, type } = cell;
    const text = cell.value + this.inline.value;
    if (text === '') {
      if (formula !== undefined && formula !== '') this.rows.addValue(column, `=${formula}`);
    } else if (type === 's') this.addShared(column, Number(text));
    else {
      const value = this.valueOf(cell, text);
      if (value !== undefined) this.rows.addValue(column, value);
    }
  }

  private addShared(column: number, index: number): void {
    const { strings, texts } = this.shared;
    if (strings === undefined || !(index >= 0 && index < strings.length)) throw new Error('no such string');
    const text = strings.at(index);
    if (texts.get(text) !== '') this.rows.addText(column, text);
  }

  private valueOf({ type, isDate }: OpenCell, text: string): CellValue | undefined {
    switch (type) {
      case 'str':
      case 'inlineStr':
      case 'e':
        return text;
      case 'b':
        return parseInt(text, 10) !== 0;
      case 'd':
        return validDate(
          Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(text) || !text.includes('T') ? text : `${text}Z`),
        );
      default:
        return isDate ? this.dateOf(parseFloat(text)) : finite(parseFloat(text));
    }
  }

  private dateOf(days: number): Date | undefined {
    const epoch = this.shared.from1904 ? EPOCH_DAYS_FROM_1904 : EPOCH_DAYS;
    return validDate(Math.round((days - epoch) * DAY_MS));
  }
}

function validDate(time: number): Date | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}

/** The 1-based column of a reference such as B7. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference.toUpperCase())?.[0];
  if (letters === undefined) throw new Error('no such cell');
  let column = 0;
  for (let at = 0; at < letters.length; at++) column = 26 * column + letters.charCodeAt(at) - 64;
  return column;
}

function within(most: number, number: number): number {
  if (!(Number.isInteger(number) && number >= 1 && number <= most)) throw new Error('no such row or column');
  return number;
}
