import { createHash } from 'node:crypto';

const BYTES = 2 * 1024 * 1024;
let buffer: Uint8Array | undefined;

/**
 * Two MB that look like pixels to any compression: always the same. All corpora take their pixels from it.
 */
export function randomBytes(): Uint8Array {
  buffer ??= makeBytes();
  return buffer;
}

function makeBytes(): Uint8Array {
  const blocks = Array.from({ length: BYTES / 64 }, (_, index) =>
    createHash('sha512').update(`${index}`).digest(),
  );
  return Buffer.concat(blocks);
}
