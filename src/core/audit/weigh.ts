import { isPrivate } from '../dicom/tags';
import { isText, VR } from '../dicom/vr';
import type { Confidence, IdentifierKind } from './finding';
import type { Needle } from './needle';

/** A needle that stands somewhere, and what stands around it. */
export interface Hit {
  readonly needle: Needle;
  /** VR of the element as two letters, 0 outside elements. */
  readonly vr: number;
  /** Its tag, 0 outside elements. */
  readonly tag: number;
  /** What is found is all that the value, or one of its values, holds. */
  readonly isWhole: boolean;
  /** The byte before it and the one behind it, -1 at the ends of the value. */
  readonly before: number;
  readonly behind: number;
  /** Written with other bytes than one a character: what stands beside it says nothing. */
  readonly isWide: boolean;
  /** The file is of a patient whom it identifies. */
  readonly isOwn: boolean;
  /** Another part of the patient's name stands near. */
  readonly hasCompany: boolean;
}

export interface Weight {
  readonly confidence: Confidence;
  readonly why: string;
}

/** VRs of numbers written as text, and of codes that the standard gives. */
const NUMERIC = new Set<number>([VR.DS, VR.IS, VR.AS, VR.TM]);
/** VRs of binary numbers: what resembles text in tables of them is chance. */
const BINARY_NUMBERS = new Set<number>([
  ...[VR.US, VR.SS, VR.UL, VR.SL, VR.FL, VR.FD, VR.AT, VR.SV, VR.UV],
  ...[VR.OW, VR.OL, VR.OF, VR.OD, VR.OV],
]);

const PATIENT_BIRTH_DATE = 0x00100030;
/** Makers, models, and codes with their meanings and schemes: vocabulary that names share, not text about a patient. */
const VOCABULARY = new Set([
  ...[0x00080070, 0x00081090, 0x00080100, 0x00080102, 0x00080103, 0x00080104, 0x00080115, 0x00080116],
  ...[0x00181250, 0x00181251], // coils
]);

const IS_NUMBER: Readonly<Record<IdentifierKind, boolean>> = {
  name: false,
  person: false,
  id: true,
  accession: true,
  'birth-date': true,
  date: true,
  phone: true,
  address: false,
  institution: false,
  uid: true,
};

/** How likely a hit gives a patient away; undefined when it is chance. */
export function weigh(hit: Hit): Weight | undefined {
  const { needle, vr } = hit;
  if (needle.kind === 'uid') return isPartOfLongerUid(hit) ? undefined : weight('high', 'an original UID');
  if (vr === VR.UI) return undefined;
  if (!hit.isWide && isInsideWord(hit)) return undefined;
  if (NUMERIC.has(vr) && !isCertainNumber(hit)) return undefined;
  if (BINARY_NUMBERS.has(vr) && !isPrivate(hit.tag)) return undefined;
  if (isExpected(hit)) return undefined;
  if (vr !== 0 && !isText(vr) && vr !== VR.UN && needle.strength !== 'strong') return undefined;
  const confidence = byStrength(hit);
  return confidence && weight(confidence, reasonOf(hit));
}

/** In numbers as text a hit is mostly chance; an ID that is the whole value of the patient's own file may be none. */
function isCertainNumber({ needle, isWhole, isOwn }: Hit): boolean {
  return isWhole && isOwn && needle.strength === 'strong';
}

/** What may well stand there without telling of anyone: words of vocabulary, the year of birth as a date. */
function isExpected({ needle, tag, isOwn, hasCompany }: Hit): boolean {
  if (tag === PATIENT_BIRTH_DATE && needle.kind === 'date') return true;
  if (!VOCABULARY.has(tag) || IS_NUMBER[needle.kind]) return false;
  return !isOwn || needle.kind !== 'name' || !(hasCompany || isWholeName(needle.text));
}

/** More than one word of a name. */
function isWholeName(text: string): boolean {
  return /\p{L}[\^ ,_\-.]+\p{L}/u.test(text);
}

function byStrength({ needle, vr, isWhole, isOwn, hasCompany }: Hit): Confidence | undefined {
  if (needle.strength === 'weak') {
    if (!isOwn) return undefined;
    if (hasCompany) return 'medium';
    return isWhole && vr !== VR.CS ? 'low' : undefined;
  }
  if (vr === VR.CS && !IS_NUMBER[needle.kind]) return isOwn && isWhole ? 'low' : undefined;
  if (needle.kind === 'date') return isOwn ? 'medium' : undefined;
  if (needle.strength === 'usual' && !isOwn && !isWhole && !hasCompany) return undefined;
  if (needle.kind === 'institution' || needle.kind === 'person') return isOwn ? 'medium' : 'low';
  if (needle.strength === 'usual') return isOwn ? (isWhole || hasCompany ? 'high' : 'medium') : 'low';
  return isOwn ? 'high' : 'medium';
}

function reasonOf({ needle, isWhole, isOwn, hasCompany, isWide }: Hit): string {
  const whose = isOwn ? "of the file's own patient" : 'of another patient';
  const how = isWhole ? 'is the whole value' : 'stands in the value';
  const company = hasCompany ? ', beside another part of the name' : '';
  return `${PHRASES[needle.kind]} ${whose} ${how}${company}${isWide ? ', in a multi-byte character set' : ''}`;
}

const PHRASES: Readonly<Record<IdentifierKind, string>> = {
  name: 'a part of the name',
  person: "another person's name from the file",
  id: 'an ID',
  accession: 'an accession number',
  'birth-date': 'the birth date',
  date: 'a true date',
  phone: 'a phone number',
  address: 'an address',
  institution: 'an institution',
  uid: 'an original UID',
};

function weight(confidence: Confidence, why: string): Weight {
  return { confidence, why };
}

function isInsideWord({ needle, before, behind }: Hit): boolean {
  const [first, last] = [needle.text.charCodeAt(0), needle.text.charCodeAt(needle.text.length - 1)];
  if (IS_NUMBER[needle.kind])
    return (isDigit(first) && isDigit(before)) || (isDigit(last) && isDigit(behind));
  return (isLetter(first) && isLetter(before)) || (isLetter(last) && isLetter(behind));
}

function isPartOfLongerUid({ before, behind }: Hit): boolean {
  return isDigit(before) || before === DOT || isDigit(behind);
}

const DOT = 0x2e;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0xc0 && code !== 0xd7 && code !== 0xf7)
  );
}
