import type { ByteSource } from '../dicom/header-window';

const ITEM_HEADER = 8;
/** Headers of frames end long before, or are not such. */
const LONGEST_HEADER = 64 * 1024;
const MARKER = 0xff;
/** Start of Scan of JPEG, Start of Data of JPEG 2000: what follows is coded image. */
const CODED_DATA = new Set([0xda, 0x93]);

/**
 * The headers at the start of each fragment of encapsulated pixel data (PS3.5 §A.4): comments and Exif of JPEG, comments
 * of JPEG 2000. Calls `found` with the bytes, and their offset in the file.
 * @param from file offset of the value: the Item of the Basic Offset Table
 * @param to file offset behind the Sequence Delimitation Item
 */
export function eachPixelHeader(
  source: ByteSource,
  from: number,
  to: number,
  found: (bytes: Uint8Array, offset: number) => void,
): void {
  const buffer = new Uint8Array(LONGEST_HEADER);
  const view = new DataView(buffer.buffer);
  for (let at = from; at + ITEM_HEADER <= to;) {
    if (source.read(buffer, 0, ITEM_HEADER, at) < ITEM_HEADER || view.getUint16(2, true) !== 0xe000) return;
    const length = view.getUint32(4, true);
    const got = source.read(buffer, 0, Math.min(length, LONGEST_HEADER), at + ITEM_HEADER);
    const end = endOfHeader(buffer, got);
    if (end > 0) found(buffer.subarray(0, end), at + ITEM_HEADER);
    at += ITEM_HEADER + length;
  }
}

/** Where the header that starts a JPEG or JPEG 2000 stream ends, 0 when there is none. */
function endOfHeader(bytes: Uint8Array, length: number): number {
  if (length < 4 || bytes[0] !== MARKER) return 0;
  for (let at = 2; at + 4 <= length;) {
    if (bytes[at] !== MARKER) return at;
    if (CODED_DATA.has(bytes[at + 1]!)) return at;
    at += 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
  }
  return length;
}
