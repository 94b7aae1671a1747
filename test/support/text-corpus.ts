/** Templated texts like those of radiology in several languages, with identifiers planted in many forms. Seeded. */
import { type KnownValues, knownValues } from '../../src/core/identifiers/known-values';
import { LANGUAGES, type Language } from './text-corpus-languages';

export type PlantKind = 'name' | 'person' | 'id' | 'accession' | 'birth-date' | 'date' | 'phone' | 'address';

/** What was planted at [start, end) of a text. */
export interface Plant {
  readonly kind: PlantKind;
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

export interface CorpusText {
  readonly language: string;
  readonly known: KnownValues;
  readonly text: string;
  readonly plants: readonly Plant[];
}

/** A generator of numbers from 0 to below 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `patients` patients of each language, with `texts` texts each; half of the texts hold nothing to find. */
export function textCorpus(seed: number, patients: number, texts: number): readonly CorpusText[] {
  const random = seededRandom(seed);
  return LANGUAGES.flatMap((language) =>
    Array.from({ length: patients }, () => makePatient(language, random)).flatMap((patient) =>
      Array.from({ length: texts }, (_, index) => makeText(language, patient, index % 2 === 0, random)),
    ),
  );
}

interface Name {
  readonly family: string;
  readonly given: string;
}

interface Patient {
  readonly known: KnownValues;
  readonly name: Name;
  readonly person: Name;
  readonly id: string;
  readonly accession: string;
  readonly birth: string;
  readonly dates: readonly string[];
  readonly phone: string;
  readonly street: string;
  readonly city: string;
}

type Random = () => number;

export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!;
}

function digits(count: number, random: Random): string {
  return Array.from({ length: count }, (_, at) =>
    at === 0 ? 1 + Math.floor(random() * 9) : Math.floor(random() * 10),
  ).join('');
}

function day(from: number, to: number, random: Random): string {
  const date = new Date(
    Date.UTC(from + Math.floor(random() * (to - from + 1)), 0, 1 + Math.floor(random() * 365)),
  );
  return date.toISOString().slice(0, 10).replaceAll('-', '');
}

