const NONE = new Uint16Array();

/**
 * Bytes two at a time, each pair a number in the machine's byte order: of three bytes in a row two start at an even
 * address, so that a look at half of all places finds everything of three bytes and more.
 */
export class BytePairs {
  private words: Uint16Array = NONE;

  /** The pairs of a buffer; those of `bytes` start at index `bytes.byteOffset / 2`. One view serves many calls. */
  over(buffer: ArrayBufferLike): Uint16Array {
    if (this.words.buffer !== buffer) this.words = new Uint16Array(buffer, 0, buffer.byteLength >>> 1);
    return this.words;
  }
}

const IS_LITTLE_ENDIAN = new Uint16Array(Uint8Array.of(1, 0).buffer)[0] === 1;

/** The number of a pair. */
export function pairOf(first: number, second: number): number {
  return IS_LITTLE_ENDIAN ? first | (second << 8) : (first << 8) | second;
}
