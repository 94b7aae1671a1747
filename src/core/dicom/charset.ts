import {
  type CharacterWidth,
  type Codec,
  decodeLatin1,
  decodeUndeclared,
  decodeUtf8,
  multiByte,
  widthInGb18030,
  widthInUtf8,
} from './coded-character-set';
import { type CodeState, decodeIso2022, initialState } from './iso2022';
import { usesCharacterSet, VR } from './vr';

/** The text of a value's bytes; `vr` ({@link VR}) decides what delimits. Never throws. */
export type TextDecode = (bytes: Uint8Array, vr: number) => string;

const ESC = 0x1b;
const FIRST_NOT_ASCII = 0x80;
const VALUE_DELIMITER = '\\';

/** Of ISO_IR 6, the default repertoire (PS3.5 §6.1.1). */
const DEFAULT_REPERTOIRE = 6;

const gb18030 = multiByte('gb18030');

/** Sets without code extension (PS3.3 Table C.12-5), by the terms as {@link compact} writes them. */
const WITHOUT_CODE_EXTENSION: ReadonlyMap<string, Codec> = new Map([
  ['ISOIR192', decodeUtf8],
  ['UTF8', decodeUtf8],
  ['GB18030', gb18030],
  ['GBK', gb18030],
  ['GB2312', gb18030],
]);

/** ISO-IR numbers of names that are no defined terms but occur, as {@link compact} writes them. */
const REGISTRATIONS: ReadonlyMap<string, number> = new Map([
  ['LATIN1', 100],
  ['ISO88591', 100],
  ['ISO88592', 101],
  ['ISO88593', 109],
  ['ISO88594', 110],
  ['ISO88595', 144],
  ['ISO88596', 127],
  ['ISO88597', 126],
  ['ISO88598', 138],
  ['ISO88599', 148],
  ['ISO885911', 166],
  ['ISO885915', 203],
  ['SHIFTJIS', 13],
  ['SJIS', 13],
  ['EUCKR', 149],
  ['KSC5601', 149],
]);

/**
 * The decoder for the values of Specific Character Set (0008,0005) (PS3.3 C.12.1.1.2), as a list or as one string
 * with backslashes; no value means the default repertoire. Terms are understood in other spellings too
 * ("ISO-IR 100", "ISO_IR_192", "latin1"); escape sequences (PS3.5 §6.1.2.5) wherever they occur, declared or not.
 * What no term explains (unknown terms; bytes beyond ASCII in the default repertoire, or in a VR to which the
 * attribute does not apply) is UTF-8 if valid, else Latin-1. Malformed bytes of UTF-8 are Latin-1, of the others
 * U+FFFD.
 */
export function createDecoder(specificCharacterSet: string | readonly string[]): TextDecode {
  const decode = createCharacterDecoder(characterSetOf(specificCharacterSet));
  return (bytes, vr) => {
    if (isPlainAscii(bytes)) return decodeLatin1(bytes);
    return usesCharacterSet(vr) ? decode(bytes, vr) : decodeUndeclared(bytes);
  };
}

/** The decoder for values of the VRs to which the character set applies. */
export function createCharacterDecoder(set: CharacterSet): TextDecode {
  return set.kind === 'codec' ? set.decode : (bytes, vr) => decodeIso2022(bytes, vr, set.initial);
}

/** How values are encoded: by one codec, or by ISO/IEC 2022, with the state in which values begin. */
export type CharacterSet =
  | { readonly kind: 'codec'; readonly decode: Codec; readonly width: CharacterWidth }
  | { readonly kind: 'iso2022'; readonly initial: CodeState };

/** What the values of Specific Character Set (0008,0005) say; in the terms of {@link createDecoder}. */
export function characterSetOf(specificCharacterSet: string | readonly string[]): CharacterSet {
  const values =
    typeof specificCharacterSet === 'string'
      ? specificCharacterSet.split(VALUE_DELIMITER)
      : specificCharacterSet;
  const terms = values.map(compact);
  const decode = terms.map((term) => WITHOUT_CODE_EXTENSION.get(term)).find((codec) => codec !== undefined);
  if (decode) return { kind: 'codec', decode, width: decode === gb18030 ? widthInGb18030 : widthInUtf8 };
  return { kind: 'iso2022', initial: initialState(registrationOf(terms[0] ?? '')) };
}

/** Capitals and digits only: "ISO_IR 100", "ISO-IR 100" and "iso ir100" are all "ISOIR100". */
function compact(term: string): string {
  return term.toUpperCase().replace(/[^A-Z\d]/g, '');
}

/** The ISO-IR number that a compact term names; that of the default repertoire if it names none. */
function registrationOf(term: string): number {
  const number = REGISTRATIONS.get(term) ?? /^(?:ISO)?(?:2022)?(?:IR)?(\d{1,3})$/.exec(term)?.[1];
  return Number(number ?? DEFAULT_REPERTOIRE);
}

function isPlainAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! >= FIRST_NOT_ASCII || bytes[at] === ESC) return false;
  }
  return true;
}

/**
 * The values of a text element, paddings included; one where the VR has no multiplicity (LT, ST, UT, UR: PS3.5
 * §6.4). Splits the text, not the bytes: 5C is also the second byte of characters of GBK, GB18030 and Shift JIS.
 */
export function splitValues(bytes: Uint8Array, vr: number, decode: TextDecode): readonly string[] {
  const text = decode(bytes, vr);
  return isSingleValued(vr) ? [text] : text.split(VALUE_DELIMITER);
}

function isSingleValued(vr: number): boolean {
  return vr === VR.LT || vr === VR.ST || vr === VR.UT || vr === VR.UR;
}
