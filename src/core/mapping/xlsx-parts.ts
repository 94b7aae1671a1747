import { inflateRawSync } from 'node:zlib';
import type JSZip from 'jszip';
import crc32 from 'jszip/lib/crc32.js';

/**
 * All parts of a workbook together may have this many bytes: five times those of a workbook of 100,000 patients. An
 * archive can claim, and hold, a thousand times its own size.
 */
const INFLATED_LIMIT = 512 * 1024 * 1024;

/** What JSZip 3.10 keeps of a part, and its types do not tell. */
interface StoredPart {
  readonly _data: {
    readonly compression: { readonly magic: string };
    readonly compressedContent: Uint8Array;
    readonly uncompressedSize: number;
    readonly crc32: number;
  };
}

const STORED = '\x00\x00';

/**
 * The parts of an archive whose names pass `isWanted`, inflated, by name. JSZip would inflate whatever is there, at
 * whatever length. Throws when a part is damaged or longer than it says, or all of them together exceed 512 MiB.
 */
export function inflateParts(
  archive: JSZip,
  isWanted: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  const wanted = Object.values(archive.files).filter(({ name, dir }) => !dir && isWanted(name));
  const stored = wanted.map((part) => ({ name: part.name, ...(part as unknown as StoredPart)._data }));
  const total = stored.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (!(total <= INFLATED_LIMIT)) throw new Error('the parts are too long');
  return new Map(stored.map((part) => [part.name, inflatePart(part)]));
}

function inflatePart({
  compression,
  compressedContent,
  uncompressedSize,
  crc32: expected,
}: StoredPart['_data']): Uint8Array {
  const bytes =
    compression.magic === STORED
      ? compressedContent
      : inflateRawSync(compressedContent, { maxOutputLength: Math.max(1, uncompressedSize) });
  if (bytes.length !== uncompressedSize) throw new Error('a part is not as long as it says');
  if (crc32(bytes, 0) >>> 0 !== expected >>> 0) throw new Error('a part is damaged');
  return bytes;
}
