import type { CharacterSet } from '../dicom/charset';
import { type CharacterWidth, type Codec } from '../dicom/coded-character-set';
import { characterWidth, decodeSegment, type Segment, segmentsOf } from '../dicom/iso2022';
import { isAscii } from './folding';

/** What decoders give for bytes of no character. */
const NO_CHARACTER = '\ufffd';

/** Decoded text that knows where each of its UTF-16 units stands in the bytes. */
export interface LocatedText {
  readonly text: string;
  /** The first byte of the character of a unit. */
  readonly starts: readonly number[];
  /** The byte after it; escape sequences lie between it and the next one's start. */
  readonly ends: readonly number[];
  /** By ISO/IEC 2022: where which sets hold; else empty. */
  readonly segments: readonly Segment[];
}

/** The text of a value of `vr` as `createDecoder` gives it, with its places. */
export function locateText(bytes: Uint8Array, vr: number, set: CharacterSet): LocatedText {
  const places = new Places();
  if (set.kind === 'codec') {
    places.add(bytes, 0, bytes.length, set.decode, set.width);
    return { ...places, segments: [] };
  }
  const segments = segmentsOf(bytes, vr, set.initial);
  for (const { from, to, state } of segments) {
    const decode: Codec = (part) => decodeSegment(part, state);
    places.add(bytes, from, to, decode, (all, at, end) => characterWidth(all, at, end, state));
  }
  return { ...places, segments };
}

class Places {
  text = '';
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  /** Decodes bytes [from, to) at once if the widths of the characters agree with the text, else each by itself. */
  add(bytes: Uint8Array, from: number, to: number, decode: Codec, width: CharacterWidth): void {
    const text = decode(bytes.subarray(from, to));
    if (text.length === to - from && isOneByteEach(text, bytes, from, to, width)) {
      for (let at = from; at < to; at++) this.push(at, at + 1);
      this.text += text;
    } else if (!this.addAligned(text, bytes, from, to, width)) this.addEach(bytes, from, to, decode, width);
  }

  private addAligned(
    text: string,
    bytes: Uint8Array,
    from: number,
    to: number,
    width: CharacterWidth,
  ): boolean {
    const { length } = this.starts;
    let at = from;
    for (const character of text) {
      if (at >= to) break;
      const end = Math.min(to, at + width(bytes, at, to));
      for (let unit = 0; unit < character.length; unit++) this.push(at, end);
      at = end;
    }
    if (at === to && this.starts.length - length === text.length) {
      this.text += text;
      return true;
    }
    this.starts.length = this.ends.length = length;
    return false;
  }

  /** Bytes of no character must not take those of the next one with them: it may begin a name. */
  private addEach(bytes: Uint8Array, from: number, to: number, decode: Codec, width: CharacterWidth): void {
    for (let at = from; at < to;) {
      const whole = Math.min(to, at + width(bytes, at, to));
      const isCharacter = !decode(bytes.subarray(at, whole)).includes(NO_CHARACTER);
      const end = isCharacter ? whole : at + 1;
      const text = decode(bytes.subarray(at, end));
      for (let unit = 0; unit < text.length; unit++) this.push(at, end);
      this.text += text;
      at = end;
    }
  }

  private push(start: number, end: number): void {
    this.starts.push(start);
    this.ends.push(end);
  }
}

/** A text as long as its bytes has one byte a character, unless characters of more bytes stand beside astral ones. */
function isOneByteEach(
  text: string,
  bytes: Uint8Array,
  from: number,
  to: number,
  width: CharacterWidth,
): boolean {
  if (isAscii(text)) return true;
  for (let at = from; at < to; at++) if (width(bytes, at, to) > 1) return isLatin1Of(text, bytes, from);
  return true;
}

function isLatin1Of(text: string, bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[from + at]) return false;
  return true;
}
