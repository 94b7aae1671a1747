import { TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import type { ByteArena } from './byte-arena';
import { type ElementForm, finishElement } from './element-writer';

/** An element that the output gets, whatever the file has: text of ASCII, a number of VR US, or Items. */
export interface NewElement {
  readonly tag: number;
  readonly vr: number;
  readonly value: string | number | readonly NewItem[];
}

/** The elements of an Item, ascending by tag. */
export type NewItem = readonly NewElement[];

/** Writes an element in the encoding of `form`, its Items, too. Items and sequences have defined lengths. */
export function writeNewElement(arena: ByteArena, form: ElementForm, value: NewElement['value']): void {
  const start = arena.used;
  if (typeof value === 'string') arena.latin1(value);
  else if (typeof value === 'number') arena.uint16(value, form.big);
  else for (const item of value) writeItem(arena, form, item);
  finishElement(arena, form, start);
}

/** An Item has no VR, in every encoding (PS3.5 §7.5). */
function writeItem(arena: ByteArena, { big, implicit }: ElementForm, item: NewItem): void {
  const start = arena.used;
  for (const { tag, vr, value } of item) writeNewElement(arena, { tag, vr, big, implicit }, value);
  finishElement(arena, { tag: TAG.Item, vr: VR.UN, big, implicit: true }, start);
}
