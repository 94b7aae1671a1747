import { type Dir, type Dirent, opendirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SkipCode } from '../record/outcome';
import { sortNamesNaturally, sortNaturally } from './natural-order';

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

/**
 * `walkFolders` for who must answer others meanwhile: `breathe` is called between pieces of the work, within folders,
 * too, because one may have files by the hundred thousand.
 */
export async function* walkFoldersCalmly(
  root: string,
  isExcluded: (path: string) => boolean,
  breathe: () => Promise<void>,
): AsyncGenerator<WalkedFolder> {
  const stack: (readonly string[])[] = [[]];
  for (let path = stack.pop(); path; path = stack.pop()) {
    const absolute = join(root, ...path);
    if (isExcluded(absolute)) continue;
    const names = await readNames(absolute, breathe);
    if (typeof names === 'string') {
      yield { path, files: [], skipped: [], error: names };
      continue;
    }
    const { files, skipped } = names;
    yield {
      path,
      files: await sortNamesNaturally(files, breathe),
      skipped: (await sortNamesNaturally([...skipped.keys()], breathe)).map((name) => ({
        name,
        reason: skipped.get(name)!,
      })),
    };
    const folders = await sortNamesNaturally(names.folders, breathe);
    for (const name of folders.toReversed()) stack.push([...path, name]);
  }
}

/** The names of what is in a folder, in any order. */
interface FolderNames {
  readonly files: string[];
  readonly folders: string[];
  readonly skipped: Map<string, SkipCode>;
}

/** Entries that are read in one go. */
const ENTRIES = 1024;

/** The error code when the folder could not be read. */
async function readNames(path: string, breathe: () => Promise<void>): Promise<FolderNames | string> {
  const names: FolderNames = { files: [], folders: [], skipped: new Map() };
  try {
    const folder = opendirSync(path, { bufferSize: ENTRIES });
    try {
      let read = 0;
      for (let entry = folder.readSync(); entry; entry = folder.readSync()) {
        note(entry, names);
        if (++read % ENTRIES === 0) await breathe();
      }
      return names;
    } finally {
      closeFolder(folder);
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  }
}

/** What closing says does not matter: all was read, or the folder could not be. */
function closeFolder(folder: Dir): void {
  try {
    folder.closeSync();
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
  }
}

function note(entry: Dirent, { files, folders, skipped }: FolderNames): void {
  if (entry.isFile()) files.push(entry.name);
  else if (entry.isDirectory()) folders.push(entry.name);
  else skipped.set(entry.name, entry.isSymbolicLink() ? 'link' : 'special');
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
