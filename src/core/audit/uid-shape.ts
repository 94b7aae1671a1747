import { pairOf } from './byte-pairs';

const DOT = 0x2e;
const ZERO = 0x30;
const TWO = 0x32;
const NINE = 0x39;

/** A UID has more dots than version numbers, or is `2.25.` and a long number (PS3.5 §B.2). */
const FEWEST_DOTS = 3;
const UUID_ROOT = [TWO, DOT, TWO, 0x35, DOT];
const SHORTEST_UUID_DERIVED = 25;

export const FIRST_DOT = 1;
/** FIRST_DOT for the pairs in which the first dot of a UID may stand: behind a digit from 0 to 2, or before a digit. */
export const FIRST_DOTS = new Uint8Array(0x10000);
for (let digit = ZERO; digit <= NINE; digit++) {
  if (digit <= TWO) FIRST_DOTS[pairOf(digit, DOT)] = FIRST_DOT;
  FIRST_DOTS[pairOf(DOT, digit)] = FIRST_DOT;
}

/** Tells `sink` of what looks like a UID (PS3.5 §9.1) between `from` and `to`, if its first dot stands in the pair at `at`. */
export function uidAt(
  bytes: Uint8Array,
  from: number,
  at: number,
  to: number,
  sink: { uid(start: number, end: number): void },
): void {
  const start = bytes[at] === DOT ? at - 1 : at;
  if (!startsUid(bytes, start, from)) return;
  const end = endOfUid(bytes, start, to);
  if (end > start) sink.uid(start, end);
}

/** Whether it comes of a UUID, as all new UIDs do (PS3.5 §B.2). */
export function isUuidDerived(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start >= SHORTEST_UUID_DERIVED && UUID_ROOT.every((byte, index) => bytes[start + index] === byte)
  );
}

/** A single digit from 0 to 2 with which a run of digits and dots begins. */
function startsUid(bytes: Uint8Array, start: number, from: number): boolean {
  if (start < from || bytes[start]! < ZERO || bytes[start]! > TWO) return false;
  return start === from || (!isDigit(bytes[start - 1]!) && bytes[start - 1] !== DOT);
}

/** Where a UID that starts there ends, `start` when it is none. */
function endOfUid(bytes: Uint8Array, start: number, to: number): number {
  let [dots, at] = [0, start];
  for (; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === DOT && at + 1 < to && isDigit(bytes[at + 1]!)) dots++;
    else if (!isDigit(byte)) break;
  }
  return dots >= FEWEST_DOTS || isUuidDerived(bytes, start, at) ? at : start;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}
