import { MONTHS } from './month-names';

/**
 * Ways of writing dates, as patterns over plain text (see `plainText`). Named groups say what a piece is: y year, s short
 * year, e era with its year (E its name, n its year), m month, d day, M month name, o ordinal; a and b are day and
 * month in one order or the other.
 */
export interface DatePattern {
  readonly pattern: RegExp;
  /** The date is believed only where it is known, or a word such as "on" or "vom" stands before. */
  readonly needsCue?: boolean;
  /** What a text must have for the pattern to be worth a try: a month name, a year of four digits, 年 and the like. */
  readonly needs?: 'month' | 'year' | 'han';
  /** Numbers followed by a unit are no dates. */
  readonly isPartial?: boolean;
}

const YEAR = '(?<y>(?:1[89]|20)\\d{2})';
const MONTH = '(?<m>0?[1-9]|1[0-2])';
const DAY = '(?<d>0?[1-9]|[12]\\d|3[01])';
const TWO = '0?[1-9]|[12]\\d|3[01]';
const NOT_AFTER = '(?<![\\d]|\\d[.,\\-/])';
const NOT_BEFORE = '(?!\\d|[.,/\\-]\\d)';
/** A time may follow: its separator, or nothing. */
const NOT_BEFORE_DIGITS = '(?!\\d)';
const ORDINAL = '(?<o>st|nd|rd|th|er|ère|re|º|°|ª)?';
const NAMES = [...new Set(MONTHS.flatMap(({ plain }) => plain))]
  .sort((a, b) => b.length - a.length)
  .join('|');
const NAME = `(?<M>${NAMES})`;
const NO_LETTER_AFTER = '(?![\\p{L}])';
const NO_LETTER_BEFORE = '(?<![\\p{L}])';
const OF = '(?:\\s?(?:de|of|di|d[ei]l|do|da)\\s)';
const SHORT = "(?<s>'?\\d{2})";

function form(source: string, how: Pick<DatePattern, 'needsCue' | 'isPartial'> = {}): DatePattern {
  const pattern = new RegExp(source, 'dgiu');
  if (source.includes(NAME)) return { pattern, ...how, needs: 'month' };
  if (/[年月]/.test(source)) return { pattern, ...how, needs: 'han' };
  return source.includes(YEAR) ? { pattern, ...how, needs: 'year' } : { pattern, ...how };
}

