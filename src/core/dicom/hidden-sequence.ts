import { vrOf } from './dictionary';
import {
  type ElementHeader,
  type Encoding,
  isExplicitAt,
  readTag,
  readUint32,
  UNDEFINED_LENGTH,
} from './element-header';
import { ROW } from './element-table';
import type { HeaderWindow } from './header-window';
import { isPrivate, TAG } from './tags';
import { VR } from './vr';

/** Whether an element is a sequence of the standard in UN (PS3.5 §6.2.2, CP-246): one that can't be read could hide anything. */
export function isSequenceInUn({ vr, tag, length }: ElementHeader): boolean {
  return vr === VR.UN && length > 0 && vrOf(tag) === VR.SQ;
}

/**
 * Whether a value of defined length that may be a sequence begins like one: UN of an unknown attribute (CP-246), private
 * OB, and elements unknown to the dictionary in Implicit VR. Whether it is one shows when it is read.
 */
export function hidesSequence(header: ElementHeader, window: HeaderWindow): boolean {
  if (header.length < 8 || !mayHide(header)) return false;
  if (!window.load(header.value, 8)) return false;
  const at = header.value - window.delta;
  const encoding = header.vr === VR.OB || header.vr === VR.UN ? 0 : header.encoding;
  if (readTag(window.bytes, at, encoding) !== TAG.Item) return false;
  const length = readUint32(window.bytes, at + 4, encoding);
  return length === UNDEFINED_LENGTH || length + 8 <= header.length;
}

function mayHide({ tag, vr }: ElementHeader): boolean {
  if (vr === VR.UN) return vrOf(tag) === 0;
  if (vr === VR.OB) return isPrivate(tag);
  return vr === 0; // only Implicit VR has none
}

/**
 * How the items of a hidden sequence are encoded: Implicit VR Little Endian by CP-246; some writers leave Explicit VR
 * inside. What is hidden in Implicit VR is encoded like the rest.
 */
export function hiddenEncoding(header: ElementHeader, window: HeaderWindow): Encoding {
  if (header.vr === 0) return header.encoding;
  return isExplicitAt(window, header.value + 8) ? 0 : ROW.implicit;
}
