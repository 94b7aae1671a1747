/**
 * Code extension by ISO/IEC 2022 as PS3.5 §6.1.2.5 has it: escape sequences within a value designate the set that
 * bytes below 80 (G0) or from 80 on (G1) belong to. TextDecoder has no such mixture, so values are cut into segments
 * of one state, and each is decoded by itself.
 */
import {
  type CharacterWidth,
  type Codec,
  decodeLatin1,
  decodeUndeclared,
  multiByte,
  oneByte,
  singleByte,
  widthInEuc,
  widthInGb18030,
  widthInShiftJis,
  widthInUndeclared,
} from './coded-character-set';
import { VR } from './vr';

/** What stands in G0: ISO-IR 6 (or 14, taken as the same), or a set of two bytes a character. */
type G0 = 'ascii' | 'jisX0208' | 'jisX0212';

/** The sets designated at one place of a value. */
export interface CodeState {
  readonly g0: G0;
  readonly g1: Codec;
}

/** Bytes [from, to) of a value that one state holds for; escape sequences lie between segments. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly state: CodeState;
}

/** An escape sequence without its ESC, and what it designates. */
interface Designation {
  readonly sequence: string;
  readonly designation: Partial<CodeState>;
}

const ESC = 0x1b;
const FIRST_OF_94_SET = 0x21;
const LAST_OF_94_SET = 0x7e;
const G1_BIT = 0x80;

const TEXT_DELIMITERS = charCodes('\t\n\f\r');
const VALUE_DELIMITERS = charCodes('\t\n\f\r\\');
const PERSON_NAME_DELIMITERS = charCodes('\t\n\f\r\\^=');

/** Announces three bytes of JIS X 0212 in EUC-JP. */
const SINGLE_SHIFT_3 = 0x8f;

const eucJp = multiByte('euc-jp');

/** The sets that can stand in G1, by ISO-IR number (PS3.3 Tables C.12-3 and C.12-4). */
const G1_SETS: ReadonlyMap<number, Codec> = new Map([
  [100, decodeLatin1],
  [101, singleByte('iso-8859-2')],
  [109, singleByte('iso-8859-3')],
  [110, singleByte('iso-8859-4')],
  [144, singleByte('iso-8859-5')],
  [127, singleByte('iso-8859-6')],
  [126, singleByte('iso-8859-7')],
  [138, singleByte('iso-8859-8')],
  [148, singleByte('iso-8859-9')],
  [166, singleByte('iso-8859-11')],
  [203, singleByte('iso-8859-15')],
  [13, multiByte('shift_jis')],
  [149, multiByte('euc-kr')],
  [58, multiByte('gb18030')],
]);

/** How wide the characters of sets in G1 are that have not one byte each. */
const G1_WIDTHS: ReadonlyMap<Codec, CharacterWidth> = new Map([
  [G1_SETS.get(13)!, widthInShiftJis],
  [G1_SETS.get(149)!, widthInEuc],
  [G1_SETS.get(58)!, widthInGb18030],
  [decodeUndeclared, widthInUndeclared],
]);

/** ISO-IR 6 in G0, nothing declared in G1: where a value begins without Specific Character Set. */
const DEFAULT_STATE: CodeState = { g0: 'ascii', g1: decodeUndeclared };

/** PS3.3 Tables C.12-3 and C.12-4. ESC $ @ is of an older JIS X 0208, not of DICOM. */
const DESIGNATIONS: readonly Designation[] = [
  { sequence: '(B', designation: { g0: 'ascii' } },
  { sequence: '(J', designation: { g0: 'ascii' } },
  { sequence: '$B', designation: { g0: 'jisX0208' } },
  { sequence: '$@', designation: { g0: 'jisX0208' } },
  { sequence: '$(D', designation: { g0: 'jisX0212' } },
  { sequence: ')I', designation: inG1(13) },
  { sequence: '-A', designation: inG1(100) },
  { sequence: '-B', designation: inG1(101) },
  { sequence: '-C', designation: inG1(109) },
  { sequence: '-D', designation: inG1(110) },
  { sequence: '-L', designation: inG1(144) },
  { sequence: '-G', designation: inG1(127) },
  { sequence: '-F', designation: inG1(126) },
  { sequence: '-H', designation: inG1(138) },
  { sequence: '-M', designation: inG1(148) },
  { sequence: '-T', designation: inG1(166) },
  { sequence: '-b', designation: inG1(203) },
  { sequence: '$)C', designation: inG1(149) },
  { sequence: '$)A', designation: inG1(58) },
];