export const DATE_PATTERNS: readonly DatePattern[] = [
  // 20240131, 20240131120000, 2024-01-31T12:00
  form(
    `(?<!\\d|\\d\\.)${YEAR}(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\\d|3[01])(?=\\d{6}(?!\\d)|\\d{4}(?!\\d)|(?!\\d))`,
  ),
  form(`${NOT_AFTER}${YEAR}([-./_]|\\.? )${MONTH}\\2${DAY}${NOT_BEFORE_DIGITS}`),
  // 2024年1月31日, 2024년 1월 31일, 令和6年1月31日
  form(`(?<!\\d)${YEAR}\\s?[年년]\\s?${MONTH}\\s?[月월](?:\\s?${DAY}\\s?[日号號일])?`),
  form(
    `(?<e>(?<E>令和|平成|昭和|大正|明治)\\s?(?<n>\\d{1,2}|元))\\s?年\\s?${MONTH}\\s?月(?:\\s?${DAY}\\s?日)?`,
  ),
  form(`(?<!\\d|年\\s?|년\\s?)${MONTH}\\s?[月월]\\s?${DAY}\\s?[日号號일]`),
  // 31.01.2024, 31/1/2024, 01/31/2024, 31 01 2024
  form(`${NOT_AFTER}(?<a>${TWO})([-./_]|\\. )(?<b>${TWO})\\2${YEAR}${NOT_BEFORE_DIGITS}`),
  form(`(?<![\\d.,/\\-] ?)(?<a>0[1-9]|[12]\\d|3[01]) (?<b>0[1-9]|[12]\\d|3[01]) ${YEAR}${NOT_BEFORE_DIGITS}`),
  form(`${NOT_AFTER}(?<a>0[1-9]|[12]\\d|3[01])(?<b>0[1-9]|[12]\\d|3[01])${YEAR}${NOT_BEFORE_DIGITS}`, {
    needsCue: true,
  }),
  form(`(?<![\\d.,/\\-] ?)(?<a>${TWO}) (?<b>${TWO}) ${YEAR}${NOT_BEFORE_DIGITS}`, { needsCue: true }),
  // 31/01/24, 31.01.24, 31-01-24, 24-01-31
  form(`${NOT_AFTER}(?<a>${TWO})\\/(?<b>${TWO})\\/(?<s>\\d{2})${NOT_BEFORE}`),
  form(`${NOT_AFTER}(?<a>0[1-9]|[12]\\d|3[01])([-.])(?<b>0[1-9]|[12]\\d|3[01])\\2(?<s>\\d{2})${NOT_BEFORE}`),
  form(`${NOT_AFTER}(?<a>${TWO})([-.])(?<b>${TWO})\\2(?<s>\\d{2})${NOT_BEFORE}`, { needsCue: true }),
  form(`${NOT_AFTER}(?<s>\\d{2})([-./])(?<m>0[1-9]|1[0-2])\\2(?<d>0[1-9]|[12]\\d|3[01])${NOT_BEFORE}`, {
    needsCue: true,
  }),
  form(`(?<!\\d|\\d\\.)(?<s>\\d{2})(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\\d|3[01])(?!\\d)`, { needsCue: true }),
  // 31 Jan 2024, 31st of January 2024, 31-JAN-2024, 31JAN24, 31. Januar 2024, 31 de enero de 2024
  form(
    `${NOT_AFTER}${DAY}${ORDINAL}(?:[\\s.\\-_/]{0,2}|${OF})${NAME}\\.?(?:[\\s,.\\-_/]{0,2}|${OF})${YEAR}${NOT_BEFORE_DIGITS}`,
  ),
  form(
    `${NOT_AFTER}${DAY}${ORDINAL}(?:[\\s.\\-_/]{0,2}|${OF})${NAME}\\.?(?:[\\s,.\\-_/]{0,2}|${OF})${SHORT}${NOT_BEFORE}(?!\\s?(?:[:.,]\\d|[hu]\\b|mm|cm|ml|mg|Uhr))`,
  ),
  // January 31st, 2024; 2024 Jan 31
  form(
    `${NO_LETTER_BEFORE}${NAME}\\.?[\\s\\-_]{0,2}${DAY}${ORDINAL}(?:[\\s,\\-_]{1,2}|${OF})${YEAR}${NOT_BEFORE_DIGITS}`,
  ),
  form(`(?<!\\d)${YEAR}[\\s,\\-_/.]{0,2}${NAME}\\.?[\\s\\-_/]{0,2}${DAY}${ORDINAL}${NOT_BEFORE_DIGITS}`),
  // Thu Jan 31 11:14:42 EDT 2024
  form(
    `${NO_LETTER_BEFORE}${NAME}\\s{1,2}${DAY}\\s\\d{2}:\\d{2}(?::\\d{2})?\\s(?:[A-Z]{3,5}\\s)?${YEAR}${NOT_BEFORE_DIGITS}`,
  ),
  // January 2024, 01/2024, 2024-01
  form(`${NO_LETTER_BEFORE}${NAME}\\.?(?:[\\s,\\-_/']{0,2}|${OF})${YEAR}${NOT_BEFORE_DIGITS}`),
  form(`${NOT_AFTER}(?<m>0[1-9]|1[0-2])[/.]${YEAR}${NOT_BEFORE}`),
  form(`${NOT_AFTER}${YEAR}[-/](?<m>0[1-9]|1[0-2])${NOT_BEFORE}`),
  form(`${NOT_AFTER}(?<m>[1-9])/${YEAR}${NOT_BEFORE}`, { needsCue: true }),
  // 31 January, January 31st, 31.01.
  form(`${NOT_AFTER}${DAY}${ORDINAL}(?:[\\s.]{1,2}|${OF}|)${NAME}${NO_LETTER_AFTER}`, { isPartial: true }),
  form(`${NO_LETTER_BEFORE}${NAME}\\.?\\s${DAY}${ORDINAL}${NOT_BEFORE}`, { isPartial: true }),
  form(`${NOT_AFTER}(?<d>0?[1-9]|[12]\\d|3[01])\\.(?<m>0?[1-9]|1[0-2])\\.(?!\\d)`, { needsCue: true }),
];

/** What stands before dates, and before little else that looks like one. */
export const DATE_CUE =
  /(?:^|[^\p{L}])(?:on|dated?|since|from|until|till|exam|study|dob|born|birth|d\.?o\.?b|vom|am|seit|bis|ab|v\.|geb|geboren|du|le|depuis|nee?|del?|il|dal|el|desde|nato|nata|nacid[oa]|op|van|sinds|gd|datum|data|fecha|date|от|на|с|生年月日|撮影日|检查日期|出生)[\s.:(*]{0,3}$/iu;
