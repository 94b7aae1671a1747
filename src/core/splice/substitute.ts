import { vrOf } from '../dicom/dictionary';
import { isKnownVr, NUMBER_SIZES, VR } from '../dicom/vr';
import type { ByteArena } from './byte-arena';

/** What stands for a text that was there. */
const DUMMY_TEXT = 'ANONYMISED';
const BACKSLASH = 0x5c;

/** VRs of free text and identifiers, in which any word may stand (PS3.5 §6.2). */
const WORDS: ReadonlySet<number> = new Set([
  ...[VR.AE, VR.CS, VR.LO, VR.LT, VR.PN, VR.SH, VR.ST, VR.UC, VR.UT],
]);

/** Dummies of the VRs of text that have a form of their own (PS3.5 §6.2). */
const DUMMIES: ReadonlyMap<number, string> = new Map([
  [VR.AS, '000Y'],
  [VR.DA, '19000101'],
  [VR.DT, '19000101000000'],
  [VR.TM, '000000'],
  [VR.UR, 'about:blank'],
]);

/** Bytes of one value of the binary VRs (PS3.5 §6.2) whose bytes are not single ones. */
const UNIT_LENGTHS: ReadonlyMap<number, number> = new Map([...NUMBER_SIZES, [VR.AT, 4]]);

/** Two single bytes: an odd number of them would be padded. */
const SINGLE_BYTES = 2;

/** VRs of numbers, whose dummies keep the number of values. */
const NUMBERS: ReadonlySet<number> = new Set([
  ...[VR.FD, VR.FL, VR.SL, VR.SS, VR.SV, VR.UL, VR.US, VR.UV],
  ...[VR.OD, VR.OF, VR.OL, VR.OV],
]);

/** The VR in which a value is to be understood: the dictionary's, else the file's, UN where neither says. */
export function meantVr(tag: number, vr: number): number {
  return vrOf(tag) || (isKnownVr(vr) ? vr : VR.UN);
}

/** VRs that say how a data set is built: codes of a fixed list, counts, and UIDs, which have rules of their own. */
const STRUCTURE: ReadonlySet<number> = new Set([...[VR.AT, VR.CS, VR.SL, VR.SQ, VR.SS, VR.UI, VR.UL, VR.US]]);

/** Whether a value of this VR stays where a whole sequence becomes a dummy: it would not be valid without it. */
export function staysInDummy(vr: number): boolean {
  return STRUCTURE.has(vr);
}

/** Whether any word can stand in this VR. */
export function holdsWords(vr: number): boolean {
  return WORDS.has(vr);
}

/**
 * The dummy for a value of a text VR that has `count` values: numbers keep their count, everything else becomes one
 * value. Undefined for binary VRs and for UI.
 */
export function dummyText(vr: number, count: number): string | undefined {
  if (WORDS.has(vr)) return DUMMY_TEXT;
  if (vr === VR.DS || vr === VR.IS) return Array.from({ length: count }, () => '0').join('\\');
  return DUMMIES.get(vr);
}

/** The dummy for a value of `length` bytes of a binary VR is zeros, which read the same in every byte order: how many. */
export function dummyLength(vr: number, length: number): number {
  const unit = UNIT_LENGTHS.get(vr) ?? SINGLE_BYTES;
  return NUMBERS.has(vr) && length % unit === 0 ? length : unit;
}

/** How many values stand between backslashes in [from, to) (PS3.5 §6.4). */
export function countValues(bytes: Uint8Array, from: number, to: number): number {
  let count = 1;
  for (let at = from; at < to; at++) if (bytes[at] === BACKSLASH) count++;
  return count;
}

type WriteNumber = (view: DataView, value: number, little: boolean) => void;

const NUMBER_WRITERS: ReadonlyMap<number, WriteNumber> = new Map<number, WriteNumber>([
  [VR.FD, (view, value, little) => view.setFloat64(0, value, little)],
  [VR.FL, (view, value, little) => view.setFloat32(0, value, little)],
  [VR.SL, (view, value, little) => view.setInt32(0, value, little)],
  [VR.SS, (view, value, little) => view.setInt16(0, value, little)],
  [VR.UL, (view, value, little) => view.setUint32(0, value, little)],
  [VR.US, (view, value, little) => view.setUint16(0, value, little)],
]);

/** Whether `writeNumbers` can write this VR. */
export function holdsNumbers(vr: number): boolean {
  return NUMBER_WRITERS.has(vr);
}

/** Writes numbers that a text gives, divided by backslashes, as values of a binary VR; what is no number becomes 0. */
export function writeNumbers(arena: ByteArena, vr: number, text: string, big: boolean): void {
  const write = NUMBER_WRITERS.get(vr)!;
  const bytes = Buffer.alloc(UNIT_LENGTHS.get(vr)!);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const part of text.split('\\')) {
    write(view, Number(part) || 0, !big);
    arena.copy(bytes, 0, bytes.length);
  }
}
