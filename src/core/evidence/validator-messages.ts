import { keywordOf, parseTag, tagOf } from '../dicom/names';
import { isPrivate } from '../dicom/tags';

/** A message of dciodvfy without the values that it quotes. */
export interface ValidatorMessage {
  readonly severity: 'error' | 'warning';
  /** How the message starts, one of OPENINGS; 'other' for any other. */
  readonly what: string;
  /** Keyword of the attribute concerned, where the message names one of the standard; 'private'; '' for none. */
  readonly attribute: string;
}

/**
 * What messages start with, the longer one first. Only these words, which are the program's own, are taken over: what
 * follows quotes the file, and could be anything.
 */
const OPENINGS: readonly string[] = [
  'Missing attribute or value that would be needed to build DICOMDIR',
  'Missing attribute Type 1C Conditional',
  'Missing attribute Type 2C Conditional',
  'Missing attribute Type 1 Required',
  'Missing attribute Type 2 Required',
  'Missing attribute',
  'Empty attribute (no value) Type 1C Conditional',
  'Empty attribute (no value) Type 1 Required',
  'Empty attribute (no value)',
  'Attribute present when condition unsatisfied',
  'Attribute present but empty',
  'Attribute is not present in standard DICOM IOD',
  'Attribute is not a recognized standard attribute',
  'A value is required',
  'Retired attribute',
  'Retired Person Name form',
  'Value invalid for this VR',
  'Value dubious for this VR',
  'Value is zero',
  'Unrecognized defined term',
  'Unrecognized enumerated value',
  'Unrecognized tag',
  'Unrecognized transfer syntax',
  'Bad attribute Value Multiplicity',
  'Bad Sequence number of Items',
  'Bad group length',
  'Bad FileMetaInformationVersion',
  'Invalid Value Representation',
  'Invalid attribute tag',
  'Illegal root for UID',
  'Information Object Not found',
  'Dicom dataset contains invalid data values for Value Representations',
  'Dicom dataset contains attributes not present in standard DICOM IOD',
  'Dicom dataset contains retired attributes',
  'Dicom dataset read failed',
  'Tags out of order',
  'Tag read failed',
  'CodingSchemeDesignator is deprecated',
  'MediaStorageSOPInstanceUID different from SOPInstanceUID',
  'MediaStorageSOPInstanceUID but missing SOPInstanceUID',
  'MediaStorageSOPClassUID but missing SOPClassUID',
  'Referenced SOP Instance is not listed',
  'PixelData has incorrect value length',
  'Shall not be present',
  'is only permitted to be empty when actually unknown',
];

const LINE = /^(Error|Warning) - +(.*)$/;

/** The messages in what dciodvfy printed about one file, each once. */
export function validatorMessages(printed: string): readonly ValidatorMessage[] {
  const messages = new Map<string, ValidatorMessage>();
  for (const line of printed.split('\n')) {
    const [, severity, text = ''] = LINE.exec(line) ?? [];
    if (severity === undefined) continue;
    const message: ValidatorMessage = {
      severity: severity === 'Error' ? 'error' : 'warning',
      what: OPENINGS.find((opening) => text.startsWith(opening)) ?? 'other',
      attribute: attributeOf(text),
    };
    messages.set(Object.values(message).join('|'), message);
  }
  return [...messages.values()];
}

/** Every form in which messages name attributes; each is looked up, so that no other word gets through. */
function attributeOf(text: string): string {
  const keyword = /(?:Element=|attribute )<(\w+)>/.exec(text)?.[1];
  if (keyword !== undefined && tagOf(keyword) !== undefined) return keyword;
  const [, group, element] = /\(0x([\da-f]{4}),0x([\da-f]{4})\)/.exec(text) ?? [];
  const tag = group === undefined ? undefined : parseTag(`${group},${element}`);
  if (tag === undefined) return '';
  return isPrivate(tag) ? 'private' : (keywordOf(tag) ?? '');
}
