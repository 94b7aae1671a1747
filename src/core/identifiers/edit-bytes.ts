import type { CharacterSet } from '../dicom/charset';
import { decodeLatin1, decodeUtf8 } from '../dicom/coded-character-set';
import { type CodeState, designatedAt, designationSequences, type Segment } from '../dicom/iso2022';
import type { TextEdit } from './finding';
import { isAscii } from './folding';
import type { LocatedText } from './located-text';

/** Where new bytes go; an arena of bytes is one. */
export interface ByteSink {
  copy(from: Uint8Array, start: number, end: number): void;
  /** Adds text whose characters are all below 0x100, a byte each. */
  latin1(text: string): void;
}

/** Writes the bytes of a located text with edits made; all other bytes are copied as they are. */
export function writeEdited(
  bytes: Uint8Array,
  located: LocatedText,
  edits: readonly TextEdit[],
  set: CharacterSet,
  out: ByteSink,
): void {
  let copied = 0;
  for (const edit of edits) {
    const from = located.starts[edit.start]!;
    const to = located.ends[edit.end - 1]!;
    out.copy(bytes, copied, from);
    writeOne(bytes, located.segments, from, to, encode(edit, set), out);
    copied = to;
  }
  out.copy(bytes, copied, bytes.length);
}

/** The new text as bytes, a character each. */
function encode({ text, ascii }: TextEdit, set: CharacterSet): string {
  if (isAscii(text)) return text;
  if (set.kind === 'codec' && set.decode === decodeUtf8) return Buffer.from(text, 'utf8').toString('latin1');
  const isLatin1 = set.kind === 'iso2022' && set.initial.g1 === decodeLatin1 && /^[\0-\xff]*$/.test(text);
  return isLatin1 ? text : ascii;
}

/**
 * In a value with code extension, ASCII is designated before the new text where another set is in G0, and after it what
 * the bytes that follow need (PS3.5 §6.1.2.5.3).
 */
function writeOne(
  bytes: Uint8Array,
  segments: readonly Segment[],
  from: number,
  to: number,
  text: string,
  out: ByteSink,
): void {
  const before = segments.find((segment) => from >= segment.from && from < segment.to);
  const last = segments.find((segment) => to > segment.from && to <= segment.to);
  if (!before || !last) {
    out.latin1(text);
    return;
  }
  const during: CodeState = text === '' ? before.state : { ...before.state, g0: 'ascii' };
  out.latin1(designationSequences(before.state, during) + text);
  out.latin1(designationSequences(during, stateNeeded(bytes, last, to, during)));
}

/** The state that the bytes after `to` count on; sets that nothing depends on stay as they are. */
function stateNeeded(bytes: Uint8Array, last: Segment, to: number, during: CodeState): CodeState {
  if (to < last.to) return last.state;
  const designated = designatedAt(bytes, to);
  if (designated.g0 === undefined && designated.g1 === undefined) return during;
  return {
    g0: designated.g0 === undefined ? last.state.g0 : during.g0,
    g1: designated.g1 === undefined ? last.state.g1 : during.g1,
  };
}
