import type { CalendarDate, TextEdit } from './finding';
import { isAscii, plainText } from './folding';
import { MONTHS, type MonthNames } from './month-names';

/** What a piece of a written date says. */
export type PieceRole = 'year' | 'shortYear' | 'era' | 'month' | 'monthName' | 'day' | 'ordinal';

/** A piece of a date at [from, to) of the date's own text. */
export interface Piece {
  readonly role: PieceRole;
  readonly from: number;
  readonly to: number;
}

/** First year of each era of Japan, the latest first, and its abbreviation. */
const ERAS: readonly (readonly [name: string, year: number])[] = [
  ['令和', 2019],
  ['平成', 1989],
  ['昭和', 1926],
  ['大正', 1912],
  ['明治', 1868],
];

/** The year in which `year` of an era of Japan lies; NaN when there is no such era. */
export function yearOfEra(era: string, year: number): number {
  const start = ERAS.find(([name]) => name === era)?.[1];
  return start === undefined ? NaN : start + year - 1;
}

/** Month names of all languages that have `name` (plain, small letters), and for which month. */
export function monthsNamed(name: string): readonly { readonly names: MonthNames; readonly month: number }[] {
  return MONTHS.flatMap((names) => {
    const month = names.plain.indexOf(name) + 1;
    return month > 0 ? [{ names, month }] : [];
  });
}

/**
 * Writes dates in the form of one found in text: same order, separators, padding, language, capitals. `text` is what
 * was found at `start`, with `pieces` in order of place; `names` the month names of its language.
 */
export function dateWriter(
  text: string,
  start: number,
  pieces: readonly Piece[],
  names: MonthNames | undefined,
): (date: CalendarDate) => readonly TextEdit[] {
  const isPadded = padsNumbers(text, pieces);
  return (date) =>
    pieces.map(({ role, from, to }) => {
      const written = writePiece(text.slice(from, to), role, date, isPadded, names);
      return { start: start + from, end: start + to, text: written, ascii: asciiOf(written, role, date) };
    });
}

function asciiOf(written: string, role: PieceRole, date: CalendarDate): string {
  const plain = plainText(written);
  if (isAscii(plain)) return plain;
  return String(role === 'era' ? date.year : date.month);
}

/** Two digits for a day or month below ten: a zero says so, or that nothing is shorter than two digits. */
function padsNumbers(text: string, pieces: readonly Piece[]): boolean {
  const numbers = pieces.filter(({ role }) => role === 'day' || role === 'month');
  const written = numbers.map(({ from, to }) => text.slice(from, to));
  const isNumeric = pieces.some(({ role }) => role === 'month');
  const isGlued = pieces.some(({ role, from }, at) => role !== 'ordinal' && from === pieces[at - 1]?.to);
  if (written.some((number) => number.startsWith('0'))) return true;
  return (isNumeric || isGlued) && written.every((number) => number.length === 2);
}

function writePiece(
  old: string,
  role: PieceRole,
  date: CalendarDate,
  isPadded: boolean,
  names: MonthNames | undefined,
): string {
  switch (role) {
    case 'year':
      return String(date.year).padStart(4, '0');
    case 'shortYear':
      return String(date.year % 100).padStart(2, '0');
    case 'era':
      return writeEra(date.year);
    case 'month':
      return String(date.month).padStart(isPadded ? 2 : 1, '0');
    case 'day':
      return String(date.day).padStart(isPadded ? 2 : 1, '0');
    case 'monthName':
      return inCaseOf(old, names?.names[date.month - 1] ?? '');
    case 'ordinal':
      return ordinalOf(old, date.day);
  }
}

function writeEra(year: number): string {
  const [name, start] = ERAS.find(([, first]) => first <= year) ?? ERAS.at(-1)!;
  return `${name}${year - start + 1}`;
}

function inCaseOf(old: string, name: string): string {
  if (old.length > 1 && old === old.toUpperCase()) return name.toUpperCase();
  const isCapital = old[0] !== old[0]!.toLowerCase();
  return isCapital ? name[0]!.toUpperCase() + name.slice(1) : name;
}

const ENGLISH_ORDINALS: readonly string[] = ['th', 'st', 'nd', 'rd'];

/** "1st", "22nd" of English; "1er" of French and "1º" of others stand at the first day only. */
function ordinalOf(old: string, day: number): string {
  if (!/^(?:st|nd|rd|th)$/i.test(old)) return day === 1 ? old : '';
  const isTeen = day >= 11 && day <= 13;
  const suffix = isTeen ? 'th' : (ENGLISH_ORDINALS[day % 10] ?? 'th');
  return inCaseOf(old, suffix);
}
