/** The spellings in which a folded name part stands in text. */

import { isAscii } from './folding';

/** Spellings with two letters for one that has an accent; the accented one is looked for in `original`. */
const EXPANDED: readonly (readonly [RegExp, string])[] = [
  [/[äæ]/g, 'ae'],
  [/[öøœ]/g, 'oe'],
  [/ü/g, 'ue'],
  [/å/g, 'aa'],
];

/** And back: names are often stored without the accents that people write. */
const COLLAPSED: readonly (readonly [RegExp, string])[] = [
  [/ae/g, 'a'],
  [/oe/g, 'o'],
  [/ue/g, 'u'],
  [/aa/g, 'a'],
  [/ss/g, 's'],
];

const CYRILLIC: Readonly<Record<string, readonly string[]>> = {
  а: ['a'],
  б: ['b'],
  в: ['v', 'w'],
  г: ['g'],
  д: ['d'],
  е: ['e', 'ye', 'je'],
  ж: ['zh', 'j', 'sch'],
  з: ['z', 's'],
  и: ['i'],
  й: ['y', 'i', 'j', ''],
  к: ['k'],
  л: ['l'],
  м: ['m'],
  н: ['n'],
  о: ['o'],
  п: ['p'],
  р: ['r'],
  с: ['s'],
  т: ['t'],
  у: ['u'],
  ф: ['f'],
  х: ['kh', 'h', 'ch'],
  ц: ['ts', 'c', 'z'],
  ч: ['ch', 'tsch', 'c'],
  ш: ['sh', 'sch'],
  щ: ['shch', 'sch'],
  ъ: [''],
  ы: ['y', 'i'],
  ь: ['', 'y'],
  э: ['e'],
  ю: ['yu', 'iu', 'ju'],
  я: ['ya', 'ia', 'ja'],
};

const GREEK: Readonly<Record<string, readonly string[]>> = {
  α: ['a'],
  β: ['v', 'b'],
  γ: ['g'],
  δ: ['d'],
  ε: ['e'],
  ζ: ['z'],
  η: ['i', 'e'],
  θ: ['th'],
  ι: ['i'],
  κ: ['k', 'c'],
  λ: ['l'],
  μ: ['m'],
  ν: ['n'],
  ξ: ['x'],
  ο: ['o'],
  π: ['p'],
  ρ: ['r'],
  σ: ['s'],
  τ: ['t'],
  υ: ['y', 'i', 'u'],
  φ: ['f', 'ph'],
  χ: ['ch', 'h'],
  ψ: ['ps'],
  ω: ['o'],
};

/** More spellings than this of one name are not worth their time. */
const MOST = 64;

export interface Variant {
  readonly key: string;
  /** A short spelling that people write with an accent only ("bär" for BAER); without one it is another word. */
  readonly needsAccent: boolean;
}

/** All spellings of a name part: `key` is it folded, `original` it in small letters. */
export function variantsOf(key: string, original: string): readonly Variant[] {
  const variants = new Map<string, boolean>();
  const add = (variant: string, needsAccent = false): void => {
    if (variant !== '' && variants.get(variant) !== false) variants.set(variant, needsAccent);
  };
  add(key);
  add(expand(original.normalize('NFC')));
  for (const [letters, letter] of COLLAPSED) add(key.replace(letters, letter), key.length < 6);
  for (const inflected of inflections(key)) add(inflected);
  for (const latin of [...transliterate(key, CYRILLIC), ...transliterate(key, GREEK)]) add(latin);
  return [...variants].slice(0, MOST).map(([variant, needsAccent]) => ({ key: variant, needsAccent }));
}

function expand(original: string): string {
  if (isAscii(original)) return original;
  const expanded = EXPANDED.reduce((text, [letters, pair]) => text.replace(letters, pair), original);
  return expanded.replace(/ß/g, 'ss').normalize('NFD').replace(/\p{M}/gu, '');
}

/** Endings that grammar adds to names: English and German genitive, Russian and Greek cases, Semitic prefixes. */
function inflections(key: string): readonly string[] {
  if (/^[a-z]{3,}$/.test(key)) return /[sxz]$/.test(key) ? [] : [`${key}s`];
  if (/^[а-я]{3,}$/.test(key)) return russianCases(key);
  if (/^[α-ω]{4,}$/.test(key)) return greekCases(key);
  if (/^[\u0621-\u064a]{3,}$/.test(key))
    return ['و', 'ل', 'ب', 'ال', 'وال', 'لل', 'ف', 'ك'].map((prefix) => prefix + key);
  if (/^[\u05d0-\u05ea]{3,}$/.test(key))
    return ['ו', 'ל', 'ב', 'ה', 'מ', 'ש', 'של'].map((prefix) => prefix + key);
  return [];
}

function russianCases(name: string): readonly string[] {
  const stem = name.slice(0, -1);
  if (/[оеи][вн]а$/.test(name)) return ['ой', 'у', 'ы', 'е'].map((ending) => stem + ending).concat(stem);
  if (/а$/.test(name)) return ['ы', 'и', 'е', 'у', 'ой', 'ою'].map((ending) => stem + ending);
  if (/я$/.test(name)) return ['и', 'е', 'ю', 'ей'].map((ending) => stem + ending);
  if (/ий$/.test(name))
    return [...['я', 'ю', 'ем', 'е', 'и'].map((ending) => stem + ending), ...adjectiveCases(name)];
  if (/[оы]й$/.test(name)) return adjectiveCases(name);
  if (/[йь]$/.test(name)) return ['я', 'ю', 'ем', 'е'].map((ending) => stem + ending);
  return ['а', 'у', 'ом', 'ым', 'е', 'ой', 'ы'].map((ending) => name + ending);
}

function adjectiveCases(name: string): readonly string[] {
  const stem = name.slice(0, -2);
  return ['ого', 'ому', 'им', 'ым', 'ом', 'ая', 'ой', 'ую'].map((ending) => stem + ending);
}

function greekCases(name: string): readonly string[] {
  const [stem, two] = [name.slice(0, -1), name.slice(0, -2)];
  if (name.endsWith('οσ')) return [`${two}ου`, `${two}ο`, `${two}ον`, `${two}ε`];
  if (/[ηα]σ$/.test(name)) return [stem, `${two}ου`];
  return /[αη]$/.test(name) ? [`${name}σ`] : [];
}

function transliterate(key: string, letters: Readonly<Record<string, readonly string[]>>): readonly string[] {
  if (![...key].every((letter) => letters[letter] !== undefined)) return [];
  let spellings = [''];
  for (const letter of key) {
    const next = spellings.flatMap((spelling) => letters[letter]!.map((latin) => spelling + latin));
    spellings = next.slice(0, MOST);
  }
  return spellings;
}
