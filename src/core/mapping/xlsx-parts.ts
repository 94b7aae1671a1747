import { createInflateRaw } from 'node:zlib';
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

/** A part of an archive, which is inflated piece by piece each time that it is gone through. */
export type Part = () => AsyncIterable<Uint8Array>;

const STORED = '\x00\x00';
const PIECE = 64 * 1024;

/**
 * The parts of an archive whose names pass `isWanted`, by name. JSZip would inflate whatever is there, at whatever
 * length. Throws when they say that together they exceed 512 MiB; to go through one throws when it is damaged, or longer
 * or shorter than it says.
 */
export function partsOf(archive: JSZip, isWanted: (name: string) => boolean): ReadonlyMap<string, Part> {
  const wanted = Object.values(archive.files).filter(({ name, dir }) => !dir && isWanted(name));
  const stored = wanted.map((part) => ({ name: part.name, data: (part as unknown as StoredPart)._data }));
  const total = stored.reduce((sum, { data }) => sum + data.uncompressedSize, 0);
  if (!(total <= INFLATED_LIMIT)) throw new Error('the parts are too long');
  return new Map(stored.map(({ name, data }) => [name, () => checkedPieces(data)]));
}

async function* checkedPieces(data: StoredPart['_data']): AsyncGenerator<Uint8Array> {
  let length = 0;
  let checksum = 0;
  for await (const piece of piecesOf(data)) {
    length += piece.length;
    if (length > data.uncompressedSize) break;
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (length !== data.uncompressedSize) throw new Error('a part is not as long as it says');
  if (checksum >>> 0 !== data.crc32 >>> 0) throw new Error('a part is damaged');
}

async function* piecesOf({
  compression,
  compressedContent,
}: StoredPart['_data']): AsyncGenerator<Uint8Array> {
  if (compression.magic !== STORED) {
    const inflater = createInflateRaw({ chunkSize: PIECE });
    inflater.end(compressedContent);
    yield* inflater as AsyncIterable<Uint8Array>;
    return;
  }
  for (let from = 0; from < compressedContent.length; from += PIECE)
    yield compressedContent.subarray(from, from + PIECE);
}
