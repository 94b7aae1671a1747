import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DicomError } from '../dicom/errors';

/**
 * An inflated data set may have this many bytes: a file of 1 MiB can inflate to 1 GiB, and a worker holds what is inflated
 * twice over.
 */
export const INFLATED_LIMIT = 256 * 1024 * 1024;

interface Inflated {
  readonly bytes: Buffer;
  /** How many bytes of the input the stream took; what follows belongs to nothing. */
  readonly consumed: number;
}

/**
 * Inflates the deflate stream (RFC 1951) at the start of `bytes` (PS3.5 §A.5).
 * @throws DicomError 'malformed' when it is none, 'unsupported' when it inflates to more than 256 MiB
 */
export function inflate(bytes: Uint8Array, offset: number): Inflated {
  try {
    const { buffer, engine } = inflateRawSync(bytes, {
      info: true,
      maxOutputLength: INFLATED_LIMIT,
    }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return { bytes: buffer, consumed: engine.bytesWritten };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new DicomError('unsupported', 'the deflated data set is longer than 256 MiB', -1, offset);
    }
    throw new DicomError('malformed', 'the deflated data set cannot be inflated', -1, offset);
  }
}

/** Deflates a data set, padded with a zero byte to even length (PS3.5 §A.5). */
export function deflate(bytes: Uint8Array): Buffer {
  const deflated = deflateRawSync(bytes);
  return deflated.length % 2 === 0 ? deflated : Buffer.concat([deflated, Buffer.alloc(1)]);
}
