import { type Dir, type Dirent, opendirSync } from 'node:fs';
import { join } from 'node:path';
import type { SkipCode } from '../record/outcome';
import type { Breathe } from './breathe';
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
 * outside is read and no loop is entered; folders for which `isExcluded` holds are left out. `breathe` is called between
 * pieces of the work, within folders, too, because one may have files by the hundred thousand.
 */
export async function* walkFolders(
  root: string,
  isExcluded: (path: string) => boolean,
  breathe: Breathe,
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
    const files = await sortNaturally(names.files, breathe);
    yield { path, files, skipped: await sortSkipped(names.skipped, breathe) };
    const folders = await sortNaturally(names.folders, breathe);
    for (const name of folders.toReversed()) stack.push([...path, name]);
  }
}

async function sortSkipped(
  skipped: ReadonlyMap<string, SkipCode>,
  breathe: Breathe,
): Promise<WalkedFolder['skipped']> {
  const names = await sortNaturally([...skipped.keys()], breathe);
  return names.map((name) => ({ name, reason: skipped.get(name)! }));
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
async function readNames(path: string, breathe: Breathe): Promise<FolderNames | string> {
  const names: FolderNames = { files: [], folders: [], skipped: new Map() };
  try {
    const folder = opendirSync(path, { bufferSize: ENTRIES });
    try {
      let read = 0;
      for (let entry = folder.readSync(); entry; entry = folder.readSync()) {
        note(entry, names);
        const due = ++read % ENTRIES === 0 ? breathe() : undefined;
        if (due) await due;
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
