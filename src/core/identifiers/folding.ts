/**
 * One spelling for letters that people write in several ways: lower case, without accents, compatibility forms
 * unified. Character by character, so that each folded character knows where it comes from.
 */

/** What a character is for the words of a text. */
export const CLASS = {
  other: 0,
  letter: 1,
  digit: 2,
  /** Of scripts that write no spaces between words, or join particles to names: Han, kana, Hangul, Thai. */
  spaceless: 3,
  /** Combining marks: they belong to the letter before. */
  mark: 4,
} as const;

export interface FoldedCharacter {
  readonly text: string;
  readonly class: number;
}

/** Letters that Unicode does not decompose, by what they fold to. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  ى: 'ي',
  ة: 'ه',
  ё: 'е',
};

const ACCENTS = /[\u0300-\u036f]|[\u0591-\u05c7]|\u0640|[\u064b-\u065f]|\u0670/g;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}々ー\uff9e\uff9f]/u;
const HIRAGANA_TO_KATAKANA = 0x60;
const REMEMBERED = 20_000;

const remembered = new Map<string, FoldedCharacter>();

/** What one character folds to: mostly one character, sometimes two ("ß"), none for marks. */
export function foldCharacter(character: string): FoldedCharacter {
  const known = remembered.get(character);
  if (known) return known;
  if (remembered.size > REMEMBERED) remembered.clear();
  const folded = { text: foldNew(character), class: classify(character) };
  remembered.set(character, folded);
  return folded;
}

function foldNew(character: string): string {
  if (character === 'й' || character === 'Й') return 'й'; // a letter of its own, no accented one
  const lower = character.normalize('NFKD').replace(ACCENTS, '').toLowerCase().normalize('NFC');
  return [...lower].map((part) => UNDECOMPOSED[part] ?? toHiragana(part)).join('');
}

/** Katakana as hiragana: names are written in either. */
function toHiragana(character: string): string {
  return /[\u30a1-\u30f6]/.test(character)
    ? String.fromCharCode(character.charCodeAt(0) - HIRAGANA_TO_KATAKANA)
    : character;
}

function classify(character: string): number {
  if (SPACELESS.test(character)) return CLASS.spaceless;
  if (/\p{L}/u.test(character)) return CLASS.letter;
  if (/\p{Nd}/u.test(character)) return CLASS.digit;
  return /\p{M}/u.test(character) ? CLASS.mark : CLASS.other;
}

/** Folded text, and for each of its UTF-16 units the place that it comes from; one more for the end. */
export interface FoldedText {
  readonly text: string;
  readonly origin: readonly number[];
}

/** Folds a text; voiced marks of half-width kana join the kana before. */
export function foldText(text: string): FoldedText {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  for (const character of text) {
    const next = foldCharacter(character).text;
    const joined = isVoicing(next) ? (folded.slice(-1) + next).normalize('NFC') : '';
    if (joined.length === 1) folded = folded.slice(0, -1) + joined;
    else {
      folded += next;
      for (let i = 0; i < next.length; i++) origin.push(at);
    }
    at += character.length;
  }
  origin.push(text.length);
  return { text: folded, origin };
}

function isVoicing(folded: string): boolean {
  return folded === '\u3099' || folded === '\u309a';
}

/**
 * The text with the same number of UTF-16 units, in which accents, full-width forms and digits of other scripts are
 * plain: for patterns of numbers and month names. Case stays.
 */
export function plainText(text: string): string {
  return isAscii(text) ? text : text.replace(/[^\0-\x7f]/g, plainUnit);
}

function plainUnit(unit: string): string {
  const digit = digitOf(unit);
  if (digit >= 0) return String(digit);
  if (unit === '\u00a0' || unit === '\u3000' || unit === '\u202f') return ' ';
  if (unit === '\u2013' || unit === '\u2010' || unit === '\u2011' || unit === '\u2212') return '-';
  const plain = unit.normalize('NFKD').replace(ACCENTS, '');
  return plain.length === 1 && !SPACELESS.test(unit) ? plain : unit;
}

/** Arabic-Indic, Extended Arabic-Indic and full-width digits. */
function digitOf(unit: string): number {
  const code = unit.charCodeAt(0);
  for (const zero of [0x660, 0x6f0, 0xff10]) if (code >= zero && code <= zero + 9) return code - zero;
  return -1;
}

export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
