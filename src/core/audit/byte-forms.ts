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

/** The same but for UTF-16, and for multi-byte sets where nothing but accents has to be written in them. */
export function usualByteForms(text: string): readonly Uint8Array[] {
  if (/^[\0-\x7f]*$/.test(text)) return [Buffer.from(text, 'latin1')];
  if (/[^\0-\u024f]/.test(text)) return byteForms(text);
  const spellings = [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
  return unique(
    spellings.flatMap((spelling) => {
      const composed = spelling.normalize('NFC');
      const sets = SINGLE_BYTE.flatMap((set) => encode(composed, set) ?? []);
      return [Buffer.from(composed, 'utf8'), Buffer.from(spelling.normalize('NFD'), 'utf8'), ...sets];
    }),
  );
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

/** Node has decoders only: an encoder is a decoder asked once for every character, a line for each. */
function encoderOf(set: string): Encoder {
  const known = encoders.get(set);
  if (known) return known;
  const encoder = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(set);
  const add = (codes: readonly (readonly number[])[]): void => {
    const lines = decoder.decode(Uint8Array.from(codes.flatMap((code) => [...code, LINE_FEED]))).split('\n');
    if (lines.length !== codes.length + 1) return;
    codes.forEach((code, index) => {
      const text = lines[index]!;
      if (isCharacter(text) && !encoder.has(text)) encoder.set(text, code);
    });
  };
  add(upTo(FIRST_NOT_ASCII, 0xff).map((byte) => [byte]));
  if (MULTI_BYTE.includes(set))
    for (const first of upTo(0x81, 0xfe)) add(SECOND_BYTES.map((second) => [first, second]));
  encoders.set(set, encoder);
  return encoder;
}

const LINE_FEED = 0x0a;
const SECOND_BYTES = upTo(0x40, 0xfe).filter((byte) => byte !== 0x7f);

function upTo(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** One that can be written: a code that the set lacks becomes U+FFFD, with ASCII behind it or not. */
function isCharacter(text: string): boolean {
  const code = text.codePointAt(0) ?? 0;
  return code > 0x7f && code !== 0xfffd && text.length === (code > 0xffff ? 2 : 1);
}

function unique(forms: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(forms.map((form) => [Buffer.from(form).toString('latin1'), form])).values()];
}
