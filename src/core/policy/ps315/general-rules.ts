import { VR, type VrName } from '../../dicom/vr';
import type { Action } from '../action';
import type { Rule, Selector } from '../policy';
import { HEADING } from './headings';
import { kept, movedDate } from './option-action';
import { switchOf } from './options';
import { EDITION } from './rows';

const MARGIN = `PS3.15 ${EDITION} E.1.1`;

/** VRs of text that the table does not list: any of them may quote a name, an ID or a UID. */
const TEXT: readonly VrName[] = ['LO', 'SH', 'ST', 'LT', 'UT', 'UC', 'UR', 'UN'];

const FILE_META: readonly number[] = [
  0x00020016, // SourceApplicationEntityTitle
  0x00020017, // SendingApplicationEntityTitle
  0x00020018, // ReceivingApplicationEntityTitle
  0x00020026, // SourcePresentationAddress
  0x00020027, // SendingPresentationAddress
  0x00020028, // ReceivingPresentationAddress
  0x00020035, // RTVSourceIdentifier
  0x00020036, // RTVFlowIdentifier
  0x00020100, // PrivateInformationCreatorUID
  0x00020102, // PrivateInformation
];

/** What seals or repeats original values and is not in the table. */
const SEALED: readonly number[] = [
  0x04000120, // Signature
  0x04000500, // EncryptedAttributesSequence
  0x04000520, // EncryptedContent
  0x4ffe0001, // MACParametersSequence
];

/**
 * Rules that go before the table: File Meta Information, whose values describe the de-identifier (E.1.1, step 7), and
 * groups that have no place in a file that is no DICOMDIR.
 */
export function fileRules(): readonly Rule[] {
  return [
    byTag(
      0x00020012,
      'own',
      HEADING.file,
      'Becomes the UID of DicomAnon, which writes the file.',
      `${MARGIN} step 7`,
    ),
    byTag(
      0x00020013,
      'own',
      HEADING.file,
      'Becomes the name of DicomAnon, which writes the file.',
      `${MARGIN} step 7`,
    ),
    ...FILE_META.map((tag) => byTag(tag, 'X', HEADING.file, 'Removed.', `${MARGIN} step 7`)),
    ...[0x0000, 0x0004].map((group): Rule => ({
      selector: { by: 'group', group },
      action: 'X',
      heading: HEADING.file,
      description: 'Removed: commands and directory records have no place in an anonymised file.',
      source: `${MARGIN} Note 1`,
    })),
  ];
}

/** Rules for what the table leaves open, most particular first; they go behind those of the table. */
export function remainingRules(): readonly Rule[] {
  return [
    ...SEALED.map((tag) =>
      byTag(tag, 'X', HEADING.signatures, 'Removed: it seals original values.', `${MARGIN} Note 8`),
    ),
    byTag(
      0x00080300,
      'X',
      HEADING.private,
      'Removed: it described the private attributes of the original.',
      `PS3.15 ${EDITION} E.3.10`,
    ),
    byTag(
      0x00420015,
      'X',
      HEADING.rest,
      'Removed: it was the length of the document that is replaced.',
      `PS3.15 ${EDITION} Table E.1-1, (0042,0011): D`,
    ),
    overlayRule(),
    byTag(0x00080104, 'C', HEADING.descriptors, CLEANED, `${MARGIN} Note 7`),
    ...denyRules(),
    ...uidRules(),
    byVr('PN', 'Z', HEADING.people, 'Emptied: any other person name.', `${MARGIN} Note 1`),
    ...dateRules(),
    ...TEXT.map((vr) => byVr(vr, 'C', HEADING.rest, CLEANED, `${MARGIN} Note 1`)),
    {
      selector: { by: 'any' },
      action: 'K',
      heading: HEADING.rest,
      description: 'Kept: the standard does not list it, and it is no text, name, date or UID.',
      source: `PS3.15 ${EDITION} Table E.1-1`,
    },
  ];
}

const CLEANED = 'Kept with what is known of the patient replaced, if it quotes any of it.';

/** Without its data an overlay plane is not valid, and its labels may name the patient. */
function overlayRule(): Rule {
  return {
    selector: { by: 'pattern', tag: 0x60000000, mask: 0xff000000 },
    action: 'X',
    heading: HEADING.graphics,
    description: 'Removed together with the overlay that it describes.',
    source: `PS3.15 ${EDITION} Table E.1-1, (60xx,3000): X`,
  };
}

function denyRules(): readonly Rule[] {
  return [
    {
      selector: { by: 'unknown' },
      action: 'X',
      heading: HEADING.rest,
      description: 'Removed: no dictionary knows the attribute.',
      source: `${MARGIN} Note 5`,
    },
  ];
}

function uidRules(): readonly Rule[] {
  return [
    {
      selector: { by: 'class-uid' },
      action: 'K',
      heading: HEADING.uids,
      description: 'Kept: UIDs of classes, transfer syntaxes and registers name no person.',
      source: `PS3.15 ${EDITION} E.3.9 Note 4`,
    },
    {
      ...byVr('UI', 'K', HEADING.uids, kept('u').description, `PS3.15 ${EDITION} E.3.9`),
      switch: switchOf('u'),
    },
    byVr(
      'UI',
      'U',
      HEADING.uids,
      'Any other UID becomes a new one, the same everywhere.',
      `PS3.15 ${EDITION} E.2`,
    ),
  ];
}

/** Dates and times count by their VR (E.1.1 Note 4). A dummy keeps the object valid whatever the attribute's Type. */
function dateRules(): readonly Rule[] {
  const source = `${MARGIN} Note 4`;
  return (['DA', 'DT', 'TM'] as const).flatMap((vr) => [
    { ...byVr(vr, 'K', HEADING.dates, kept('f').description, source), switch: switchOf('f') },
    {
      selector: { by: 'vr', vr },
      heading: HEADING.dates,
      source,
      switch: switchOf('m'),
      ...movedDate(VR[vr])!,
    },
    byVr(vr, 'D', HEADING.dates, 'Replaced by a dummy value: any other date or time.', source),
  ]);
}

function byTag(tag: number, action: Action, heading: string, description: string, source: string): Rule {
  return rule({ by: 'tag', tag }, action, heading, description, source);
}

function byVr(vr: VrName, action: Action, heading: string, description: string, source: string): Rule {
  return rule({ by: 'vr', vr }, action, heading, description, source);
}

function rule(
  selector: Selector,
  action: Action,
  heading: string,
  description: string,
  source: string,
): Rule {
  return { selector, action, heading, description, source };
}
