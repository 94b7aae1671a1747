import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from '../dicom/header-window';
import { DicomError } from '../dicom/errors';

/** A deflated data set larger than this is not unpacked into memory. */
const INFLATED_LIMIT = 256 * 1024 * 1024;

/**
 * The file with its data set inflated in place (PS3.5 §A.5): the bytes up to `from`, then the data set.
 * @throws DicomError 'malformed' when it is no deflate stream or longer than 256 MiB
 */
export function inflateDataSet(source: ByteSource, from: number): Uint8Array {
  const file = Buffer.alloc(source.size);
  source.read(file, 0, source.size, 0);
  try {
    const dataSet = inflateRawSync(file.subarray(from), { maxOutputLength: INFLATED_LIMIT });
    return Buffer.concat([file.subarray(0, from), dataSet]);
  } catch {
    throw new DicomError('malformed', 'the deflated data set cannot be inflated', -1, from);
  }
}

/** Bytes in memory as a source. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(into, at, length, position) {
      const part = bytes.subarray(position, position + length);
      into.set(part, at);
      return part.length;
    },
  };
}
