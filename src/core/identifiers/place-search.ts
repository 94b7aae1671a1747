import type { Finding } from './finding';
import { type Token, tokenise } from './tokens';
import { COMMON_WORDS, GENERIC_PLACE_WORDS, PARTICLES } from './words';

/** A word of an address or of an institution's name. */
interface PlaceWord {
  readonly place: number;
  /** It alone tells the place: a long word that is of no language, or a postal code. */
  readonly isDistinctive: boolean;
  readonly isGeneric: boolean;
}

export interface PlaceLexicon {
  readonly words: ReadonlyMap<string, readonly PlaceWord[]>;
  readonly kinds: readonly ('address' | 'institution')[];
}

const DISTINCTIVE_LETTERS = 5;
const POSTAL_CODE = 5;
const GAP = /^[\s,.^;:\-/'’()]{0,4}$/;

/** "Mary's" is also written "Marys". */
const GENITIVE = /['’]s(?!\p{L})/giu;

const IN_FULL: ReadonlyMap<string, string> = new Map([
  ['st', 'street'],
  ['rd', 'road'],
  ['ave', 'avenue'],
  ['av', 'avenue'],
]);

/** Street names in short: "Hauptstr." is "Hauptstrasse", "St." is "Street" (or "Saint": the same on both sides). */
function keyOf(token: Token): string {
  return IN_FULL.get(token.key) ?? token.key.replace(/(?<=\p{L}{3})str$/u, 'strasse');
}

export function placeLexicon(addresses: readonly string[], institutions: readonly string[]): PlaceLexicon {
  const words = new Map<string, PlaceWord[]>();
  const kinds: ('address' | 'institution')[] = [];
  const add =
    (kind: 'address' | 'institution') =>
    (text: string): void => {
      const place = kinds.push(kind) - 1;
      for (const token of [...tokenise(text), ...tokenise(text.replace(GENITIVE, 's'))]) {
        const key = keyOf(token);
        const known = words.get(key) ?? [];
        if (!known.some((other) => other.place === place))
          words.set(key, [...known, placeWord(token, key, place)]);
      }
    };
  addresses.forEach(add('address'));
  institutions.forEach(add('institution'));
  return { words, kinds };
}

function placeWord(token: Token, key: string, place: number): PlaceWord {
  const isGeneric =
    GENERIC_PLACE_WORDS.has(key) || PARTICLES.has(key) || COMMON_WORDS.has(key) || key.length === 1;
  if (token.isNumber) return { place, isDistinctive: token.to - token.from >= POSTAL_CODE, isGeneric: true };
  const long = /^[\0-\x7f]/.test(key) ? key.length >= DISTINCTIVE_LETTERS : key.length >= 2;
  return { place, isDistinctive: long && !isGeneric, isGeneric };
}

/** Parts of known places: runs of their words with one that is not generic, and single words that tell the place. */
export function findPlaces(text: string, tokens: readonly Token[], lexicon: PlaceLexicon): Finding[] {
  const found: Finding[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const runs = (lexicon.words.get(keyOf(tokens[at]!)) ?? []).map(({ place }) =>
      runFrom(text, tokens, at, place, lexicon),
    );
    const best = runs.filter(({ isBelieved }) => isBelieved).sort((a, b) => b.last - a.last)[0];
    if (!best) continue;
    const kind = lexicon.kinds[best.place]!;
    found.push({
      start: tokens[at]!.from,
      end: tokens[best.last]!.to,
      kind,
      confidence: best.last > at ? 0.9 : 0.7,
    });
    at = best.last;
  }
  return found;
}

interface Run {
  readonly place: number;
  readonly last: number;
  readonly isBelieved: boolean;
}

function runFrom(
  text: string,
  tokens: readonly Token[],
  first: number,
  place: number,
  lexicon: PlaceLexicon,
): Run {
  let last = first;
  let special = 0;
  let distinctive = 0;
  for (let at = first; at < tokens.length; at++) {
    if (at > first && !GAP.test(text.slice(tokens[at - 1]!.to, tokens[at]!.from))) break;
    const word = lexicon.words.get(keyOf(tokens[at]!))?.find((candidate) => candidate.place === place);
    if (!word) break;
    if (!word.isGeneric) special++;
    if (word.isDistinctive) distinctive++;
    last = at;
  }
  const isStreet = last > first && tokens[last]!.isNumber && !tokens[first]!.isNumber && last - first >= 2;
  return { place, last, isBelieved: distinctive > 0 || (special > 0 && last > first) || isStreet };
}