function makePatient(language: Language, random: Random): Patient {
  const name = { family: pick(language.families, random), given: pick(language.givens, random) };
  const others = language.families.filter((family) => family !== name.family);
  const person = {
    family: pick(others, random),
    given: pick(
      language.givens.filter((given) => given !== name.given),
      random,
    ),
  };
  const id = pick(
    [
      () => digits(8, random),
      () => `PAT-00${digits(5, random)}`,
      () => `${digits(3, random)}-${digits(2, random)}-${digits(4, random)}`,
      () => `0${digits(6, random)}`,
      () => `M${digits(4, random)}K`,
    ],
    random,
  )();
  const accession = pick(
    [() => `A20${digits(6, random)}`, () => digits(9, random), () => `RAD-${digits(6, random)}`],
    random,
  )();
  const birth = day(1930, 1999, random);
  const dates = [day(2005, 2024, random), day(2005, 2024, random)];
  const phone = language.phone.replace(/#/g, () => digits(1, random));
  const street = `${pick(language.streets, random)} ${1 + Math.floor(random() * 98)}`;
  const city = pick(language.cities, random);
  const known = knownValues({
    names: [`${name.family}^${name.given}`],
    people: [`${person.family}^${person.given}^^Dr.`],
    ids: [id],
    accessions: [accession],
    birthDates: [birth],
    dates: [dates[0]!],
    phones: [phone],
    addresses: [`${street}, ${city}`],
  });
  return { known, name, person, id, accession, birth, dates, phone, street, city };
}

type Planted = readonly [form: string, text: string];

/** The forms in which something of a patient is written. */
function formsOf(kind: PlantKind, patient: Patient, language: Language): readonly Planted[] {
  switch (kind) {
    case 'name':
      return [...nameForms(patient.name, language)];
    case 'person':
      return [...nameForms(patient.person, language)];
    case 'id':
      return idForms(patient.id);
    case 'accession':
      return idForms(patient.accession);
    case 'birth-date':
      return dateForms(patient.birth, language);
    case 'date':
      return patient.dates.flatMap((date) => dateForms(date, language));
    case 'phone':
      return phoneForms(patient.phone);
    case 'address':
      return [
        ['street', patient.street],
        ['whole', `${patient.street}, ${patient.city}`],
        ['capitals', patient.street.toUpperCase()],
      ];
  }
}

function nameForms({ family, given }: Name, language: Language): readonly Planted[] {
  if (language.isSpaceless) {
    return [
      ['joined', family + given],
      ['spaced', `${family} ${given}`],
      ['ideographic space', `${family}\u3000${given}`],
      ['caret', `${family}^${given}`],
      ['addressed', `${family}${language.honorific}`],
    ];
  }
  const isWeak = language.weak.includes(family);
  const forms: Planted[] = [
    ['family, given', `${family}, ${given}`],
    ['given family', `${given} ${family}`],
    ['caret', `${family}^${given}`],
    ['capitals', `${family} ${given}`.toUpperCase()],
    ['small', `${given} ${family}`.toLowerCase()],
    ['initial before', `${given[0]!}. ${family}`],
    ['initial after', `${family}, ${given[0]!}.`],
    ['underscore', `${family}_${given}`],
    [
      'no accents',
      `${given} ${family}`.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').normalize('NFC'),
    ],
    ['addressed', `${language.honorific} ${family}`],
    ...language.inflect(family).map((text): Planted => ['inflected', text]),
  ];
  if (isWeak) return forms;
  return [
    ...forms,
    ['family', family],
    ['FAMILY', family.toUpperCase()],
    ['translated', transliterate(family)],
    ['joined', family.replaceAll(' ', '') + given],
  ];
}

function transliterate(text: string): string {
  const pairs: readonly (readonly [string, string])[] = [
    ['ä', 'ae'],
    ['ö', 'oe'],
    ['ü', 'ue'],
    ['Ä', 'Ae'],
    ['Ö', 'Oe'],
    ['Ü', 'Ue'],
    ['ß', 'ss'],
    ['ø', 'oe'],
    ['å', 'aa'],
    ['Å', 'Aa'],
  ];
  return pairs.reduce((result, [from, to]) => result.replaceAll(from, to), text);
}

function idForms(id: string): readonly Planted[] {
  const parts = id.split('-');
  return [
    ['as it is', id],
    ['small', id.toLowerCase()],
    ['no separators', parts.join('')],
    ['spaces', parts.join(' ')],
    ['slashes', parts.join('/')],
    ['zeros', id.replace(/^(\d)/, '00$1')],
    ['no zeros', id.replace(/^0+/, '')],
    ['labelled', `#${id}`],
  ];
}

function dateForms(date: string, language: Language): readonly Planted[] {
  const [y, m, d] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  const [month, dayOfMonth] = [Number(m), Number(d)];
  const forms: Planted[] = [
    ['YYYYMMDD', date],
    ['YYYY-MM-DD', `${y}-${m}-${d}`],
    ['YYYY/MM/DD', `${y}/${m}/${d}`],
    ['YYYY.MM.DD', `${y}.${m}.${d}`],
    ['DD.MM.YYYY', `${d}.${m}.${y}`],
    ['D.M.YYYY', `${dayOfMonth}.${month}.${y}`],
    ['DD/MM/YY', `${d}/${m}/${y.slice(2)}`],
    ['DD-MM-YYYY', `${d}-${m}-${y}`],
    ['DD.MM.YY', `${d}.${m}.${y.slice(2)}`],
    ['MM/DD/YYYY', `${m}/${d}/${y}`],
    ['DDMONYYYY', `${d}${'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'.slice(3 * month - 3, 3 * month)}${y}`],
    [
      'D Mon YYYY',
      `${dayOfMonth} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1]!} ${y}`,
    ],
  ];
  return [
    ...forms,
    ...language.dates(Number(y), month, dayOfMonth).map((text): Planted => ['language', text]),
  ];
}

function phoneForms(phone: string): readonly Planted[] {
  const bare = phone.replace(/\D/g, '');
  return [
    ['as it is', phone],
    ['hyphens', phone.replace(/ /g, '-')],
    ['no spaces', phone.replace(/ /g, '')],
    ['00', phone.replace('+', '00')],
    ['national', `0${phone.replace(/^\+\d+ /, '')}`],
    ['slash', `0${phone.replace(/^\+\d+ /, '').replace(' ', '/')}`],
    ['digits', bare],
  ];
}

const SLOT = /\{(name|person|id|accession|birth-date|date|phone|address)\}/g;

function makeText(language: Language, patient: Patient, hasPlants: boolean, random: Random): CorpusText {
  const template = hasPlants ? pick(language.templates, random) : pick(language.negatives, random);
  let text = '';
  let at = 0;
  const plants: Plant[] = [];
  for (const match of template.matchAll(SLOT)) {
    text += template.slice(at, match.index);
    const kind = match[1] as PlantKind;
    const [form, planted] = pick(formsOf(kind, patient, language), random);
    plants.push({ kind, form, start: text.length, end: text.length + planted.length });
    text += planted;
    at = match.index + match[0].length;
  }
  return { language: language.name, known: patient.known, text: text + template.slice(at), plants };
}
