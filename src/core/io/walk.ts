import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SkipCode } from '../record/outcome';
import { sortNaturally } from './natural-order';

/** One folder, as it was when it was read. */
export interface WalkedFolder {
  /** Names from the root down; [] for the root itself. */
  readonly path: readonly string[];
  /** Regular files in natural order. */
  readonly files: readonly string[];
  /** Entries that are neither files nor folders. */
  readonly skipped: readonly { readonly name: string; readonly reason: SkipCode }[];
  /** The error code when the folder could not be read; it then has no entries. */
  readonly error?: string;
}

/**
 * Walks the folders below `root` in natural order, each before those below it. Links are not followed, so that nothing
 * outside is read and no loop is entered; folders for which `isExcluded` holds are left out.
 */
export function* walkFolders(root: string, isExcluded: (path: string) => boolean): Generator<WalkedFolder> {
  const stack: (readonly string[])[] = [[]];
  for (let path = stack.pop(); path; path = stack.pop()) {
    const absolute = join(root, ...path);
    if (isExcluded(absolute)) continue;
    const entries = readFolder(absolute);
    if (typeof entries === 'string') {
      yield { path, files: [], skipped: [], error: entries };
      continue;
    }
    yield foldersEntries(path, entries);
    for (const folder of entries.filter((entry) => entry.isDirectory()).reverse())
      stack.push([...path, folder.name]);
  }
}

function readFolder(path: string): readonly Dirent[] | string {
  try {
    return sortNaturally(readdirSync(path, { withFileTypes: true }), (entry) => entry.name);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  }
}

function foldersEntries(path: readonly string[], entries: readonly Dirent[]): WalkedFolder {
  const files: string[] = [];
  const skipped: { name: string; reason: SkipCode }[] = [];
  for (const entry of entries) {
    if (entry.isFile()) files.push(entry.name);
    else if (entry.isSymbolicLink()) skipped.push({ name: entry.name, reason: 'link' });
    else if (!entry.isDirectory()) skipped.push({ name: entry.name, reason: 'special' });
  }
  return { path, files, skipped };
}
