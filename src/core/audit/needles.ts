import { KNOWN_KINDS, type KnownKind, type KnownValues } from '../identifiers/known-values';
import { wordsOf } from '../identifiers/tokens';
import { COMMON_WORDS, GENERIC_PLACE_WORDS, PLACEHOLDERS } from '../identifiers/words';
import { byteForms, usualByteForms } from './byte-forms';
import { type FoldedPattern, foldPattern, SHORTEST_PATTERN } from './byte-matcher';
import { dateForms, usualDateForms } from './date-needles';
import type { IdentifierKind } from './finding';
import { nameNeedles } from './name-needles';
import type { Needle, Strength } from './needle';
import { idNeedles, phoneNeedles } from './number-needles';

/** A patient whose identifiers are looked for. */
export interface AuditedPatient {
  readonly anonymisedId: string;
  readonly known: KnownValues;
  /** The original UIDs of studies, series and instances. */
  readonly uids: readonly string[];
}

/**
 * How much is looked for: 'all' forms for a search of a folder; the 'usual' ones while files are written, where the
 * search of a series has to be made in a fraction of a millisecond.
 */
export type Forms = 'all' | 'usual';

/** A form in which a value may be written, and its bytes. */
export interface WrittenForm {
  readonly kind: IdentifierKind;
  readonly text: string;
  /** The same for forms that differ in the case of letters only. */
  readonly folded: string;
  readonly strength: Strength;
  readonly patterns: readonly FoldedPattern[];
}

/** Addresses and institutions are words that others share; only long ones say anything. */
const SHORTEST_ADDRESS = 6;
const SHORTEST_UID = 10;
/**
 * Values that are remembered, some kilobytes each: patients of a run share institutions and people, and each has several
 * series, which follow each other.
 */
const REMEMBERED = 150;

/** The forms of values, made once for each value. */
export class WrittenForms {
  private readonly remembered = new Map<string, readonly WrittenForm[]>();

  constructor(private readonly forms: Forms = 'all') {}

  /** All forms of all that is known of a patient; those of its new ID are none: an ID may well stay as it is. */
  of({ anonymisedId, known, uids }: AuditedPatient): readonly WrittenForm[] {
    const own = anonymisedId.toLowerCase();
    const lists = KNOWN_KINDS.map((list) => this.ofAll(KIND_OF[list], known[list]));
    return [...lists, this.ofAll('uid', uids)].flat(2).filter(({ folded }) => !own.includes(folded));
  }

  private ofAll(kind: IdentifierKind, values: readonly string[]): readonly (readonly WrittenForm[])[] {
    return values.map((value) => this.ofValue(kind, value));
  }

  private ofValue(kind: IdentifierKind, value: string): readonly WrittenForm[] {
    const key = `${kind} ${value}`;
    const known = this.remembered.get(key);
    if (known) return known;
    if (this.remembered.size >= REMEMBERED) this.remembered.clear();
    const bytesOf = this.forms === 'all' ? byteForms : usualByteForms;
    const made = needlesOf(kind, value, this.forms).map(({ text, strength }) => ({
      ...{ kind, text, strength, folded: text.toLowerCase() },
      patterns: bytesOf(text).filter(isLongEnough).map(foldPattern),
    }));
    this.remembered.set(key, made);
    return made;
  }
}

function isLongEnough({ length }: Uint8Array): boolean {
  return length >= SHORTEST_PATTERN;
}

const KIND_OF: Readonly<Record<KnownKind, IdentifierKind>> = {
  names: 'name',
  people: 'person',
  ids: 'id',
  accessions: 'accession',
  birthDates: 'birth-date',
  dates: 'date',
  phones: 'phone',
  addresses: 'address',
  institutions: 'institution',
};

type Bare = Pick<Needle, 'text' | 'strength'>;

function needlesOf(kind: IdentifierKind, value: string, forms: Forms): readonly Bare[] {
  switch (kind) {
    case 'name':
    case 'person':
      return nameNeedles(value, forms);
    case 'id':
    case 'accession':
      return idNeedles(value);
    case 'birth-date':
      return isTelling(value) ? dateNeedles(value, forms) : [];
    case 'date':
      return dateNeedles(value, forms);
    case 'phone':
      return phoneNeedles(value);
    case 'address':
    case 'institution':
      return placeNeedles(value);
    case 'uid':
      return isTellingUid(value) ? [{ text: value, strength: 'strong' }] : [];
  }
}

/** Real UIDs have a root and more, or come of a UUID; "1.1" is a number. */
function isTellingUid(uid: string): boolean {
  return /^2\.25\.\d{20,}$/.test(uid) || (uid.length >= SHORTEST_UID && uid.split('.').length > 3);
}

/** 1 January is what is left of birth dates that are reduced to their year. */
function isTelling(birthDate: string): boolean {
  return !/0101$|01[-./]01$/.test(birthDate.trim());
}

function dateNeedles(date: string, forms: Forms): readonly Bare[] {
  const texts = forms === 'all' ? dateForms(date) : usualDateForms(date);
  return texts.map((text) => ({ text, strength: /\D/.test(text) ? 'strong' : 'usual' }));
}

/** "University Hospital" is no one place. */
function isGenericPlace(place: string): boolean {
  const words = wordsOf(place);
  const isGeneric = (word: string): boolean =>
    GENERIC_PLACE_WORDS.has(word) || PLACEHOLDERS.has(word) || COMMON_WORDS.has(word);
  return words.length > 0 && words.every(isGeneric) && !/\d/.test(place);
}

/** The whole, and its lines and parts between commas. */
function placeNeedles(place: string): readonly Bare[] {
  const parts = [place, ...place.split(/[,;\r\n\\^=]+/)].map((part) => part.trim());
  return [...new Set(parts)]
    .filter((part) => part.length >= SHORTEST_ADDRESS && !isGenericPlace(part))
    .map((text) => ({ text, strength: /\d/.test(text) || text.length > 12 ? 'strong' : 'usual' }));
}
