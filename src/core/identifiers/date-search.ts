import { DATE_CUE, DATE_PATTERNS, type DatePattern } from './date-patterns';
import { dateWriter, monthsNamed, type Piece, type PieceRole, yearOfEra } from './date-form';
import { type CalendarDate, type Finding, TakenPlaces, type TextEdit } from './finding';
import { languageOf } from './language-cue';
import { MONTHS } from './month-names';

/** The dates that a file tells, as YYYYMMDD, and the years that its patient can have seen. */
export interface KnownDates {
  readonly births: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
}

const ROLES: Readonly<Record<string, PieceRole>> = {
  y: 'year',
  s: 'shortYear',
  e: 'era',
  m: 'month',
  d: 'day',
  M: 'monthName',
  o: 'ordinal',
};

/** Units and words after which a day and month name are something else ("may 5 mm"). */
const UNIT_AFTER = /^\s?(?:mm|cm|ml|mg|%|x\b|×|times|years?|days?|weeks?|months?|of\b|slices?)/i;

const CENTURY = 100;
/** Short years up to this many years after the latest known date are of this century. */
const FUTURE = 5;

/** Every date in `plain` (see `plainText`); known birth dates as such. */
export function findDates(plain: string, known: KnownDates): readonly Finding[] {
  if (!/\d/.test(plain)) return [];
  const found: Finding[] = [];
  const taken = new TakenPlaces();
  const has = featuresOf(plain);
  for (const form of DATE_PATTERNS) {
    if (form.needs !== undefined && !has[form.needs]) continue;
    for (const match of plain.matchAll(form.pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (!taken.isFree(start, end)) continue;
      const finding = readDate(plain, match, form, known);
      if (!finding) continue;
      found.push(finding);
      taken.take(start, end);
    }
  }
  return found;
}

const MONTH_WORDS: ReadonlySet<string> = new Set(MONTHS.flatMap(({ plain }) => plain));

function featuresOf(plain: string): Readonly<Record<'month' | 'year' | 'han', boolean>> {
  return {
    month: (plain.toLowerCase().match(/\p{L}+/gu) ?? []).some((word) => MONTH_WORDS.has(word)),
    year: /(?:1[89]|20)\d\d/.test(plain),
    han: /[年月년월]/.test(plain),
  };
}

type Match = RegExpMatchArray & { readonly index: number };

function readDate(
  plain: string,
  match: RegExpExecArray,
  form: DatePattern,
  known: KnownDates,
): Finding | undefined {
  const orders = match.groups!['a'] === undefined ? [''] : ['dm', 'md'];
  const readings = orders.flatMap((order) => {
    const date = dateOf(match, order, known);
    return date ? [{ order, date }] : [];
  });
  const isKnown = readings.some(({ date }) => kindOf(date, known) !== 'unknown');
  if (readings.length === 0 || !(isKnown || isBelievable(plain, match, form))) return undefined;
  const { order, date, isAmbiguous } = chooseReading(readings, plain, match, known);
  const [start, end] = [match.index, match.index + match[0].length];
  const kind =
    kindOf(date, known) === 'birth' || (isAmbiguous && isBirth(readings, known)) ? 'birth-date' : 'date';
  const edits = writerOf(match, order, plain);
  return { start, end, kind, confidence: isKnown ? 1 : 0.9, date: { ...date, isAmbiguous, edits } };
}

interface Reading {
  readonly order: string;
  readonly date: CalendarDate;
}

function isBelievable(plain: string, match: Match, form: DatePattern): boolean {
  if (form.needsCue && !DATE_CUE.test(plain.slice(0, match.index))) return false;
  if (!form.isPartial) return true;
  const month = match.groups!['M']!;
  const isWord = !SAFE_SHORT.test(month) && (month.length < 4 || /^(?:marca|mart)$/i.test(month));
  return !isWord && !UNIT_AFTER.test(plain.slice(match.index + match[0].length));
}

/** Short month names that are no words, in the case of names: "SET 1" and "MAR 2" number things. */
const SAFE_SHORT = /^(?:J(?:an|un|ul)|Feb|Apr|May|Aug|Sep|O[ck]t|Nov|De[cz]|Mai)$/;

function dateOf(match: RegExpExecArray, order: string, known: KnownDates): CalendarDate | undefined {
  const groups = match.groups!;
  const [first, second] = order === 'md' ? ['b', 'a'] : ['a', 'b'];
  const day = Number(groups['d'] ?? groups[first] ?? 0);
  const month = groups['M'] ? monthNamed(groups['M']) : Number(groups['m'] ?? groups[second]);
  const year = yearOf(groups, known);
  return isDay(year, month, day) ? { year, month, day } : undefined;
}

function monthNamed(name: string): number {
  return monthsNamed(name.toLowerCase())[0]?.month ?? 0;
}

function yearOf(groups: Record<string, string | undefined>, known: KnownDates): number {
  if (groups['y']) return Number(groups['y']);
  if (groups['E']) return yearOfEra(groups['E'], groups['n'] === '元' ? 1 : Number(groups['n']));
  return groups['s'] ? fullYear(Number(groups['s'].replace("'", '')), known) : 0;
}

/** A short year that is a known birth year is that; else the last such year that is not far in the future. */
function fullYear(short: number, known: KnownDates): number {
  for (const birth of known.births) {
    const year = Number(birth.slice(0, 4));
    if (year % CENTURY === short) return year;
  }
  const latest = Math.max(2025, ...[...known.others].map((date) => Number(date.slice(0, 4)))) + FUTURE;
  const year = latest - (latest % CENTURY) + short;
  return year > latest ? year - CENTURY : year;
}

function isDay(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12)) return false;
  return day <= new Date(Date.UTC(year === 0 ? 2000 : year, month, 0)).getUTCDate();
}

