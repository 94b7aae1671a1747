import type { VrName } from '../dicom/vr';
import type { Action } from './action';
import type { Policy, Rule, Switch, SwitchId } from './policy';
import { SEED_GROUPS, type SeedAttribute } from './seed-attributes';

const PATIENT = 'Patient';
const UIDS = 'UIDs';
const FURTHER = 'Further protection';

/** The switch under which text is cleaned of all that the file tells of its patient, not of UIDs only. */
export const FREE_TEXT = 'free-text';

const SWITCHES: readonly Switch[] = [
  {
    id: 'private',
    title: 'Private attributes',
    description: 'Remove all private attributes.',
    onByDefault: true,
  },
  {
    id: 'birth-date',
    title: 'Birth date',
    description: 'Reduce the birth date to 1 January of its year.',
    onByDefault: true,
  },
  {
    id: 'dates',
    title: 'Other dates',
    description:
      "Move all other dates back by whole weeks, the same for all of a patient's dates; empty the step ID that scanners make of the date.",
    onByDefault: true,
  },
  {
    id: 'person-names',
    title: 'Other person names',
    description: 'Empty every other attribute that holds a person name.',
    onByDefault: true,
  },
  {
    id: FREE_TEXT,
    title: 'Free text',
    description:
      'Find in descriptions, comments and reports what the file tells of the patient (names, IDs, dates, phone numbers, addresses, physicians), and replace it.',
    onByDefault: true,
  },
  {
    id: 'study-id',
    title: 'Study ID',
    description: 'Replace the Study ID by a short code.',
    onByDefault: true,
  },
  {
    id: 'signatures',
    title: 'Signatures and sealed originals',
    description: 'Remove digital signatures, encrypted originals and raw copies of attributes.',
    onByDefault: true,
  },
  {
    id: 'file-meta',
    title: 'Preamble and File Meta Information',
    description:
      'Zero the preamble; remove AE titles, network addresses and private information from the File Meta Information.',
    onByDefault: true,
  },
  {
    id: 'command-groups',
    title: 'Command and directory attributes',
    description: 'Remove attributes of groups 0000 and 0004, which have no place in an image file.',
    onByDefault: true,
  },
  {
    id: 'trailing',
    title: 'Bytes after the data set',
    description: 'Drop trailing padding and bytes that belong to no attribute.',
    onByDefault: true,
  },
  {
    id: 'mark',
    title: 'Marking',
    description: 'Write into each file that and how it was de-identified.',
    onByDefault: true,
  },
];

/** VRs whose text may quote a UID. */
const QUOTING: readonly VrName[] = ['LO', 'SH', 'ST', 'LT', 'UT', 'UC', 'UR', 'UN'];

function byTag(tag: number, action: Action, heading: string, description: string, on?: SwitchId): Rule {
  return { selector: { by: 'tag', tag }, action, heading, description, ...(on ? { switch: on } : {}) };
}

function byVr(vr: VrName, action: Action, heading: string, description: string, on?: SwitchId): Rule {
  return { selector: { by: 'vr', vr }, action, heading, description, ...(on ? { switch: on } : {}) };
}

function seedRule(heading: string, { tag, listedAs, note, dummy }: SeedAttribute): Rule {
  return {
    selector: { by: 'tag', tag },
    action: dummy ? 'D' : 'Z',
    heading,
    description: dummy ? 'Replaced by a dummy value.' : 'Emptied.',
    ...(listedAs ? { listedAs } : {}),
    ...(note ? { note } : {}),
  };
}

const PATIENT_RULES: readonly Rule[] = [
  byTag(0x00100010, 'pseudonym', PATIENT, 'Becomes the anonymised ID.'),
  byTag(0x00100020, 'pseudonym', PATIENT, 'Becomes the anonymised ID.'),
];

const SEED_RULES: readonly Rule[] = SEED_GROUPS.flatMap(({ heading, attributes }) =>
  attributes.map((attribute) => seedRule(heading, attribute)),
);

