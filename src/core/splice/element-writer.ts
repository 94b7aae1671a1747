import { vrOf } from '../dicom/dictionary';
import { type ElementTable, ROW } from '../dicom/element-table';
import { hasLongLength, isKnownVr, isText, padByte, VR } from '../dicom/vr';
import type { ByteArena } from './byte-arena';

/** Longest value of a 16-bit length that is even; a longer one is written as UN with a 32-bit length (PS3.5 §6.2.2). */
const LONGEST_SHORT_VALUE = 0xfffe;

/** How an element is to be encoded. */
export interface ElementForm {
  readonly tag: number;
  /** VR as two letters; not written in Implicit VR. */
  readonly vr: number;
  readonly implicit: boolean;
  readonly big: boolean;
}

/** The form of a row of the table, with a VR that can hold text. */
export function textFormOf(table: ElementTable, row: number): ElementForm {
  return formOf(table, row, textVr(table.tag[row]!, table.vr[row]!));
}

/** The form of a row without a value: its own VR, UN when that is none, whose header every reader takes differently. */
export function emptyFormOf(table: ElementTable, row: number): ElementForm {
  const vr = table.vr[row]!;
  return formOf(table, row, isKnownVr(vr) ? vr : VR.UN);
}

/** The form of a row with a binary value: the file's own VR where it is a binary one, else the one that is meant. */
export function binaryFormOf(table: ElementTable, row: number, meant: number): ElementForm {
  const vr = table.vr[row]!;
  return formOf(table, row, isKnownVr(vr) && !isText(vr) ? vr : meant);
}

function formOf(table: ElementTable, row: number, vr: number): ElementForm {
  const flags = table.flags[row]!;
  return { tag: table.tag[row]!, vr, implicit: (flags & ROW.implicit) !== 0, big: (flags & ROW.big) !== 0 };
}

/** The file's own VR where it can hold text, else the dictionary's, else UN: a name in a VR of numbers could not be read. */
function textVr(tag: number, vr: number): number {
  if (isText(vr) || vr === VR.OB || vr === VR.UN) return vr;
  return isText(vrOf(tag)) ? vrOf(tag) : VR.UN;
}

/** Writes a header and a value that the arena already holds from `start` on, padded to even length (PS3.5 §7.1, §6.2). */
export function finishElement(arena: ByteArena, form: ElementForm, start: number): void {
  if ((arena.used - start) % 2 === 1) arena.byte(padByte(paddedVr(form)));
  const length = arena.used - start;
  const header = headerLength(form, length);
  arena.zeros(header);
  arena.bytes.copyWithin(start + header, start, start + length);
  const end = arena.used;
  arena.used = start;
  writeHeader(arena, form, length);
  arena.used = end;
}

/** The VR that readers will take the value for: the dictionary's where the file gives none or UN (PS3.5 §6.2.2). */
function paddedVr({ tag, vr, implicit }: ElementForm): number {
  return implicit || vr === VR.UN ? vrOf(tag) || vr : vr;
}

/** Writes an element of ASCII text. */
export function writeTextElement(arena: ByteArena, form: ElementForm, text: string): void {
  const start = arena.used;
  arena.latin1(text);
  finishElement(arena, form, start);
}

/** Writes the header of an element with a value of `length` bytes. */
export function writeHeader(arena: ByteArena, form: ElementForm, length: number): void {
  const { tag, implicit, big } = form;
  arena.tag(tag, big);
  if (implicit) return arena.uint32(length, big);
  const vr = effectiveVr(form, length);
  arena.uint16(vr, true);
  if (!hasLongLength(vr)) return arena.uint16(length, big);
  arena.uint16(0, big);
  arena.uint32(length, big);
}

function headerLength(form: ElementForm, length: number): number {
  return !form.implicit && hasLongLength(effectiveVr(form, length)) ? 12 : 8;
}

function effectiveVr({ vr }: ElementForm, length: number): number {
  return length > LONGEST_SHORT_VALUE && !hasLongLength(vr) ? VR.UN : vr;
}
