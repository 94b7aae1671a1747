/** What the default policy does to an attribute, written down apart from the policy. */
import { vrOf } from '../../src/core/dicom/dictionary';
import { isClassUidAttribute } from '../../src/core/dicom/uid-attributes';
import { isKnownVr, isText, VR } from '../../src/core/dicom/vr';
import { LISTED, LISTED_SEQUENCES } from '../canary/identifying';

const REMOVED_FROM_META = [
  ...[0x00020016, 0x00020017, 0x00020018, 0x00020026, 0x00020027, 0x00020028, 0x00020100, 0x00020102],
];
const SEALED = [0xfffafffa, 0x4ffe0001, 0x04000500, 0x04000551];
const FURTHER = [0x00100032, 0x00100033, 0x00100034, 0x00400253, 0x00200010, 0x0040a075];
const TRAILING_PADDING = 0xfffcfffc;

const GONE = new Set<number>([
  ...LISTED.map(([tag]) => tag),
  ...LISTED_SEQUENCES,
  ...REMOVED_FROM_META,
  ...SEALED,
  ...FURTHER,
  ...[0x00020012, 0x00020013, 0x00102161, TRAILING_PADDING],
]);

/** Attributes that every copy has, whatever the original says. */
const MARKS = new Set([0x00120062, 0x00120063, 0x00280303]);

/** Whether nothing of a value with this tag and VR may be left: it is emptied, replaced or removed with all in it. */
export function isTaken(tag: number, vr: number): boolean {
  const group = tag >>> 16;
  if (GONE.has(tag) || group % 2 === 1 || group === 0 || group === 4) return true;
  return (vr === VR.PN || vrOf(tag) === VR.PN) && !isClassUidAttribute(tag);
}

/** Whether UIDs in a value with this tag and VR become new ones. */
export function hasNewUids(tag: number, vr: number): boolean {
  if (isClassUidAttribute(tag)) return false;
  return vr === VR.UI || vrOf(tag) === VR.UI;
}

/** Whether a value stays byte for byte as it is. */
export function isUntouched(tag: number, vr: number): boolean {
  if (isTaken(tag, vr) || MARKS.has(tag) || (tag & 0xffff) === 0 || !isKnownVr(vr)) return false;
  return isPlain(vr) && (vrOf(tag) === 0 || isPlain(vrOf(tag)));
}

const PLAIN_TEXT = new Set<number>([VR.CS, VR.DS, VR.IS, VR.TM, VR.AS]);

/** VRs that no rule of the policy names. */
function isPlain(vr: number): boolean {
  return PLAIN_TEXT.has(vr) || (!isText(vr) && vr !== VR.UN && vr !== VR.SQ);
}
