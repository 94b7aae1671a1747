import type { MethodCode, Switch } from '../policy';
import { METHODS } from './methods-2026c';
import { type Column, linesOf } from './rows';

interface Option {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly excludes?: readonly string[];
}

/** The options of PS3.15 §E.3 that say what becomes of attributes, by their columns of Table E.1-1. */
const OPTIONS: Readonly<Record<Column, Option>> = {
  r: {
    id: 'retain-safe-private',
    title: 'Retain Safe Private',
    description:
      'Keep the private attributes that the standard lists as safe, told by their private creator (E.3.10).',
  },
  u: {
    id: 'retain-uids',
    title: 'Retain UIDs',
    description: 'Keep all UIDs: whoever has the originals can find them by these (E.3.9).',
  },
  d: {
    id: 'retain-device',
    title: 'Retain Device Identity',
    description: 'Keep which device made the images: serial numbers, stations, calibration (E.3.8).',
  },
  i: {
    id: 'retain-institution',
    title: 'Retain Institution Identity',
    description: 'Keep name, address and departments of the institution (E.3.11).',
  },
  p: {
    id: 'retain-patient-characteristics',
    title: 'Retain Patient Characteristics',
    description: 'Keep age, sex, size, weight and the like; clean allergies and other notes (E.3.7).',
  },
  f: {
    id: 'retain-full-dates',
    title: 'Retain Full Dates',
    description: 'Keep dates and times as they are, the birth date excepted (E.3.6).',
    excludes: ['retain-modified-dates'],
  },
  m: {
    id: 'retain-modified-dates',
    title: 'Retain Modified Dates',
    description:
      "Move dates back by whole weeks, the same for all of a patient's dates, so that intervals stay exact (E.3.6).",
    excludes: ['retain-full-dates'],
  },
  t: {
    id: 'clean-descriptors',
    title: 'Clean Descriptors',
    description:
      'Keep descriptions and comments, with what is known of the patient replaced in them, instead of dropping them (E.3.5).',
  },
  s: {
    id: 'clean-structured-content',
    title: 'Clean Structured Content',
    description:
      'Keep the content of structured reports and the like, each item treated as the standard lists its concept, instead of dropping it (E.3.4).',
  },
  g: {
    id: 'clean-graphics',
    title: 'Clean Graphics',
    description:
      'Keep graphic annotations with dummy texts; overlays and curves still go, because pictures cannot be cleaned unseen (E.3.3).',
  },
};

/** Name of the switch of an option. */
export function switchOf(column: Column): string {
  return OPTIONS[column].id;
}

/** What an option is called: 'Retain UIDs'. */
export function optionTitle(column: Column): string {
  return OPTIONS[column].title;
}

/** The ten options as switches, all off by default, in the order of the columns of Table E.1-1. */
export function optionSwitches(): readonly Switch[] {
  return (Object.keys(OPTIONS) as Column[]).map((column) => ({
    ...OPTIONS[column],
    onByDefault: false,
    code: methodOf((_, option) => option === column),
  }));
}

/** The code of the profile itself (PS3.16 CID 7050). */
export function profileCode(): MethodCode {
  return methodOf((value) => value === '113100');
}

function methodOf(isWanted: (value: string, option: string) => boolean): MethodCode {
  const methods = linesOf(METHODS).map((line) => line.split('|') as [string, string, string]);
  const [value, meaning] = methods.find(([code, , option]) => isWanted(code, option))!;
  return { value, meaning };
}
