import { foldText, type PathIdentifier } from './path-identifiers';
import type { UidMapping } from './uid-map';
import { findUids } from './uid-text';

interface Match {
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
}

/**
 * A folder or file name without the identifiers of the patients that it belongs to: each is replaced by its pseudonym,
 * repetitions of the same pseudonym become one, UIDs become the new ones. All else stays.
 */
export function renameSegment(
  segment: string,
  identifiers: Iterable<PathIdentifier>,
  uids: UidMapping,
): string {
  const matches = [...uidMatches(segment, uids)];
  const folded = fold(segment);
  for (const identifier of identifiers) findIdentifier(segment, folded, identifier, matches);
  if (matches.length === 0) return segment;
  return asOneName(
    replaceMatches(
      segment,
      matches.sort((a, b) => a.from - b.from),
    ),
  );
}

/** What parts a path, ends a string of the system or stands for another folder. */
const NO_PART_OF_A_NAME = /[/\\\p{Cc}]/gu;

/** A pseudonym comes from the workbook, where anybody may have put anything: it must not lead out of its folder. */
function asOneName(text: string): string {
  const name = text.replace(NO_PART_OF_A_NAME, '_');
  return /^\.{0,2}$/.test(name) ? `${name.replaceAll('.', '_')}_` : name;
}

function uidMatches(segment: string, uids: UidMapping): Match[] {
  const bytes = Buffer.from(segment, 'latin1'); // one byte for each UTF-16 unit, so that offsets agree
  const matches: Match[] = [];
  findUids(bytes, 0, bytes.length, (from, to) => {
    const uid = segment.slice(from, to);
    if (/^[\d.]+$/.test(uid)) matches.push({ from, to, replacement: uids.mapText(uid) });
  });
  return matches;
}

interface Folded {
  readonly text: string;
  /** For each folded character, where it comes from; one more for the end. */
  readonly origin: readonly number[];
}

function fold(segment: string): Folded {
  // Stryker disable next-line ConditionalExpression: only saves time
  if (isAscii(segment)) return { text: segment.toLowerCase(), origin: asciiOrigin(segment.length) };
  let text = '';
  const origin: number[] = [];
  let at = 0;
  for (const character of segment) {
    const folded = foldText(character);
    for (let i = 0; i < folded.length; i++) origin.push(at);
    text += folded;
    at += character.length;
  }
  origin.push(segment.length);
  return { text, origin };
}

// Stryker disable all: only saves time
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
// Stryker restore all

/** Each character comes from its own place. */
function asciiOrigin(length: number): readonly number[] {
  return Array.from({ length: length + 1 }, (_, at) => at);
}

function findIdentifier(segment: string, folded: Folded, identifier: PathIdentifier, matches: Match[]): void {
  const { text, replacement, wholeOnly } = identifier;
  if (wholeOnly) {
    if (folded.text === text) matches.push({ from: 0, to: segment.length, replacement });
    return;
  }
  for (let at = folded.text.indexOf(text); at >= 0; at = folded.text.indexOf(text, at + 1)) {
    const [from, to] = [folded.origin[at]!, folded.origin[at + text.length]!];
    const free = matches.every((match) => to <= match.from || from >= match.to);
    if (free && standsAlone(segment, from, to)) matches.push({ from, to, replacement });
  }
}

/**
 * Whether what stands at [from, to) is a word of its own: between separators, at a change between letters and digits, or
 * at a capital after a small letter ("DoeJane"). Scripts without capitals and spaces have no such borders.
 */
function standsAlone(segment: string, from: number, to: number): boolean {
  return isBorder(segment[from - 1], segment[from]) && isBorder(segment[to - 1], segment[to]);
}

function isBorder(before: string | undefined, after: string | undefined): boolean {
  if (before === undefined || after === undefined) return true;
  const [left, right] = [kindOf(before), kindOf(after)];
  if (left === right) return left === 'other';
  return !(left === 'upper' && right === 'lower');
}

function kindOf(character: string): 'upper' | 'lower' | 'digit' | 'other' {
  // Stryker disable next-line StringLiteral: by whatever name, it is none of the others
  if (/\p{N}/u.test(character)) return 'digit';
  if (/\p{Lu}/u.test(character)) return 'upper';
  return /\p{Ll}|\p{M}/u.test(character) ? 'lower' : 'other';
}

/** Puts the replacements in; the same one again, with nothing but separators between, is put in once. */
function replaceMatches(segment: string, matches: readonly Match[]): string {
  let result = '';
  let at = 0;
  let last: Match | undefined;
  for (const match of matches) {
    const between = segment.slice(at, match.from);
    if (last?.replacement !== match.replacement || /[\p{L}\p{N}]/u.test(between))
      result += between + match.replacement;
    at = match.to;
    last = match;
  }
  return result + segment.slice(at);
}
