import { groupOf } from '../../dicom/tags';
import { VR } from '../../dicom/vr';
import type { Rule } from '../policy';
import type { AttributeRow, Column } from './rows';

/** The headings under which the rules are shown, in this order. */
export const HEADING = {
  patient: 'Patient',
  people: 'People',
  institution: 'Institution',
  device: 'Device',
  requests: 'Visits, requests and procedures',
  trial: 'Clinical trials',
  uids: 'UIDs',
  dates: 'Dates and times',
  descriptors: 'Descriptions and comments',
  graphics: 'Graphics, pictures and documents',
  content: 'Structured content',
  signatures: 'Signatures and sealed originals',
  private: 'Private attributes',
  file: 'File and messages',
  place: 'Place of recording',
  others: 'Other attributes of the table',
  rest: 'What the table does not list',
} as const;

/** The heading that an option column stands for. */
const BY_COLUMN: Readonly<Record<Column, string>> = {
  r: HEADING.private,
  u: HEADING.uids,
  d: HEADING.device,
  i: HEADING.institution,
  p: HEADING.patient,
  f: HEADING.dates,
  m: HEADING.dates,
  t: HEADING.descriptors,
  s: HEADING.content,
  g: HEADING.graphics,
};

/** The heading that a group stands for where neither VR nor option says more. */
const BY_GROUP: Readonly<Record<number, string>> = {
  0x0000: HEADING.file,
  0x0002: HEADING.file,
  0x0004: HEADING.file,
  0x0010: HEADING.patient,
  0x0012: HEADING.trial,
  0x0016: HEADING.place,
  0x0032: HEADING.requests,
  0x0038: HEADING.requests,
  0x0040: HEADING.requests,
  0x0042: HEADING.graphics,
  0x0070: HEADING.graphics,
  0x0088: HEADING.graphics,
  0x0400: HEADING.signatures,
  0x2030: HEADING.descriptors,
  0x3006: HEADING.people,
  0x4000: HEADING.descriptors,
  0x4008: HEADING.requests,
  0xfffa: HEADING.signatures,
  0xfffc: HEADING.file,
};

/** Sequences and texts about people that their VR does not tell from others. */
const PEOPLE: ReadonlySet<number> = new Set([
  0x00080092, 0x00080094, 0x00080096, 0x0008009d, 0x00081049, 0x00081052, 0x00081062, 0x00081072, 0x00321031,
  0x0040000b, 0x00401101, 0x00401102, 0x00401103, 0x00401104, 0x00404035, 0x0040a027, 0x0040a073, 0x0040a078,
  0x0040a07a, 0x0040a088, 0x0040a353, 0x0040a354, 0x0040a358, 0x00700086,
]);

/** Numbers of a request or a study outside the groups of requests. */
const REQUESTS: ReadonlySet<number> = new Set([0x00080050, 0x00080051, 0x00200010]);

/** The heading of a row of Table E.1-1. */
export function headingOf({ tag, options }: AttributeRow, vr: number): string {
  const group = groupOf(tag);
  const isSealed = BY_GROUP[group] === HEADING.signatures || BY_GROUP[group] === HEADING.file;
  if (isSealed || group === 0x0012) return BY_GROUP[group]!;
  if (REQUESTS.has(tag)) return HEADING.requests;
  if (vr === VR.PN || PEOPLE.has(tag)) return group === 0x0010 ? HEADING.patient : HEADING.people;
  if (vr === VR.UI) return HEADING.uids;
  if (vr === VR.DA || vr === VR.DT || vr === VR.TM) return HEADING.dates;
  const [first] = options;
  return first ? BY_COLUMN[first.column] : (BY_GROUP[group] ?? HEADING.others);
}

const ORDER: readonly string[] = Object.values(HEADING);

/** Rules by the order of their headings; those under one heading stay in their order. */
export function inHeadingOrder(rules: readonly Rule[]): readonly Rule[] {
  return [...rules].sort((a, b) => ORDER.indexOf(a.heading) - ORDER.indexOf(b.heading));
}
