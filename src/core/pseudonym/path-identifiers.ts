import { shiftDate, toFirstOfYear } from './date-shift';

/** A text that identifies a patient when it stands in a path, and what stands there instead. */
export interface PathIdentifier {
  /** Folded: see `foldText`. */
  readonly text: string;
  readonly replacement: string;
  /** Replaced only where it is the whole name: too short to be recognised inside one. */
  readonly wholeOnly: boolean;
}

/** What is known of a patient that may stand in the names of folders and files. */
export interface KnownOfPatient {
  readonly patientId: string;
  readonly names: readonly string[];
  readonly birthDates: readonly string[];
  readonly accessionNumbers: readonly string[];
  readonly studyDates: readonly string[];
}

/** How the identifiers of one patient are replaced. */
export interface PathReplacement {
  readonly anonymisedId: string;
  /** Days by which study dates move back; undefined when dates are kept. */
  readonly dateOffset: number | undefined;
  readonly keepBirthDate: boolean;
  readonly accessionCode: (accessionNumber: string) => string;
}

const SHORTEST_INSIDE = 2;

/** All texts that give a patient away in a path, the longest first. */
export function pathIdentifiers(
  known: KnownOfPatient,
  replacement: PathReplacement,
): readonly PathIdentifier[] {
  const found = new Map<string, string>();
  const add = (text: string, by: string): void => {
    const folded = foldText(text.trim());
    if (folded !== '' && folded !== foldText(by) && !found.has(folded)) found.set(folded, by);
  };
  addText(known.patientId, replacement.anonymisedId, add);
  for (const part of known.names.flatMap(nameForms)) add(part, replacement.anonymisedId);
  for (const accession of known.accessionNumbers)
    addText(accession, replacement.accessionCode(accession), add);
  addDates(known, replacement, add);
  return [...found]
    .map(([text, by]) => ({ text, replacement: by, wholeOnly: text.length < SHORTEST_INSIDE }))
    .sort((a, b) => b.text.length - a.text.length);
}

type Add = (text: string, by: string) => void;

/** Characters that names of files can't hold, and the same with white space, which many writers avoid, too. */
const UNWRITABLE = [/[\\/:*?"<>|^]/g, /[\\/:*?"<>|^\s]/g];

/** An ID as it is, and as file systems write it: unwritable characters left out or replaced by `_` or `-`. */
function addText(text: string, by: string, add: Add): void {
  add(text, by);
  for (const unwritable of UNWRITABLE) {
    for (const substitute of ['_', '-', '']) add(text.replace(unwritable, substitute), by);
  }
}

/** Name parts, and first and last name written together: of each component group (PS3.5 §6.2.1), without prefix and suffix. */
function nameForms(name: string): string[] {
  return name.split('=').flatMap((group) => {
    // Stryker disable next-line StringLiteral: a part that is not there stands in no path, whatever it is called
    const [family = '', given = '', middle = ''] = group.split('^');
    const parts = [family, given, middle].flatMap(spellings);
    const long = parts.filter((part) => part.trim().length >= SHORTEST_INSIDE);
    const forms = [...long, family + given, given + family];
    return [...forms, ...forms.map(transliterate)];
  });
}

/** A name part as it is, its words, and its words with what file names put between them: "O'Connor", "OConnor". */
function spellings(part: string): string[] {
  const words = part.split(/[\s\-'’]+/);
  return [part, ...words, ...['', ' ', '-', '_'].map((separator) => words.join(separator))];
}

const TRANSLITERATED: readonly [RegExp, string][] = [
  [/ä/gi, 'ae'],
  [/ö/gi, 'oe'],
  [/ü/gi, 'ue'],
  [/ø/gi, 'oe'],
  [/å/gi, 'aa'],
  [/æ/gi, 'ae'],
];

function transliterate(part: string): string {
  return TRANSLITERATED.reduce((text, [from, to]) => text.replace(from, to), part);
}

function addDates(known: KnownOfPatient, replacement: PathReplacement, add: Add): void {
  const { dateOffset, keepBirthDate } = replacement;
  if (!keepBirthDate) for (const date of known.birthDates) addDate(date, toFirstOfYear(date), add);
  // Stryker disable next-line ConditionalExpression: moved by no number of days, a date becomes none
  if (dateOffset === undefined) return;
  for (const date of known.studyDates) addDate(date, shiftDate(date, dateOffset), add);
}

/** A date in the orders and with the separators that folder names use; the replacement takes the same form. */
function addDate(date: string, by: string, add: Add): void {
  const [from, to] = [date.replace(/[.\-/]/g, ''), by.replace(/[.\-/]/g, '')];
  if (!/\d{8}/.test(to)) return;
  for (const separator of ['', '-', '_', '.', ' ']) {
    for (const order of ['ymd', 'dmy', 'mdy'])
      add(formatDay(from, order, separator), formatDay(to, order, separator));
  }
}

function formatDay(day: string, order: string, separator: string): string {
  const parts: Record<string, string> = { y: day.slice(0, 4), m: day.slice(4, 6), d: day.slice(6, 8) };
  return [...order].map((part) => parts[part]!).join(separator);
}

/**
 * Lower case, compatibility forms unified, accents dropped: "Müller" and "MULLER" fold to the same text, as do "Weiß",
 * "WEISS" and "WEIẞ", whose last letter is the capital of none. Character by character, because a Greek sigma in lower
 * case depends on what follows it.
 */
export function foldText(text: string): string {
  // Stryker disable next-line ConditionalExpression: only saves time
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return Array.from(plain, (character) => character.toLowerCase().toUpperCase().toLowerCase()).join('');
}

const BEYOND_ASCII = /[\u0080-\uffff]/;
