import { groupOf, TAG } from '../dicom/tags';

/** Transfer syntaxes whose encoding of elements differs from explicit VR little endian (PS3.5 Annex A). */
export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2';

/** The header of one element, and where its value lies in the source. */
export interface WireHeader {
  /** Unsigned 32-bit tag. */
  readonly tag: number;
  /** What the dictionary or the wire says. */
  readonly vr: string;
  /** The two bytes after the tag as letters in explicit VR, else the same as `vr`. */
  readonly wireVr: string;
  /** Bytes, -1 for undefined length. */
  readonly length: number;
  readonly valueAt: number;
}

/** Whether the element is an item or a delimiter, which have no VR (PS3.5 §7.5). */
export function isStructural(tag: number): boolean {
  return groupOf(tag) === groupOf(TAG.Item);
}

/** Whether elements of `syntax` lack their VR. */
export function isImplicit(syntax: string): boolean {
  return syntax === IMPLICIT_LITTLE_ENDIAN;
}