function charCodes(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

function inG1(registration: number): Partial<CodeState> {
  return { g1: G1_SETS.get(registration)! };
}

/** The state in which a value begins whose first character set is ISO-IR `registration`. */
export function initialState(registration: number): CodeState {
  return { ...DEFAULT_STATE, g1: G1_SETS.get(registration) ?? DEFAULT_STATE.g1 };
}

/**
 * The text of a value of `vr` with escape sequences. Delimiters of the VR bring the initial state back (PS3.5
 * §6.1.2.5.3). A sequence that designates no set of PS3.3 stays in the text.
 */
export function decodeIso2022(bytes: Uint8Array, vr: number, initial: CodeState): string {
  let text = '';
  for (const { from, to, state } of segmentsOf(bytes, vr, initial))
    text += decodeSegment(bytes.subarray(from, to), state);
  return text;
}

/** The segments of a value of `vr`, in order and none of them empty; see {@link decodeIso2022}. */
export function segmentsOf(bytes: Uint8Array, vr: number, initial: CodeState): readonly Segment[] {
  const segments: Segment[] = [];
  let state = initial;
  let from = 0;
  let at = 0;
  const endSegment = (next: CodeState): void => {
    if (at > from) segments.push({ from, to: at, state });
    from = at;
    state = next;
  };
  while (at < bytes.length) {
    const found = bytes[at] === ESC ? designationAt(bytes, at + 1) : undefined;
    if (found) {
      endSegment(designate(state, found.designation, initial));
      at += 1 + found.sequence.length;
      from = at;
    } else {
      if (state !== initial && isDelimiter(bytes, at, vr, state)) endSegment(initial);
      at += widthAt(bytes, at, state);
    }
  }
  endSegment(initial);
  return segments;
}

/** Bytes of the character at `at` of a segment that ends at `to`. */
export function characterWidth(bytes: Uint8Array, at: number, to: number, state: CodeState): number {
  const width = widthAt(bytes, at, state);
  return width === 2 ? 2 : Math.min(to - at, (G1_WIDTHS.get(state.g1) ?? oneByte)(bytes, at, to));
}

/** What the escape sequences that stand at `at`, one after the other, designate. */
export function designatedAt(bytes: Uint8Array, at: number): Partial<CodeState> {
  const found = bytes[at] === ESC ? designationAt(bytes, at + 1) : undefined;
  if (!found) return {};
  return { ...found.designation, ...designatedAt(bytes, at + 1 + found.sequence.length) };
}

/** The escape sequences, ESC included, that lead from one state to another; a set of G1 without one is left out. */
export function designationSequences(from: CodeState, to: CodeState): string {
  let sequences = '';
  if (from.g0 !== to.g0) sequences += sequenceOf(({ g0 }) => g0 === to.g0);
  if (from.g1 !== to.g1) sequences += sequenceOf(({ g1 }) => g1 === to.g1);
  return sequences;
}

function sequenceOf(fits: (designation: Partial<CodeState>) => boolean): string {
  const found = DESIGNATIONS.find(({ designation }) => fits(designation));
  return found ? `\x1b${found.sequence}` : '';
}

function designationAt(bytes: Uint8Array, at: number): Designation | undefined {
  return DESIGNATIONS.find(({ sequence }) => startsWith(bytes, at, sequence));
}

function startsWith(bytes: Uint8Array, at: number, sequence: string): boolean {
  for (let i = 0; i < sequence.length; i++) if (bytes[at + i] !== sequence.charCodeAt(i)) return false;
  return true;
}

/** The state after a designation: `initial` itself if it is that again, so that no segment ends where none need. */
function designate(state: CodeState, designation: Partial<CodeState>, initial: CodeState): CodeState {
  const next = { ...state, ...designation };
  return next.g0 === initial.g0 && next.g1 === initial.g1 ? initial : next;
}

/** Bytes of the character at `at`: 2 if G0 has a set of two bytes and both are of it. */
function widthAt(bytes: Uint8Array, at: number, state: CodeState): 1 | 2 {
  return state.g0 !== 'ascii' && isIn94Set(bytes[at]) && isIn94Set(bytes[at + 1]) ? 2 : 1;
}

function isIn94Set(byte: number | undefined): boolean {
  return byte !== undefined && byte >= FIRST_OF_94_SET && byte <= LAST_OF_94_SET;
}

function isDelimiter(bytes: Uint8Array, at: number, vr: number, state: CodeState): boolean {
  return widthAt(bytes, at, state) === 1 && delimitersOf(vr).includes(bytes[at]!);
}

/** Characters at which PS3.5 §6.1.2.5.3 goes back to the initial state. */
function delimitersOf(vr: number): readonly number[] {
  switch (vr) {
    case VR.PN:
      return PERSON_NAME_DELIMITERS;
    case VR.LO:
    case VR.SH:
    case VR.UC:
      return VALUE_DELIMITERS;
    default:
      return TEXT_DELIMITERS;
  }
}

/** The text of bytes that one state holds for. */
export function decodeSegment(bytes: Uint8Array, state: CodeState): string {
  if (state.g0 === 'ascii') return state.g1(bytes);
  let text = '';
  for (let from = 0; from < bytes.length;) {
    const width = widthAt(bytes, from, state);
    const to = endOfRun(bytes, from, width, state);
    const run = bytes.subarray(from, to);
    text += width === 2 ? eucJp(toEucJp(run, state.g0)) : state.g1(run);
    from = to;
  }
  return text;
}

function endOfRun(bytes: Uint8Array, from: number, width: 1 | 2, state: CodeState): number {
  let at = from;
  while (at < bytes.length && widthAt(bytes, at, state) === width) at += width;
  return at;
}

/** Two-byte characters as EUC-JP has them: in G1, those of JIS X 0212 after a single shift. */
function toEucJp(pairs: Uint8Array, g0: G0): Uint8Array {
  const isShifted = g0 === 'jisX0212';
  const codes: number[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    if (isShifted) codes.push(SINGLE_SHIFT_3);
    codes.push(pairs[at]! | G1_BIT, pairs[at + 1]! | G1_BIT);
  }
  return Uint8Array.from(codes);
}
