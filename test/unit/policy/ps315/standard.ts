/** The tables of PS3.15 Annex E as the standard has them, read apart from the product. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(process.cwd(), '..', 'shared', 'standard');
const OWN = join(process.cwd(), 'src', 'core', 'policy', 'ps315');

export const HAS_STANDARD = existsSync(FOLDER);
export const NO_STANDARD = '../shared/standard is not beside the repository';

export interface StandardRow {
  readonly id: string;
  readonly vr: string | null;
  readonly basicProfile: string;
  readonly options: Readonly<Record<string, string>>;
}

export interface StandardConcept {
  readonly value: string;
  readonly scheme: string;
  readonly valueType: string;
  readonly basicProfile: string;
  readonly options: Readonly<Record<string, string>>;
}

export interface StandardPrivate {
  readonly privateCreator: string;
  readonly group: string;
  readonly element: string;
  readonly vr: string;
}

/** The switch of the product for each option column, by the name that the standard's tables give the column. */
export const SWITCH_OF_COLUMN: Readonly<Record<string, string>> = {
  rtnSafePrivOpt: 'retain-safe-private',
  rtnUIDsOpt: 'retain-uids',
  rtnDevIdOpt: 'retain-device',
  rtnInstIdOpt: 'retain-institution',
  rtnPatCharsOpt: 'retain-patient-characteristics',
  rtnLongFullDatesOpt: 'retain-full-dates',
  rtnLongModifDatesOpt: 'retain-modified-dates',
  cleanDescOpt: 'clean-descriptors',
  cleanStructContOpt: 'clean-structured-content',
  cleanGraphOpt: 'clean-graphics',
};

const LETTERS: Readonly<Record<string, string>> = {
  r: 'rtnSafePrivOpt',
  u: 'rtnUIDsOpt',
  d: 'rtnDevIdOpt',
  i: 'rtnInstIdOpt',
  p: 'rtnPatCharsOpt',
  f: 'rtnLongFullDatesOpt',
  m: 'rtnLongModifDatesOpt',
  t: 'cleanDescOpt',
  s: 'cleanStructContOpt',
  g: 'cleanGraphOpt',
};

const CONCEPT_COLUMNS: Readonly<Record<string, string>> = {
  'Rtn. UIDs Opt.': 'rtnUIDsOpt',
  'Rtn. Dev. Id. Opt.': 'rtnDevIdOpt',
  'Rtn. Inst. Id. Opt.': 'rtnInstIdOpt',
  'Rtn. Pat. Chars. Opt.': 'rtnPatCharsOpt',
  'Rtn. Long. Full Dates Opt.': 'rtnLongFullDatesOpt',
  'Rtn. Long. Modif. Dates Opt.': 'rtnLongModifDatesOpt',
  'Clean Desc. Opt.': 'cleanDescOpt',
};

/** A JSON file of the standard's tables. */
export function readStandard(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
}

/** The rows of Table E.1-1: those of the standard where they are, else the project's copy of them. */
export function standardRows(): readonly StandardRow[] {
  return HAS_STANDARD ? (readStandard('ps315-table-e1-1.json') as StandardRow[]) : copiedRows();
}

/** The project's copy of Table E.1-1. */
export function copiedRows(): readonly StandardRow[] {
  return linesOfCopy('attributes').map((line) => {
    const [tag = '', basicProfile = '', options = ''] = line.split(' ');
    const id = tag === 'private' ? tag : tag.toUpperCase().replaceAll('X', 'x');
    return { id, vr: null, basicProfile, options: columnsOf(options) };
  });
}

/** The rows of Table E.3.4-1. */
export function standardConcepts(): readonly StandardConcept[] {
  if (!HAS_STANDARD) return copiedConcepts();
  const rows = readStandard('ps315-clean-structured-content-e3.4-1.json') as Record<string, string>[];
  return rows.map((row) => ({
    value: row['Code Value']!,
    scheme: row['Coding Scheme Designator']!,
    valueType: row['Value Type']!,
    basicProfile: row['Basic Prof.']!,
    options: Object.fromEntries(
      Object.entries(CONCEPT_COLUMNS).flatMap(([title, column]) =>
        row[title] ? [[column, row[title]]] : [],
      ),
    ),
  }));
}

/** The project's copy of Table E.3.4-1. */
export function copiedConcepts(): readonly StandardConcept[] {
  return linesOfCopy('concepts').map((line) => {
    const [value = '', scheme = '', valueType = '', basicProfile = '', options = ''] = line.split('|');
    return { value, scheme, valueType, basicProfile, options: columnsOf(options) };
  });
}

/** The rows of Table E.3.10-1. */
export function standardPrivates(): readonly StandardPrivate[] {
  return HAS_STANDARD
    ? (readStandard('ps315-safe-private-e3.10-1.json') as StandardPrivate[])
    : copiedPrivates();
}

/** The project's copy of Table E.3.10-1. */
export function copiedPrivates(): readonly StandardPrivate[] {
  return linesOfCopy('safe-private').flatMap((line) => {
    const [privateCreator = '', group = '', elements = ''] = line.split('|');
    return elements.split(' ').map((entry) => ({
      privateCreator,
      group: group.toUpperCase(),
      element: entry.slice(0, 2).toUpperCase(),
      vr: entry.slice(2),
    }));
  });
}

/** The project's copy of CID 7050: code value, code meaning, option column. */
export function copiedMethods(): readonly (readonly string[])[] {
  return linesOfCopy('methods').map((line) => {
    const [value = '', meaning = '', letter = ''] = line.split('|');
    return [value, meaning, LETTERS[letter] ?? ''];
  });
}

function linesOfCopy(name: string): readonly string[] {
  const text = readFileSync(join(OWN, `${name}-2026c.ts`), 'utf8');
  return text
    .slice(text.indexOf('`') + 1, text.lastIndexOf('`'))
    .trim()
    .split('\n');
}

function columnsOf(letters: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...letters].map((letter) => [LETTERS[letter.toLowerCase()]!, /[A-Z]/.test(letter) ? 'K' : 'C']),
  );
}
