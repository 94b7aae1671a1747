import { element, type Element, inTagOrder, sequence, type SequenceOptions } from '../support/data-sets';
import type { Planting } from './planting';

/** The attributes that the policy lists, with the VRs of PS3.6; written down apart from the policy. */
export const LISTED: readonly (readonly [number, string])[] = [
  // patient
  [0x00101000, 'LO'],
  [0x00101001, 'PN'],
  [0x00101005, 'PN'],
  [0x00101060, 'PN'],
  [0x00101040, 'LO'],
  [0x00102154, 'SH'],
  [0x00104000, 'LT'],
  [0x00102160, 'SH'],
  [0x00102162, 'UC'],
  [0x00102180, 'SH'],
  [0x001021b0, 'LT'],
  [0x001021f0, 'LO'],
  // persons and organisations
  [0x00102297, 'PN'],
  [0x00102298, 'CS'],
  [0x0040a123, 'PN'],
  [0x00081050, 'PN'],
  [0x00080090, 'PN'],
  [0x00080092, 'ST'],
  [0x00080094, 'SH'],
  [0x00321032, 'PN'],
  [0x00081070, 'PN'],
  [0x00081048, 'PN'],
  [0x00081060, 'PN'],
  // institution
  [0x00080080, 'LO'],
  [0x00080081, 'ST'],
  [0x00081040, 'LO'],
  [0x00081010, 'SH'],
  [0x00181000, 'LO'],
  [0x00181020, 'LO'],
  // administration
  [0x00080050, 'SH'],
  [0x00100021, 'LO'],
  [0x00321033, 'LO'],
  [0x00380010, 'LO'],
  [0x00101050, 'LO'],
  [0x00384000, 'LT'],
  [0x00400007, 'LO'],
  [0x00321060, 'LO'],
  [0x00401001, 'SH'],
  [0x00401005, 'LO'],
  // free text and addresses
  [0x00181030, 'LO'],
  [0x00400254, 'LO'],
  [0x00324000, 'LT'],
  [0x00102150, 'LO'],
  [0x00102152, 'LO'],
  // the patient
  [0x00100010, 'PN'],
  [0x00100020, 'LO'],
];

/** Listed sequences, which are emptied as a whole. */
export const LISTED_SEQUENCES = [0x00101002, 0x00100050, 0x00102161, 0x00080051] as const;

/** Some of the person names that no list names. */
const OTHER_NAMES = [0x0008009c, 0x00400006, 0x0040a075, 0x00700084, 0x300e0008, 0x40080114] as const;

/** UI attributes that are no classes. */
const UIDS = [0x00080014, 0x00081155, 0x00200052, 0x00280304, 0x0040a124] as const;

/** Texts of the standard in which a UID may be quoted. */
const QUOTING: readonly (readonly [number, string])[] = [
  [0x00081030, 'LO'],
  [0x0008103e, 'LO'],
  [0x00204000, 'LT'],
  [0x00082111, 'ST'],
  [0x0040a160, 'UT'],
  [0x00080119, 'UC'],
  [0x00081190, 'UR'],
  [0x50000022, 'LO'],
  [0x60001500, 'LO'],
  [0x60004000, 'LT'],
];

export interface IdentifyingOptions {
  /** Every element gets this VR, as if its writer had not known its own. */
  readonly vr?: 'UN';
  readonly sequences?: SequenceOptions;
  readonly except?: readonly number[];
}

/** Everything that identifies at any depth: listed attributes, names, UIDs, UIDs in text, private elements. */
export function identifying(
  planting: Planting,
  place: string,
  options: IdentifyingOptions = {},
): readonly Element[] {
  const { sequences = {}, except = [] } = options;
  const vrOf = (vr: string): string => options.vr ?? vr;
  return inTagOrder([
    ...LISTED.filter(([tag]) => !except.includes(tag)).map(([tag, vr]) =>
      planting.planted(tag, vrOf(vr), place),
    ),
    ...LISTED_SEQUENCES.map((tag) => sequence(tag, [[planting.planted(0x00080100, 'SH', place)]], sequences)),
    ...OTHER_NAMES.map((tag) => planting.planted(tag, vrOf('PN'), place, 'person-names')),
    ...UIDS.map((tag) => element(tag, vrOf('UI'), planting.uid(place))),
    ...QUOTING.map(([tag, vr]) => element(tag, vrOf(vr), `see ${planting.uid(place)} there`)),
    planting.planted(0x00200010, vrOf('SH'), place, 'study-id'),
    planting.planted(0x00100032, vrOf('TM'), place, 'birth-date'),
    ...privateElements(planting, place, sequences),
  ]);
}

/** A private block with text, a name, a UID and a sequence. */
function privateElements(planting: Planting, place: string, sequences: SequenceOptions): readonly Element[] {
  const of = `${place}, private`;
  return [
    planting.planted(0x00090010, 'LO', of, 'private'),
    planting.planted(0x00091001, 'LO', of, 'private'),
    planting.planted(0x00091002, 'UN', of, 'private'),
    planting.planted(0x00091003, 'OB', of, 'private'),
    element(0x00091004, 'UI', planting.uid(of)),
    element(0x00091005, 'LT', planting.uid(of)),
    sequence(0x00091010, [[planting.planted(0x00091011, 'ST', of, 'private')]], sequences),
    planting.planted(0x00290003, 'LO', `${of} without creator`, 'private'),
  ];
}
