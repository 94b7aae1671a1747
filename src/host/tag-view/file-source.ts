import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '../../core/dicom/header-window';

/** Opens the file at `path` read-only for the time of `use`. */
export async function withFileSource<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = openSync(path, 'r');
  try {
    return await use({
      size: fstatSync(handle).size,
      read: (into, at, length, position) => readSync(handle, into, at, length, position),
    });
  } finally {
    closeSync(handle);
  }
}