const FILE_META_RULES: readonly Rule[] = [
  byTag(0x00020012, 'own', FURTHER, 'Becomes the UID of DicomAnon, which writes the file.', 'file-meta'),
  byTag(0x00020013, 'own', FURTHER, 'Becomes the name of DicomAnon, which writes the file.', 'file-meta'),
  ...[0x00020016, 0x00020017, 0x00020018, 0x00020026, 0x00020027, 0x00020028, 0x00020100, 0x00020102].map(
    (tag) => byTag(tag, 'X', FURTHER, 'Removed.', 'file-meta'),
  ),
];

const BIRTH_RULES: readonly Rule[] = [
  byTag(0x00100030, 'year', FURTHER, 'Becomes 1 January of its year.', 'birth-date'),
  ...[0x00100032, 0x00100033, 0x00100034].map((tag) => byTag(tag, 'Z', FURTHER, 'Emptied.', 'birth-date')),
  byTag(0x00100030, 'K', FURTHER, 'Kept.'),
];

const SIGNATURE_RULES: readonly Rule[] = [0xfffafffa, 0x4ffe0001, 0x04000500, 0x04000551].map((tag) =>
  byTag(tag, 'X', FURTHER, 'Removed.', 'signatures'),
);

const GROUP_RULES: readonly Rule[] = [
  {
    selector: { by: 'private' },
    action: 'X',
    heading: FURTHER,
    description: 'Private attributes: removed.',
    switch: 'private',
  },
  ...[0x0000, 0x0004].map((group): Rule => ({
    selector: { by: 'group', group },
    action: 'X',
    heading: FURTHER,
    description: 'Command and directory attributes: removed.',
    switch: 'command-groups',
  })),
  byTag(0xfffcfffc, 'X', FURTHER, 'Removed.', 'trailing'),
];

const VR_RULES: readonly Rule[] = [
  {
    selector: { by: 'class-uid' },
    action: 'K',
    heading: UIDS,
    description: 'UIDs of classes, transfer syntaxes and registers: kept.',
  },
  byVr(
    'UI',
    'U',
    UIDS,
    'Every other UID becomes a new one, the same everywhere; UIDs registered by the standard stay.',
  ),
  byTag(0x0040a075, 'D', FURTHER, 'Replaced by a dummy value.', 'person-names'),
  byVr('PN', 'Z', FURTHER, 'Other person names: emptied.', 'person-names'),
  byVr('DA', 'shift', FURTHER, "Dates: moved back by the patient's whole weeks.", 'dates'),
  byVr('DT', 'shift', FURTHER, "Dates with time: moved back by the patient's whole weeks.", 'dates'),
  byTag(0x00400253, 'Z', FURTHER, 'Emptied: scanners make it of the date.', 'dates'),
  byTag(0x00200010, 'recode', FURTHER, 'Becomes a short code.', 'study-id'),
  ...QUOTING.map((vr) =>
    byVr(
      vr,
      'C',
      FURTHER,
      'Text: what it tells of the patient is replaced, dates move, the rest stays.',
      FREE_TEXT,
    ),
  ),
  ...QUOTING.map((vr) => byVr(vr, 'C', UIDS, 'Text: UIDs that it quotes become new ones.')),
];

/** The default policy: the attributes of the list, the patient's identity, all UIDs, and further protection by switches. */
export const DICOMANON_POLICY: Policy = {
  name: 'DicomAnon',
  title: 'DicomAnon',
  description:
    'Empties a list of identifying attributes, gives the patient the anonymised ID and replaces every UID, at every depth.',
  switches: SWITCHES,
  rules: [
    ...PATIENT_RULES,
    ...SEED_RULES,
    ...FILE_META_RULES,
    ...BIRTH_RULES,
    ...SIGNATURE_RULES,
    ...GROUP_RULES,
    ...VR_RULES,
  ],
  notAttributes: [
    {
      listedAs: 'PatientAccountNumber',
      heading: 'Study / scheduling / admin IDs',
      note: 'no DICOM attribute has this name (it is field PID-18 of HL7); AdmissionID, the nearest, is emptied',
    },
  ],
};
