import { closeSync, lstatSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { type FileSetNames, isOwnDirectory } from '../dicomdir/directory-file';
import { DicomError } from '../dicom/errors';
import { DicomFileReader } from '../io/dicom-file-reader';
import { moveInto } from '../io/move-into';

const FIRST_READ = 16 * 1024;
/** File Meta Information; the records, which follow, need not be read. */
const META_GROUP = 0x0002;

/** What became of a DICOMDIR; 'taken' when something else has its name, which is kept. */
export type Placed = 'written' | 'unchanged' | 'taken';

/**
 * Writes a DICOMDIR, in the place of an earlier one of the same project if there is one; under a temporary name first.
 * @param pieces makes its bytes, each time from the start
 * @throws NodeJS.ErrnoException from the file system
 */
export function placeDicomdir(
  target: string,
  temporary: string,
  names: FileSetNames,
  pieces: () => Iterable<Uint8Array>,
): Placed {
  const existing = lstatSync(target, { throwIfNoEntry: false });
  if (existing && !(existing.isFile() && isOwn(target, names))) return 'taken';
  if (existing && holds(target, pieces())) return 'unchanged';
  try {
    write(temporary, pieces());
    if (!existing) return moveInto(temporary, target) === 'taken' ? 'taken' : 'written';
    renameSync(temporary, target);
    return 'written';
  } finally {
    rmSync(temporary, { force: true });
  }
}

function isOwn(path: string, names: FileSetNames): boolean {
  const reader = new DicomFileReader(FIRST_READ);
  try {
    const { source, layout } = reader.open(path, { lastGroup: META_GROUP });
    try {
      return isOwnDirectory({ window: reader.window, table: reader.table, layout }, names);
    } finally {
      source.close();
    }
  } catch (error) {
    if (error instanceof DicomError) return false;
    throw error;
  }
}

function holds(path: string, pieces: Iterable<Uint8Array>): boolean {
  const descriptor = openSync(path, 'r');
  try {
    let at = 0;
    for (const piece of pieces) {
      const found = Buffer.alloc(piece.length);
      if (readSync(descriptor, found, 0, found.length, at) < piece.length || !found.equals(piece))
        return false;
      at += piece.length;
    }
    return at === statSync(path).size;
  } finally {
    closeSync(descriptor);
  }
}

function write(path: string, pieces: Iterable<Uint8Array>): void {
  const descriptor = openSync(path, 'wx', 0o666);
  try {
    for (const piece of pieces)
      for (let at = 0; at < piece.length;) at += writeSync(descriptor, piece, at, piece.length - at);
  } finally {
    closeSync(descriptor);
  }
}
