import type { KnownValues } from '../identifiers/known-values';
import { wordsOf } from '../identifiers/tokens';
import { COMMON_WORDS, GENERIC_PLACE_WORDS, PLACEHOLDERS } from '../identifiers/words';
import { dateForms, usualDateForms } from './date-needles';
import type { IdentifierKind } from './finding';
import { nameNeedles } from './name-needles';
import type { Needle } from './needle';
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

/** Addresses and institutions are words that others share; only long ones say anything. */
const SHORTEST_ADDRESS = 6;
const SHORTEST_UID = 10;

/**
 * All forms of all that is known of the patients, each once; the new values are none: an ID may well stay as it is. Of
 * two kinds that are written alike the first one counts.
 */
export function needlesOf(patients: readonly AuditedPatient[], forms: Forms = 'all'): readonly Needle[] {
  const needles = new Map<string, { needle: Kinded; patients: number[] }>();
  patients.forEach((patient, index) => {
    const own = patient.anonymisedId.toLowerCase();
    for (const needle of patientNeedles(patient, forms)) {
      const key = needle.text.toLowerCase();
      if (own.includes(key)) continue;
      const known = needles.get(key);
      if (!known) needles.set(key, { needle, patients: [index] });
      else if (known.patients.at(-1) !== index) known.patients.push(index);
    }
  });
  return [...needles.values()].map(({ needle, patients: owners }) => ({ ...needle, patients: owners }));
}

type Kinded = Omit<Needle, 'patients'>;
type Bare = Omit<Kinded, 'kind'>;

function patientNeedles({ known, uids }: AuditedPatient, forms: Forms): readonly Kinded[] {
  const nameForms = (name: string): readonly Bare[] => nameNeedles(name, forms);
  const dates = (date: string): readonly Bare[] => dateNeedles(date, forms);
  const as =
    (kind: IdentifierKind) =>
    (needle: Bare): Kinded => ({ ...needle, kind });
  return [
    ...known.names.flatMap(nameForms).map(as('name')),
    ...known.people.flatMap(nameForms).map(as('person')),
    ...known.ids.flatMap(idNeedles).map(as('id')),
    ...known.accessions.flatMap(idNeedles).map(as('accession')),
    ...known.birthDates.filter(isTelling).flatMap(dates).map(as('birth-date')),
    ...known.dates.flatMap(dates).map(as('date')),
    ...known.phones.flatMap(phoneNeedles).map(as('phone')),
    ...known.addresses.flatMap(placeNeedles).map(as('address')),
    ...known.institutions.flatMap(placeNeedles).map(as('institution')),
    ...uids
      .filter(isTellingUid)
      .map((text) => ({ text, strength: 'strong' as const }))
      .map(as('uid')),
  ];
}

/** Real UIDs have a root and more; "1.1" is a number. */
function isTellingUid(uid: string): boolean {
  return uid.length >= SHORTEST_UID && uid.split('.').length > 3;
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