function kindOf({ year, month, day }: CalendarDate, known: KnownDates): 'birth' | 'other' | 'unknown' {
  if (year === 0 || day === 0)
    return [...known.births].some((birth) => agrees(birth, year, month, day)) ? 'birth' : 'unknown';
  const date = `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
  if (known.births.has(date)) return 'birth';
  return known.others.has(date) ? 'other' : 'unknown';
}

/** Whether what is said of a day agrees with a known one. */
function agrees(known: string, year: number, month: number, day: number): boolean {
  const [knownYear, knownMonth, knownDay] = [known.slice(0, 4), known.slice(4, 6), known.slice(6, 8)].map(
    Number,
  );
  return (year === 0 || year === knownYear) && month === knownMonth && (day === 0 || day === knownDay);
}

function isBirth(readings: readonly Reading[], known: KnownDates): boolean {
  return readings.some(({ date }) => kindOf(date, known) === 'birth');
}

/** By what is known, else by the other dates of the text, the separator and the language; else ambiguous. */
function chooseReading(
  readings: readonly Reading[],
  plain: string,
  match: Match,
  known: KnownDates,
): Reading & { readonly isAmbiguous: boolean } {
  const [first, second] = readings as [Reading, Reading?];
  if (!second || first.date.day === first.date.month) return { ...first, isAmbiguous: false };
  const familiar = readings.filter(({ date }) => kindOf(date, known) !== 'unknown');
  if (familiar.length === 1) return { ...familiar[0]!, isAmbiguous: false };
  const order = orderInUse(plain, match);
  const chosen = order === 'md' ? second : first;
  return { ...chosen, isAmbiguous: order === '' };
}

/** 'dm' or 'md' as other dates of the text, the separator or the language have it; '' when nothing tells. */
function orderInUse(plain: string, match: Match): 'dm' | 'md' | '' {
  if (match[0].includes('.')) return 'dm';
  for (const [, a, b] of plain.matchAll(/(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}(?!\d)/g)) {
    if (Number(a) > 12) return 'dm';
    if (Number(b) > 12) return 'md';
  }
  const language = languageOf(plain);
  return language === '' || language === 'en' ? '' : 'dm';
}

function writerOf(
  match: RegExpExecArray,
  order: string,
  plain: string,
): (date: CalendarDate) => readonly TextEdit[] {
  const roles: Record<string, PieceRole> = {
    ...ROLES,
    a: order === 'md' ? 'month' : 'day',
    b: order === 'md' ? 'day' : 'month',
  };
  const pieces = Object.entries(match.indices!.groups!).flatMap(([group, place]): Piece[] => {
    const role = roles[group];
    if (!role || !place) return [];
    const isShort = group === 's' && plain[place[0]] === "'";
    return [{ role, from: place[0] + (isShort ? 1 : 0) - match.index, to: place[1] - match.index }];
  });
  const name = match.groups!['M']?.toLowerCase();
  return dateWriter(
    match[0],
    match.index,
    pieces.sort((a, b) => a.from - b.from),
    name === undefined ? undefined : monthNamesFor(match.groups!['M']!, plain, match),
  );
}

/** The names of the language in use among those that have this name: by small words, else by its capital. */
function monthNamesFor(
  written: string,
  plain: string,
  match: RegExpExecArray,
): ReturnType<typeof monthsNamed>[number]['names'] | undefined {
  const candidates = monthsNamed(written.toLowerCase()).map(({ names }) => names);
  const language = languageOf(plain) || (/\d\.\s?\p{L}/u.test(match[0]) ? 'de' : '');
  const isCapital = written[0] !== written[0]!.toLowerCase();
  const fits = ({ language: of }: { language: string }): boolean =>
    (of === 'en' || of === 'de') === isCapital;
  return candidates.find(({ language: of }) => of === language) ?? candidates.find(fits) ?? candidates[0];
}
