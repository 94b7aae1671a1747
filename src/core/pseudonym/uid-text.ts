const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** A UID written in text has at least this many components; fewer are version numbers and network addresses. */
const COMPONENTS = 5;
const SHORTEST = 10;

/**
 * Finds UIDs (PS3.5 §9.1) written in text or in a file name, between `from` and `to`: calls `found(start, end)` for
 * each, in order. A UID is digits and dots, first component 0 to 2, five components or more. What stands around it does
 * not matter: "MR1.2.840…", "0007.1.2.840…", "1.2.840….dcm".
 */
export function findUids(
  bytes: Uint8Array,
  from: number,
  to: number,
  found: (start: number, end: number) => void,
): void {
  // Stryker disable next-line EqualityOperator: at the end there is nothing left for a UID
  for (let at = from; at < to; at++) {
    // Stryker disable next-line ConditionalExpression: only saves time
    if (!isDigit(bytes[at]!)) continue;
    const end = endOfComponents(bytes, at, to);
    const start = startOfUid(bytes, at, end);
    if (start < end) found(start, end);
    at = end;
  }
}

/** Where digits end that single dots divide. */
function endOfComponents(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (isDigit(bytes[at]!) || (bytes[at] === DOT && at + 1 < to && isDigit(bytes[at + 1]!))))
    at++;
  return at;
}

/** The first component with which a UID that ends at `to` can start, `to` when there is none. */
function startOfUid(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; to - at >= SHORTEST; at++) {
    if ((at === from || bytes[at - 1] === DOT) && isUid(bytes, at, to)) return at;
  }
  return to;
}

function isUid(bytes: Uint8Array, from: number, to: number): boolean {
  if (bytes[from + 1] !== DOT || bytes[from]! > ZERO + 2) return false;
  let components = 1;
  for (let at = from; at < to; at++) if (bytes[at] === DOT && ++components === COMPONENTS) return true;
  return isUuidDerived(bytes, from, to);
}

/** `2.25.` and a number of 20 digits or more (PS3.5 §B.2). */
function isUuidDerived(bytes: Uint8Array, from: number, to: number): boolean {
  const root = bytes[from + 2] === 0x32 && bytes[from + 3] === 0x35 && bytes[from + 4] === DOT;
  return bytes[from] === 0x32 && root && to - from > 25;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}
