import type { Finding, FindingKind } from './finding';
import { plainText } from './folding';
import { ID_LABEL, PLACEHOLDERS } from './words';

/**
 * A known ID or phone number as a pattern over plain text. Before the pattern is tried, `tail`, the last digits or
 * letters, must stand in the text's digits and letters: that is cheap, and mostly false.
 */
export interface NumberNeedle {
  readonly pattern: () => RegExp;
  readonly tail: string;
  readonly kind: FindingKind;
  readonly confidence: number;
}

const SEPARATOR = '[\\s\\-_./:]';
const TAIL = 4;
/** IDs with fewer significant characters are found only after a label ("ID 7"), unless letters and digits mix. */
const UNMISTAKABLE = 5;
const MIXED_UNMISTAKABLE = 4;
/** From so many on, letters may stand directly before: "MRN123456". */
const STANDS_OUT = 5;
const SHORTEST_PHONE = 6;
const UNIT = '(?!\\s?(?:mm|cm|ml|mg|ms|mas|mgy|kv|hz|mhz|x|px|bit|images?|slices?|%|°)(?!\\p{L}))';

/** Needles for an ID in other spellings: separators left out or others, leading zeros more or fewer. */
export function idNeedles(id: string, kind: 'id' | 'accession'): readonly NumberNeedle[] {
  const parts = plainText(id.trim()).match(/\d+|\p{L}+/gu) ?? [];
  const significant = parts.map(withoutZeros).join('');
  if (significant === '' || significant === '0' || PLACEHOLDERS.has(significant.toLowerCase())) return [];
  const needles = [needleOf(parts, significant, id, kind)];
  const digits = parts
    .filter((part) => /^\d/.test(part))
    .map(withoutZeros)
    .sort((a, b) => b.length - a.length);
  const longest = digits[0] ?? '';
  if (parts.length > 1 && longest.length >= UNMISTAKABLE)
    needles.push(needleOf([longest], longest, id, kind));
  return needles;
}

function withoutZeros(part: string): string {
  return part.replace(/^0+(?=\d)/, '');
}

function needleOf(
  parts: readonly string[],
  significant: string,
  id: string,
  kind: FindingKind,
): NumberNeedle {
  const body = parts.map(partPattern).join(`${SEPARATOR}{0,3}`);
  const isMixed = /\d/.test(significant) && /\p{L}/u.test(significant);
  const isLetters = !/\d/.test(significant);
  const isSure = isLetters
    ? significant.length >= UNMISTAKABLE
    : significant.length >= (isMixed ? MIXED_UNMISTAKABLE : UNMISTAKABLE);
  const source = isSure
    ? bounded(body, significant)
    : `${literalOf(id, significant)}(?<=${ID_LABEL})${bounded(body, significant)}`;
  return {
    pattern: compiledOnce(source),
    tail: tailOf(parts),
    kind,
    confidence: isSure ? Math.min(1, 0.6 + significant.length / 20) : 0.6,
  };
}

/** Most patterns are never tried, and to compile one takes longer than all else about its needle. */
function compiledOnce(source: string): () => RegExp {
  let pattern: RegExp | undefined;
  return () => (pattern ??= new RegExp(source, 'giu'));
}

/** The end of the longest part: no separators or zeros stand in it that may be missing in text. */
function tailOf(parts: readonly string[]): string {
  const longest = parts
    .map(withoutZeros)
    .reduce((best, part) => (part.length > best.length ? part : best), '');
  return longest.slice(-TAIL).toLowerCase();
}

/** Four digits as they stand in the attribute, zeros in front included, need no label where they can be no year. */
function literalOf(id: string, significant: string): string {
  const isDigits = /^\d{4,}$/.test(id.trim()) && !/^(?:1[89]|20)\d\d$/.test(id.trim());
  return isDigits && significant.length >= 3
    ? `(?<![\\p{L}\\d]|\\d[.,/-])${id.trim()}(?![\\p{L}\\d]|[.,/]\\d)${UNIT}|`
    : '';
}

function partPattern(part: string): string {
  if (!/^\d/.test(part)) return part;
  const digits = withoutZeros(part);
  return `0*${digits.length >= UNMISTAKABLE ? [...digits].join(`${SEPARATOR}?`) : digits}`;
}

function bounded(body: string, significant: string): string {
  const before =
    significant.length >= STANDS_OUT && /^\d/.test(significant)
      ? '(?<!\\d|\\d\\.)'
      : '(?<![\\p{L}\\d]|\\d\\.)';
  return `${before}${body}(?![\\p{Script=Latin}\\d]|\\.\\d{1,2}(?!\\d))`;
}

/** What follows the number of a switchboard. */
const EXTENSION = /\s*(?:ext|x|dw|int|app|poste)\b\.?\s*\d+\s*$/i;

/** Needles for a phone number: any punctuation, with or without country code, trunk zero and area code. */
export function phoneNeedles(phone: string): readonly NumberNeedle[] {
  const plain = plainText(phone).replace(EXTENSION, '');
  const digits = plain.replace(/\D/g, '').replace(/^0+/, '');
  if (digits.length < SHORTEST_PHONE) return [];
  const isInternational = /^\s*(?:\+|00)/.test(plain);
  const core = digits.slice(isInternational && digits.length > 9 ? 3 : 0);
  const known = digits.slice(0, digits.length - core.length);
  const between = '[\\s\\-./()]{0,3}';
  const optional = [...known].map((digit) => `(?:${digit}${between})?`).join('');
  const prefix = `(?:(?:\\+|00)\\d{1,3}${between})?(?:\\(?0\\)?${between})?\\(?${optional}(?:\\(?0\\)?${between})?`;
  const pattern = `(?<![\\d])${prefix}${[...core].join(between)}(?!\\d)`;
  const short = core.length >= 9 ? [localNeedle(core, between)] : [];
  return [
    { pattern: compiledOnce(pattern), tail: core.slice(-TAIL), kind: 'phone', confidence: 1 },
    ...short,
  ];
}

/** The number without its area code. */
function localNeedle(core: string, between: string): NumberNeedle {
  const pattern = `(?<![\\d])${[...core.slice(-7)].join(between)}(?!\\d)`;
  return { pattern: compiledOnce(pattern), tail: core.slice(-TAIL), kind: 'phone', confidence: 0.8 };
}

/** Phone numbers that a label announces, known or not. */
const LABELLED_PHONE =
  /(?<=(?:^|[^\p{L}])(?:tel|phone|fax|mobile|mobil|handy|cell|telefon|telefono|téléphone|telephone|telefoon|tél|тел|电话|電話|전화)\.?(?:nr|no|number|nummer)?[\s.:]{0,3})\+?\d(?:[\s\-./()]{0,3}\d){5,14}(?!\d)/giu;

/** Known numbers and labelled phone numbers in plain text. */
export function findNumbers(plain: string, needles: readonly NumberNeedle[]): Finding[] {
  const compact = plain.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  const found = needles
    .filter(({ tail }) => compact.includes(tail))
    .flatMap(({ pattern, kind, confidence }) => matchesOf(plain, pattern(), kind, confidence));
  return [...found, ...matchesOf(plain, LABELLED_PHONE, 'phone', 0.7)];
}

function matchesOf(plain: string, pattern: RegExp, kind: FindingKind, confidence: number): Finding[] {
  return [...plain.matchAll(pattern)]
    .filter(([text]) => text !== '')
    .map(({ 0: text, index }) => ({ start: index, end: index + text.length, kind, confidence }));
}
