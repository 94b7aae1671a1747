/**
 * Names in text, weighed. A word that may be a name has a strength of its own (see `NamePart`), to which neighbours add:
 * another part of the same person's name, an initial of it, a form of address before it, a capital in the middle of a
 * sentence; and from which others take: a small letter where names have capitals, a compound such as "LI-RADS", an
 * eponym such as "Baker cyst". It is a name from ENOUGH on.
 */
import type { Finding } from './finding';
import type { NameLexicon, NamePart, Person } from './name-lexicon';
import type { Token } from './tokens';
import { AFTER_EPONYM, EPONYMS, PARTICLES, TITLES } from './words';

const ENOUGH = 0.95;
const SECOND_PART = 0.9;
const INITIAL = 0.5;
/** "J. Long", "Long, J". */
const PUNCTUATED_INITIAL = 0.8;
/** A particle of the name before it: "van den Berg". */
const OWN_PARTICLE = 0.8;
const MOST_INITIALS = 3;
const ADDRESSED = 0.8;
const CAPITAL = 0.3;
const SMALL_LETTER = -0.6;
const COMPOUND = -1;
const EPONYM = -1;
/** Parts up to this strength need company, and don't join others by themselves in small letters. */
const WEAK = 0.5;

/** "By May" is a time. */
const MONTHS_AS_NAMES = /^(?:may|march|april|june|july|august|mai|jan)$/;

