import { createHash } from 'node:crypto';
import { madeOnDemand } from '../packed/records';
import { isNamed, makeRow, type CellValue, type Row, type Sheet } from './sheet';

/** Excel refuses a workbook with a cell of more than 32,767 characters. */
const CELL_LIMIT = 32_000;
const LONG_VALUES_SHEET = 'Long Values';
const CUT_MARK = / … \[continued ([0-9a-f]{16})\]$/;

/**
 * The sheets with every text that no cell can hold cut to what it can, and its whole in a hidden sheet of its own:
 * what is shown is cut, the identity never is.
 */
export function cutLongValues(sheets: readonly Sheet[]): readonly Sheet[] {
  if (!hasLongValues(sheets)) return sheets;
  const whole = new Map<string, string>();
  for (const text of textsOf(sheets)) cutText(text, whole);
  const cut = sheets.map((sheet) => mapTexts(sheet, (text) => cutText(text, whole)));
  return [...cut, longValuesSheet(whole)];
}

/** Whether {@link cutLongValues} has anything to do. */
function hasLongValues(sheets: readonly Sheet[]): boolean {
  for (const text of textsOf(sheets)) if (isLong(text)) return true;
  return false;
}

/** A short text that looks like a cut one is treated as long, so that it can't be taken for another. */
function isLong(text: string): boolean {
  return text.length > CELL_LIMIT || CUT_MARK.test(text);
}

/** Undoes {@link cutLongValues}. A cut text whose whole is missing stays as it is. */
export function restoreLongValues(sheets: readonly Sheet[]): readonly Sheet[] {
  const store = sheets.find((sheet) => isNamed(sheet, LONG_VALUES_SHEET));
  if (store === undefined) return sheets;
  const whole = new Map(Array.from(store.rows, (row) => joinParts([...row.cells.values()])));
  const restore = (text: string): string => whole.get(CUT_MARK.exec(text)?.[1] ?? '') ?? text;
  return sheets.filter((sheet) => sheet !== store).map((sheet) => mapTexts(sheet, restore));
}

function cutText(text: string, whole: Map<string, string>): string {
  if (!isLong(text)) return text;
  const reference = createHash('sha256').update(text, 'utf16le').digest('hex').slice(0, 16);
  whole.set(reference, text);
  return `${text.slice(0, CELL_LIMIT - 100)} … [continued ${reference}]`;
}

function longValuesSheet(whole: ReadonlyMap<string, string>): Sheet {
  const rows = [...whole].map(([reference, text], index) => makeRow(index + 1, [reference, ...parts(text)]));
  return { name: LONG_VALUES_SHEET, state: 'veryHidden', rows };
}

function parts(text: string): string[] {
  const count = Math.ceil(text.length / CELL_LIMIT);
  return Array.from({ length: count }, (_, index) =>
    text.slice(index * CELL_LIMIT, (index + 1) * CELL_LIMIT),
  );
}

function joinParts([reference, ...texts]: readonly CellValue[]): [string, string] {
  return [String(reference), texts.join('')];
}

function* textsOf(sheets: readonly Sheet[]): Generator<string> {
  for (const { rows } of sheets)
    for (const { cells } of rows)
      for (const value of cells.values()) if (typeof value === 'string') yield value;
}

/** With texts that are changed whenever somebody looks at them. */
function mapTexts(sheet: Sheet, change: (text: string) => string): Sheet {
  const { rows } = sheet;
  return { ...sheet, rows: madeOnDemand(rows.length, () => changedRows(rows, change)) };
}

function* changedRows(rows: Iterable<Row>, change: (text: string) => string): Generator<Row> {
  for (const { number, cells } of rows) {
    const changed = Array.from(cells, ([column, value]): [number, CellValue] => [
      column,
      typeof value === 'string' ? change(value) : value,
    ]);
    yield { number, cells: new Map(changed) };
  }
}
