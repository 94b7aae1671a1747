import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** The text of `bytes` in one coded character set. Never throws: what is not of the set becomes U+FFFD. */
export type Codec = (bytes: Uint8Array) => string;

/** Code positions 80 to 9F are control characters in every part of ISO 8859. */
const FIRST_GRAPHIC_OF_G1 = 0xa0;

const REPLACEMENT = '\ufffd';
const PRIVATE_USE = /[\ue000-\uf8ff]/g;
const UTF8_SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

function viewAsBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** ISO-IR 100, and ASCII: each byte is the code point of that number. Loses nothing, whatever the bytes. */
export const decodeLatin1: Codec = (bytes) => viewAsBuffer(bytes).toString('latin1');

/** UTF-8 if all of it is valid, else Latin-1: for text that does not say, or wrongly says, what it is. */
export const decodeUndeclared: Codec = (bytes) =>
  isUtf8(bytes) ? viewAsBuffer(bytes).toString('utf8') : decodeLatin1(bytes);

/**
 * UTF-8, in which bytes that belong to no character are Latin-1: a name cut off at a length limit stays readable,
 * and so does Latin-1 text that is declared as UTF-8. Different bytes stay different names.
 */
export const decodeUtf8: Codec = (bytes) => {
  if (isUtf8(bytes)) return viewAsBuffer(bytes).toString('utf8');
  return decodeLatin1(bytes).replace(UTF8_SEQUENCE, (sequence) =>
    Buffer.from(sequence, 'latin1').toString('utf8'),
  );
};

/**
 * A part of ISO 8859 by its name in the Encoding Standard. The names of parts 9 and 11 stand there for Windows code
 * pages, with other characters at 80 to 9F, and versions of Node differ in what is not assigned: so only the
 * assigned half is asked for, once.
 */
export function singleByte(label: string): Codec {
  let graphics: string | undefined;
  return (bytes) => {
    graphics ??= readGraphics(label);
    return decodeLatin1(bytes).replace(
      /[\xa0-\xff]/g,
      (letter) => graphics![letter.charCodeAt(0) - FIRST_GRAPHIC_OF_G1]!,
    );
  };
}

function readGraphics(label: string): string {
  const codes = Uint8Array.from({ length: 0x100 - FIRST_GRAPHIC_OF_G1 }, (_, i) => FIRST_GRAPHIC_OF_G1 + i);
  return new TextDecoder(label).decode(codes).replace(PRIVATE_USE, REPLACEMENT);
}

/** A set of characters of several bytes by its name in the Encoding Standard. */
export function multiByte(label: string): Codec {
  let decoder: TextDecoder | undefined;
  return (bytes) => (decoder ??= new TextDecoder(label)).decode(bytes);
}

/** Bytes of the character that starts at `at` in text that ends at `to`, 1 for bytes that start none. */
export type CharacterWidth = (bytes: Uint8Array, at: number, to: number) => number;

/** Sets of one byte a character. */
export const oneByte: CharacterWidth = () => 1;

/** EUC: pairs of bytes from A1 on (in EUC-KR as programs write it, the second one of other ranges, too). */
export const widthInEuc: CharacterWidth = (bytes, at) => (bytes[at]! >= 0x81 && bytes[at]! <= 0xfe ? 2 : 1);

/** Shift JIS: pairs whose first byte is none of the one-byte katakana (A1 to DF). */
export const widthInShiftJis: CharacterWidth = (bytes, at) => {
  const lead = bytes[at]!;
  return (lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xfc) ? 2 : 1;
};

/** GB 18030 and GBK: pairs, and four bytes where the second is a digit. */
export const widthInGb18030: CharacterWidth = (bytes, at, to) => {
  if (bytes[at]! < 0x81 || bytes[at] === 0xff) return 1;
  const second = at + 1 < to ? bytes[at + 1]! : 0;
  return second >= 0x30 && second <= 0x39 ? 4 : 2;
};

/** UTF-8; a byte that belongs to no valid sequence is a character by itself. */
export const widthInUtf8: CharacterWidth = (bytes, at, to) => {
  const lead = bytes[at]!;
  const width = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
  for (let i = 1; i < width; i++) if (at + i >= to || (bytes[at + i]! & 0xc0) !== 0x80) return 1;
  return width;
};

/** UTF-8 where the text from `at` on is that, else one byte. */
export const widthInUndeclared: CharacterWidth = (bytes, at, to) => widthInUtf8(bytes, at, to);
