import { CLASS, foldCharacter, foldText } from './folding';
import { variantsOf } from './name-variants';
import { tokenise } from './tokens';
import { ABBREVIATIONS, COMMON_WORDS, PARTICLES, PLACEHOLDERS, TITLES } from './words';

/** A part of a name, as it may stand in text. */
export interface NamePart {
  /** Index of the person among all that the lexicon knows. */
  readonly person: number;
  /** Which part of the name: a part counts once as evidence. */
  readonly part: string;
  /** How sure the word alone is the name: 1 is enough. */
  readonly strength: number;
  readonly needsAccent: boolean;
}

export interface Person {
  readonly kind: 'name' | 'person';
  readonly initials: ReadonlySet<string>;
  /** "van", "den" of a name that has them. */
  readonly particles: ReadonlySet<string>;
}

/** A name of a script without spaces between words. */
export interface SpacelessName {
  readonly key: string;
  readonly kind: 'name' | 'person';
  /** One character, or a word: believed only before or after a form of address. */
  readonly needsAddress: boolean;
}

export interface NameLexicon {
  readonly parts: ReadonlyMap<string, readonly NamePart[]>;
  readonly persons: readonly Person[];
  /** The longest first. */
  readonly spaceless: readonly SpacelessName[];
}

/** Short words of Han script that names and reports share. */
const SPACELESS_WORDS = new Set(
  '健康 平安 左右 正常 心 肺 林 森 明 正 大 小 中 高 石 骨 血 頭 头 手 足 目 口 耳 金 王 山 右 左 上 下 前 後 后 光 文 白 黒 黑 東 东 西 南 北 原 田 長 长 平 和 安 星 空 海 이 김 박 정 강 조 장 임 오 한 신 서 권 황 안 송 전 고 문 손 배 백 유 남 심 노 하 주 우 구 민 진 나 지 방 정상 소견 심장 하나 유지'.split(
    ' ',
  ),
);

/** Characters before those of Thai, the first script without spaces: none of them folds to one of such a script. */
const BEFORE_SPACELESS = /^[\0-\u0dff]*$/;

/** The lexicon of the patient's names and of other people's. */
export function nameLexicon(names: readonly string[], people: readonly string[]): NameLexicon {
  const parts = new Map<string, NamePart[]>();
  const persons: Person[] = [];
  const spaceless = new Map<string, SpacelessName>();
  const add =
    (kind: 'name' | 'person') =>
    (name: string): void => {
      if (isPlaceholder(name)) return;
      const person = persons.length;
      const words = name.split('=')[0]!.split('^').slice(0, 3).flatMap(wordsWithOriginals);
      persons.push({ kind, initials: initialsOf(words), particles: particlesOf(words) });
      for (const group of name.split('=')) {
        addParts(parts, group, person);
        for (const key of spacelessForms(group))
          if (!spaceless.has(key)) spaceless.set(key, spacelessName(key, kind));
      }
    };
  names.forEach(add('name'));
  people.forEach(add('person'));
  return { parts, persons, spaceless: [...spaceless.values()].sort((a, b) => b.key.length - a.key.length) };
}

/** "Anonymous", "Test^Patient", "no value": there is no name. */
function isPlaceholder(name: string): boolean {
  if (spacelessText(name) !== '') return false;
  const words = tokenise(name);
  return (
    words.length > 0 &&
    words.every(({ key, isNumber }) => isNumber || PLACEHOLDERS.has(key) || key.length === 1)
  );
}

function addParts(parts: Map<string, NamePart[]>, group: string, person: number): void {
  const addPart = (key: string, part: NamePart): void => {
    const known = parts.get(key) ?? [];
    if (!known.some((other) => other.person === person)) parts.set(key, [...known, part]);
  };
  const components = group.split('^').slice(0, 3).map(wordsWithOriginals);
  for (const { key, original } of components.flat()) {
    if (PARTICLES.has(key) && key.length < 4) continue;
    if (TITLES.has(key)) continue;
    for (const variant of variantsOf(key, original)) {
      const strength = Math.min(strengthOf(variant.key), strengthOf(key));
      addPart(variant.key, { person, part: key, strength, needsAccent: variant.needsAccent });
    }
  }
  for (const key of joinedForms(components))
    addPart(key, { person, part: key, strength: 1, needsAccent: false });
}

interface Word {
  readonly key: string;
  readonly original: string;
}

function wordsWithOriginals(component: string): readonly Word[] {
  return tokenise(component)
    .filter(({ isNumber }) => !isNumber)
    .map(({ key, from, to }) => ({ key, original: component.slice(from, to).toLowerCase() }));
}

/** Words written together: "oconnor", "vandenberg", "smithjohn", "jsmith". */
function joinedForms(components: readonly (readonly Word[])[]): readonly string[] {
  const [family = '', given = ''] = components.map((words) => words.map(({ key }) => key).join(''));
  const [first = ''] = (components[1] ?? []).map(({ key }) => key);
  const forms = components
    .filter((words) => words.length > 1)
    .map((words) => words.map(({ key }) => key).join(''));
  if (family === '' || given === '') return forms.filter((form) => form.length >= 4);
  const initial = given[0]!;
  forms.push(family + given, given + family, family + first, first + family);
  if (family.length >= 4) forms.push(family + initial, initial + family);
  return forms.filter((form) => form.length >= 5 && !COMMON_WORDS.has(form));
}

/** How much a word alone says that the person of this name is meant. */
function strengthOf(key: string): number {
  if (key.length === 1) return 0;
  if (COMMON_WORDS.has(key) || PARTICLES.has(key)) return 0.2;
  if (/^[^\0-\x7f]/.test(key)) return key.length >= 3 ? 1 : 0.4;
  if (key.length === 2) return ABBREVIATIONS.has(key) ? 0.2 : 0.4;
  if (key.length === 3) return ABBREVIATIONS.has(key) ? 0.3 : 1;
  return 1;
}

function initialsOf(words: readonly Word[]): ReadonlySet<string> {
  return new Set(words.map(({ key }) => key[0]!));
}

function particlesOf(words: readonly Word[]): ReadonlySet<string> {
  return new Set(words.map(({ key }) => key).filter((key) => PARTICLES.has(key)));
}

/** Family and given name together in both orders, and each by itself, of a group in Han, kana, Hangul or Thai. */
function spacelessForms(group: string): readonly string[] {
  const components = group.split('^').slice(0, 3).map(spacelessText);
  const [family = '', given = '', middle = ''] = components;
  const forms = [family + middle + given, family + given, given + family, family, given, ...components];
  const parts = group.split(/[\^\s\u3000]+/).map(spacelessText);
  return [...forms, ...parts].filter((form) => form !== '');
}

function spacelessText(text: string): string {
  if (BEFORE_SPACELESS.test(text)) return '';
  return [...foldText(text).text]
    .filter((character) => foldCharacter(character).class === CLASS.spaceless)
    .join('');
}

function spacelessName(key: string, kind: 'name' | 'person'): SpacelessName {
  return { key, kind, needsAddress: key.length < 2 || SPACELESS_WORDS.has(key) };
}
