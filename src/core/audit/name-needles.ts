import { isAscii } from '../identifiers/folding';
import { wordsOf as foldedWords } from '../identifiers/tokens';
import { ABBREVIATIONS, COMMON_WORDS, PARTICLES, PLACEHOLDERS, TITLES } from '../identifiers/words';
import type { Needle, Strength } from './needle';
import type { Forms } from './needles';

/** Letters that people and machines write as others. */
const EXPANDED: readonly (readonly [RegExp, string])[] = [
  [/[äæ]/gi, 'ae'],
  [/[öøœ]/gi, 'oe'],
  [/ü/gi, 'ue'],
  [/ß/g, 'ss'],
  [/å/gi, 'aa'],
];

/** Sets of words that are never a name by themselves. */
const NO_NAMES = [PLACEHOLDERS, PARTICLES, TITLES];
/** Words and abbreviations of reports that are names, too: believed only beside another part of the name. */
const DOUBTFUL = [COMMON_WORDS, ABBREVIATIONS];
/** Texts in the place of a name that say there is none. */
const NO_NAME =
  /^(?:anonym\w*|unknown|unnamed|none|null|nobody|test\w*|x+|n[./]?a\.?|removed|redacted|patient|name|male|female|user\d*)$/i;

/** From so many letters on, a name part stands for itself. */
const USUAL_LENGTH = 4;
const STRONG_LENGTH = 7;
const SHORTEST_ASCII = 2;

type NameNeedle = Omit<Needle, 'patients' | 'kind'>;

/**
 * The forms of a PN value (PS3.5 §6.2.1): each part of family, given and middle name, and family and given name
 * together, in every component group, without and with the accents written out.
 */
export function nameNeedles(name: string, forms: Forms = 'all'): readonly NameNeedle[] {
  return name.split('=').flatMap((group) => {
    const [family = '', given = '', middle = ''] = group.split('^').map((part) => part.trim());
    const parts = [family, given, middle].flatMap(wordsOf);
    return [...parts.map(partNeedle), ...fullForms(family, given, forms)].flatMap(spellings);
  });
}

function wordsOf(part: string): readonly string[] {
  const words = part.split(/[\s,.]+/).filter((word) => word !== '');
  return words.length > 1 ? [part, ...words] : words;
}

function partNeedle(text: string): NameNeedle {
  return { text, strength: strengthOfName(text) };
}

/** Where parts are found by themselves, the whole only adds those that are too short or too common. */
function fullForms(family: string, given: string, forms: Forms): readonly NameNeedle[] {
  if (family === '' || given === '') return [];
  const separators = forms === 'all' ? ['^', ' ', ', ', ',', '_', '-', '.', ''] : ['^', ' ', ', '];
  return separators.flatMap((separator): NameNeedle[] => [
    { text: family + separator + given, strength: 'strong' },
    { text: given + separator + family, strength: 'strong' },
  ]);
}

function spellings(needle: NameNeedle): readonly NameNeedle[] {
  if (isAscii(needle.text)) return isNameLike(needle.text) ? [needle] : [];
  const texts = new Set([
    needle.text,
    needle.text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC'),
    EXPANDED.reduce((text, [letters, pair]) => text.replace(letters, pair), needle.text.normalize('NFC')),
  ]);
  return [...texts].filter(isNameLike).map((text) => ({ ...needle, text }));
}

function isNameLike(text: string): boolean {
  if (text.length < (isAscii(text) ? SHORTEST_ASCII : 1) || !/\p{L}/u.test(text) || NO_NAME.test(text))
    return false;
  const words = foldedWords(text);
  return words.length === 0 || !words.every((word) => NO_NAMES.some((set) => set.has(word)));
}

function strengthOfName(text: string): Strength {
  const words = foldedWords(text);
  if (words.length > 0 && words.every((word) => DOUBTFUL.some((set) => set.has(word)))) return 'weak';
  if (/[^\0-\x7f]/.test(text)) return text.length > 2 ? 'strong' : 'usual';
  if (text.length < USUAL_LENGTH) return 'weak';
  return text.length < STRONG_LENGTH ? 'usual' : 'strong';
}
