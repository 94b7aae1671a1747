import type { CellValue } from './sheet';

/**
 * Characters that an xlsx string can't hold as they are: controls that XML 1.0 forbids, CR (XML turns it into LF),
 * DEL (some writers drop it), non-characters and lone surrogates.
 */
const UNSAFE =
  '[\\x00-\\x08\\x0b-\\x1f\\x7f\\ufffe\\uffff]' +
  '|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';

/** Such a character, or an underscore that would look like the start of an escape once the others are escaped. */
const TO_ESCAPE = new RegExp(`_(?=x[0-9A-Fa-f]{4}(?:_|${UNSAFE}))|${UNSAFE}`, 'g');

/**
 * `text` with Excel's own escape `_xHHHH_` (ECMA-376-1 §22.9.2.19, ST_Xstring) wherever the characters themselves
 * would be lost. Readers, Excel and exceljs among them, turn it back into exactly `text`.
 */
export function escapeCellText(text: string): string {
  return text.replace(TO_ESCAPE, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `_x${code}_`;
  });
}

/** What somebody who looks at the cell would call its text: the number 7 is "7", a date is ISO 8601. */
export function textOf(value: CellValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return isoText(value);
  // BigInt writes large whole numbers without an exponent, as IDs are.
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** The text of a cell that holds a DICOM date (DA, PS3.5 §6.2): a real date a user typed becomes YYYYMMDD. */
export function dicomDateOf(value: CellValue | undefined): string {
  return value instanceof Date ? value.toISOString().slice(0, 10).replaceAll('-', '') : textOf(value);
}

/** A whole number of at least 0; what is not a number counts as 0. */
export function countOf(value: CellValue | undefined): number {
  const number = typeof value === 'number' ? value : Number(textOf(value));
  return Number.isFinite(number) && number > 0 ? Math.floor(number) : 0;
}

/** Excel's dates have no zone; they are read as UTC. */
function isoText(date: Date): string {
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
}