/** What may stand between the parts of one name. */
const GAP = /^[ \u00a0,.^=_\-'’´`·/]{1,4}$/;

interface Text {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** It has words in small letters, so that capitals say something. */
  readonly isMixed: boolean;
}

interface Chain {
  /** Tokens [first, last] of the text. */
  readonly first: number;
  readonly last: number;
  readonly person: number;
  readonly score: number;
}

/** The names of the lexicon in a text, adjacent parts of one name as one finding. */
export function findNames(text: string, tokens: readonly Token[], lexicon: NameLexicon): Finding[] {
  if (!tokens.some(({ key }) => lexicon.parts.has(key))) return [];
  const words = tokens.filter(({ isNumber, key }) => !isNumber && key.length > 2);
  const isMixed = words.some((word) => word.isCapitalised) && words.some((word) => !word.isCapitalised);
  const place: Text = { text, tokens, isMixed };
  const found: Finding[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const chain = bestChain(place, at, lexicon);
    if (!chain) continue;
    const [start, end] = [tokens[chain.first]!.from, tokens[chain.last]!.to];
    found.push({
      start,
      end,
      kind: lexicon.persons[chain.person]!.kind,
      confidence: Math.min(1, chain.score / 2),
    });
    at = chain.last;
  }
  return found;
}

/** The longest chain of believed parts that starts at a token; of the patient, if others are as long. */
function bestChain(place: Text, at: number, lexicon: NameLexicon): Chain | undefined {
  let best: Chain | undefined;
  for (const person of personsAt(place.tokens, at, lexicon)) {
    const chain = chainFrom(place, at, person, lexicon);
    if (chain && (!best || chain.last > best.last)) best = chain;
  }
  return best;
}

/** Who may be meant by a token, or by an initial and the token that follows. */
function personsAt(tokens: readonly Token[], at: number, lexicon: NameLexicon): readonly number[] {
  const token = tokens[at]!;
  const own = (lexicon.parts.get(token.key) ?? []).map(({ person }) => person);
  if (own.length > 0 || !(isInitial(token) || (token.isUpper && token.key.length <= MOST_INITIALS)))
    return [...own].sort((a, b) => a - b);
  const next = [tokens[at + 1], tokens[at + 2], tokens[at + 3]];
  const persons = next.flatMap((other) => (other ? (lexicon.parts.get(other.key) ?? []) : []));
  return [...new Set(persons.map(({ person }) => person))].sort((a, b) => a - b);
}

function isInitial(token: Token): boolean {
  return !token.isNumber && token.key.length === 1;
}

/** Two or three capitals, all of them initials of the name: "HJ Fischer". */
function areInitials(token: Token, person: Person): boolean {
  return (
    token.isUpper &&
    token.key.length <= MOST_INITIALS &&
    [...token.key].every((letter) => person.initials.has(letter))
  );
}

/** What a token is for the name of a person. */
type Role = NamePart | 'initial' | 'particle' | 'unknown-initial' | undefined;

function roleOf(place: Text, at: number, person: number, lexicon: NameLexicon): Role {
  const token = place.tokens[at];
  if (!token || token.isNumber) return undefined;
  const part = lexicon.parts.get(token.key)?.find((candidate) => candidate.person === person);
  if (part && (!part.needsAccent || token.isAccented)) return part;
  if (isInitial(token) || areInitials(token, lexicon.persons[person]!))
    return initialRole(token, place, lexicon.persons[person]!);
  return lexicon.persons[person]!.particles.has(token.key) ? 'particle' : undefined;
}

function initialRole(token: Token, place: Text, person: Person): Role {
  if (place.isMixed && !token.isCapitalised && /[a-z]/.test(token.key)) return undefined;
  if (/\d/.test(place.text[token.to] ?? '') || /\d/.test(place.text[token.from - 1] ?? '')) return undefined;
  return [...token.key].every((letter) => person.initials.has(letter)) ? 'initial' : 'unknown-initial';
}

function chainFrom(place: Text, first: number, person: number, lexicon: NameLexicon): Chain | undefined {
  const parts = new Set<string>();
  let strongest = 0;
  let initials = 0;
  let hasCapital = false;
  let start = -1;
  let last = -1;
  for (let at = first; at === first || isAdjacent(place, at - 1); at++) {
    const role = roleOf(place, at, person, lexicon);
    if (role === undefined || (typeof role === 'string' && role !== 'initial' && last < 0)) break;
    if (role === 'particle' || role === 'unknown-initial') continue;
    if (role === 'initial') {
      if (!canBeInitial(place, at, last < 0)) break;
      initials = Math.max(initials, initialScore(place, at));
    } else if (hasCapital && isSmallWeak(place, at, role)) break;
    else {
      hasCapital ||= place.tokens[at]!.isCapitalised;
      parts.add(role.part);
      strongest = Math.max(strongest, strengthIn(place, at, role));
    }
    if (start < 0) start = at;
    last = at;
  }
  if (parts.size === 0) return undefined;
  start = withParticles(place, start, lexicon.persons[person]!);
  const score =
    strongest + (parts.size > 1 ? SECOND_PART : 0) + initials + aroundOf(place, start, last, strongest);
  return score >= ENOUGH ? { first: start, last, person, score } : undefined;
}

/** Where the particles of the person's name begin that stand before a part of it. */
function withParticles(place: Text, at: number, person: Person): number {
  let first = at;
  while (first > 0 && person.particles.has(place.tokens[first - 1]!.key) && isAdjacent(place, first - 1))
    first--;
  return first;
}

/** "A" and "I" are words in front, and so are letters that number or name things behind: "Smith T 2". */
function canBeInitial(place: Text, at: number, isFirst: boolean): boolean {
  const token = place.tokens[at]!;
  const next = place.tokens[at + 1];
  const after = place.text[token.to] ?? '';
  if (isFirst) return next !== undefined && isAdjacent(place, at);
  return !(next?.isNumber === true && /[\s\d-]/.test(after) && next.from - token.to <= 1);
}

function initialScore(place: Text, at: number): number {
  const token = place.tokens[at]!;
  const before = place.text.slice(Math.max(0, token.from - 2), token.from);
  return place.text[token.to] === '.' || /[,^]/.test(before) ? PUNCTUATED_INITIAL : INITIAL;
}

function isAdjacent(place: Text, at: number): boolean {
  const [token, next] = [place.tokens[at]!, place.tokens[at + 1]];
  if (!next) return false;
  return next.from === token.to || GAP.test(place.text.slice(token.to, next.from));
}

function isSmallWeak(place: Text, at: number, part: NamePart): boolean {
  return part.strength <= WEAK && place.isMixed && !place.tokens[at]!.isCapitalised;
}

function strengthIn(place: Text, at: number, part: NamePart): number {
  const token = place.tokens[at]!;
  const next = place.tokens[at + 1];
  const previous = place.tokens[at - 1];
  const isEponym =
    EPONYMS.has(token.key) &&
    [next, place.tokens[at + 2]].some(
      (other) => other && AFTER_EPONYM.has(other.key) && !endsSentence(place, token.to, other.from),
    );
  const morbus = previous?.key === 'morbus' && EPONYMS.has(token.key);
  return part.strength + (isEponym || morbus ? EPONYM : 0);
}

function endsSentence(place: Text, from: number, to: number): boolean {
  return /[.;:!?,]/.test(place.text.slice(from, to));
}

/** What stands around the chain adds to weak parts, or takes from them. */
function aroundOf(place: Text, first: number, last: number, strongest: number): number {
  if (strongest > WEAK) return 0;
  const token = place.tokens[first]!;
  let score = isAddressed(place, first) || isPossessive(place, last) ? ADDRESSED : 0;
  if (PARTICLES.has(token.key)) score += OWN_PARTICLE;
  if (place.isMixed)
    score += token.isCapitalised
      ? isMidSentence(place, first)
        ? CAPITAL
        : 0
      : token.key === token.key.toUpperCase()
        ? 0
        : SMALL_LETTER;
  return score + (isCompound(place, first, last) ? COMPOUND : 0);
}

/** A form of address or a role, directly before: "Mr", "Patient:", "Dr.". */
function isAddressed(place: Text, at: number): boolean {
  for (let before = at - 1; before >= 0 && before >= at - 2; before--) {
    const token = place.tokens[before]!;
    if (!/^[\s.:,]{1,4}$/.test(place.text.slice(token.to, place.tokens[before + 1]!.from))) return false;
    if (isTitle(token, place, place.tokens[at]!.key)) return true;
    if (!PARTICLES.has(token.key)) return false;
  }
  return false;
}

/** MR and PT in capitals, and "no", "pat" and the like in any, are other things as often. */
function isTitle(token: Token, place: Text, next: string): boolean {
  if (token.key === 'by') return !MONTHS_AS_NAMES.test(next);
  if (!TITLES.has(token.key)) return false;
  if (token.key === 'mr' && token.isUpper) return place.text[token.to] === '.';
  if (token.key === 'pt') return place.text[token.to] !== ',';
  return !(token.key.length === 1 && place.text[token.to] !== '.');
}

function isPossessive(place: Text, at: number): boolean {
  const token = place.tokens[at]!;
  return token.isCapitalised && /^['’]s\b/i.test(place.text.slice(token.to, token.to + 3));
}

/** Not the first word of the text, a line or a sentence, where anything has a capital. */
function isMidSentence(place: Text, at: number): boolean {
  const token = place.tokens[at]!;
  const before = place.text.slice(Math.max(0, token.from - 2), token.from);
  return at > 0 && !/[.:;!?\r\n\\([-]\s*$/.test(before);
}

/** Joined by a hyphen or digits to something that is no part of the name: "LI-RADS", "Young-Burgess", "May2". */
function isCompound(place: Text, first: number, last: number): boolean {
  const [from, to] = [place.tokens[first]!.from, place.tokens[last]!.to];
  return (
    /[\p{L}\d][-_/+]$|\d$/u.test(place.text.slice(Math.max(0, from - 2), from)) ||
    /^(?:[-_/+][\p{L}\d]|\d)/u.test(place.text.slice(to, to + 2))
  );
}
