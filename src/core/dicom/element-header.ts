import { vrOf } from './dictionary';
import { ROW } from './element-table';
import { DicomError } from './errors';
import type { HeaderWindow } from './header-window';
import { groupOf } from './tags';
import { hasLongLength, isKnownVr } from './vr';

export const UNDEFINED_LENGTH = 0xffffffff;

/** Encoding of a data set as row flags: 0 is Explicit VR Little Endian. */
export type Encoding = number;

/**
 * Reads one element header (PS3.5 §7.1) into its own fields. Headers that real writers get wrong are read as what
 * they can only mean:
 * - Explicit VR, but the VR bytes are no letters: the element is encoded in Implicit VR.
 * - Letters that name no VR: 32-bit length when the reserved bytes are zero and the value fits (new VRs have that
 *   form, PS3.5 §7.1.2), else 16-bit length.
 */
export class ElementHeader {
  tag = 0;
  vr = 0;
  length = 0;
  /** File offset of the value. */
  value = 0;
  /** `ROW.implicit` and `ROW.big` as this element is encoded. */
  encoding: Encoding = 0;
  /** Whether the VR field was read as it stands; a doubtful header after Pixel Data is stray bytes. */
  doubtful = false;

  constructor(private readonly window: HeaderWindow) {}

  /**
   * Reads the header at file offset `at`.
   * @throws DicomError 'truncated' when the file ends in it; 'malformed' when no reading of the length fits before
   * `limit`, or when readers would differ
   */
  read(at: number, limit: number, encoding: Encoding): void {
    const { window } = this;
    if (!window.load(at, 8)) throw new DicomError('truncated', 'the file ends inside an element', -1, at);
    const offset = at - window.delta;
    const { bytes } = window;
    this.encoding = encoding;
    this.doubtful = false;
    this.tag = readTag(bytes, offset, encoding);
    if (encoding & ROW.implicit || this.tag >>> 16 === 0xfffe) this.readImplicit(at, offset);
    else this.readExplicit(at, offset, limit);
  }

  private readImplicit(at: number, offset: number): void {
    this.vr = vrOf(this.tag);
    this.length = readUint32(this.window.bytes, offset + 4, this.encoding);
    this.value = at + 8;
  }

  private readExplicit(at: number, offset: number, limit: number): void {
    const { bytes } = this.window;
    this.vr = (bytes[offset + 4]! << 8) | bytes[offset + 5]!;
    if (isKnownVr(this.vr)) {
      if (hasLongLength(this.vr)) this.readLongLength(at);
      else this.readShortLength(at, offset);
    } else this.readUnknownVr(at, offset, limit);
  }

  private readShortLength(at: number, offset: number): void {
    this.length = readUint16(this.window.bytes, offset + 6, this.encoding);
    this.value = at + 8;
  }

  private readLongLength(at: number): void {
    if (!this.window.load(at, 12)) {
      throw new DicomError('truncated', 'the file ends inside an element', this.tag, at);
    }
    this.length = readUint32(this.window.bytes, at - this.window.delta + 8, this.encoding);
    this.value = at + 12;
  }

  private readUnknownVr(at: number, offset: number, limit: number): void {
    this.doubtful = true;
    if (!areLetters(this.vr)) {
      this.encoding |= ROW.implicit;
      this.readImplicit(at, offset);
      if (this.length !== UNDEFINED_LENGTH && this.value + this.length > limit) this.refuse(at);
      return;
    }
    const { bytes } = this.window;
    if (bytes[offset + 6] === 0 && bytes[offset + 7] === 0 && this.window.load(at, 12)) {
      this.readLongLength(at);
      if (this.value + this.length <= limit) return this.refuseEmptyReading(at, limit);
    }
    this.readShortLength(at, at - this.window.delta);
    if (this.value + this.length > limit) this.refuse(at);
  }

  /**
   * The four bytes of a 32-bit length may be the tag of the element behind an empty value of 16-bit length: some readers
   * would take it so, and see elements where others see one value.
   */
  private refuseEmptyReading(at: number, limit: number): void {
    const next = at + 8;
    if (limit - next < 8 || !this.window.load(next, 8)) return;
    const offset = next - this.window.delta;
    const { bytes } = this.window;
    const vr = (bytes[offset + 4]! << 8) | bytes[offset + 5]!;
    const known = vrOf(readTag(bytes, offset, this.encoding));
    if (known !== 0 && known === vr)
      throw new DicomError('malformed', 'no VR of the standard, and two lengths that fit', this.tag, at);
  }

  private refuse(at: number): never {
    throw new DicomError('malformed', 'no VR of the standard, and no length that fits', this.tag, at);
  }
}

/** The tag at buffer offset `at`. */
export function readTag(bytes: Uint8Array, at: number, encoding: Encoding): number {
  return encoding & ROW.big
    ? ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
    : ((bytes[at + 1]! << 24) | (bytes[at]! << 16) | (bytes[at + 3]! << 8) | bytes[at + 2]!) >>> 0;
}

/** The unsigned 32-bit number at buffer offset `at`. */
export function readUint32(bytes: Uint8Array, at: number, encoding: Encoding): number {
  return encoding & ROW.big
    ? ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
    : ((bytes[at + 3]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 1]! << 8) | bytes[at]!) >>> 0;
}

/** The unsigned 16-bit number at buffer offset `at`. */
export function readUint16(bytes: Uint8Array, at: number, encoding: Encoding): number {
  return encoding & ROW.big ? (bytes[at]! << 8) | bytes[at + 1]! : (bytes[at + 1]! << 8) | bytes[at]!;
}

function areLetters(vr: number): boolean {
  const [first, second] = [vr >>> 8, vr & 0xff];
  return first >= 0x41 && first <= 0x5a && second >= 0x41 && second <= 0x5a;
}

/** Whether the four bytes after a tag at file offset `at` begin with a VR of the standard (Little Endian). */
export function isExplicitAt(window: HeaderWindow, at: number): boolean {
  if (!window.load(at, 8)) return false;
  const offset = at - window.delta;
  return isKnownVr((window.bytes[offset + 4]! << 8) | window.bytes[offset + 5]!);
}

/**
 * How the data set at `at` is encoded, judged by its first element, because transfer syntaxes that lie are common: a VR
 * of the standard in the place of the VR means Explicit VR, and of the two byte orders the one with the lower group
 * number is meant; anything else is Implicit VR Little Endian.
 */
export function detectEncoding(window: HeaderWindow, at: number): Encoding {
  if (!isExplicitAt(window, at)) return ROW.implicit;
  const offset = at - window.delta;
  const little = groupOf(readTag(window.bytes, offset, 0));
  const big = groupOf(readTag(window.bytes, offset, ROW.big));
  return little <= big ? 0 : ROW.big;
}
