import { TextDecoder } from 'node:util';

/** Sets of one byte a character that a value may be in (PS3.3 Table C.12-2), by their names in the Encoding Standard. */
const SINGLE_BYTE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15].map((part) =>
  part === 1 ? 'windows-1252' : part === 9 ? 'windows-1254' : `iso-8859-${part}`,
);
const MULTI_BYTE = ['shift_jis', 'euc-jp', 'euc-kr', 'gb18030'];
const THAI = 'windows-874';

const FIRST_NOT_ASCII = 0x80;
const G1_BIT = 0x80;
/** ESC $ B, which designates JIS X 0208 to G0 (PS3.3 Table C.12-4). */
const TO_JIS_X_0208 = Uint8Array.of(0x1b, 0x24, 0x42);

/** The bytes of every character of a set that has no more than two. */
type Encoder = ReadonlyMap<string, readonly number[]>;

const encoders = new Map<string, Encoder>();

/**
 * The bytes of a text in every character set in which a value may be written (PS3.5 §6.1, PS3.3 §C.12.1.1.2), and in
 * UTF-16, which private values hold. Sets that lack one of its characters are left out; each form stands once.
 */
export function byteForms(text: string): readonly Uint8Array[] {
  if (/^[\0-\x7f]*$/.test(text)) return unique([Buffer.from(text, 'latin1'), ...utf16(text)]);
  const spellings = [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
  return unique(spellings.flatMap(formsOf));
}

function formsOf(text: string): readonly Uint8Array[] {
  const composed = text.normalize('NFC');
  const sets = [...SINGLE_BYTE, THAI, ...MULTI_BYTE].flatMap((set) => encode(composed, set) ?? []);
  return [
    Buffer.from(composed, 'utf8'),
    Buffer.from(text.normalize('NFD'), 'utf8'),
    ...utf16(composed),
    ...sets,
    ...jisX0208(composed),
  ];
}

function utf16(text: string): readonly Uint8Array[] {
  const little = Buffer.from(text, 'utf16le');
  return [little, Buffer.from(little).swap16()];
}

/** Two bytes a character without their high bits, behind the escape sequence that starts them. */
function jisX0208(text: string): readonly Uint8Array[] {
  const bytes = encode(text, 'euc-jp');
  if (!bytes || bytes.length !== 2 * text.length || bytes.some((byte) => byte < G1_BIT)) return [];
  return [Buffer.concat([TO_JIS_X_0208, bytes.map((byte) => byte & ~G1_BIT)])];
}

function encode(text: string, set: string): Uint8Array | undefined {
  const encoder = encoderOf(set);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code < FIRST_NOT_ASCII) bytes.push(code);
    else {
      const encoded = encoder.get(character);
      if (!encoded) return undefined;
      bytes.push(...encoded);
    }
  }
  return Uint8Array.from(bytes);
}

/** Node has decoders only: an encoder is a decoder asked for every pair of bytes, once. */
function encoderOf(set: string): Encoder {
  const known = encoders.get(set);
  if (known) return known;
  const encoder = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(set);
  const add = (...bytes: number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== '\ufffd' && !encoder.has(text)) encoder.set(text, bytes);
  };
  for (let first = FIRST_NOT_ASCII; first < 0x100; first++) add(first);
  if (MULTI_BYTE.includes(set)) {
    for (let first = 0x81; first < 0xff; first++)
      for (let second = 0x40; second < 0xff; second++) if (second !== 0x7f) add(first, second);
  }
  encoders.set(set, encoder);
  return encoder;
}

function unique(forms: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(forms.map((form) => [Buffer.from(form).toString('latin1'), form])).values()];
}
