import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A folder for copies, or the error code that tells why there is none. */
export type MadeFolder =
  | { readonly kind: 'made'; readonly path: string; readonly isNew: boolean }
  | { readonly kind: 'failed'; readonly code: string };

/**
 * Makes folders below the destination. A link among them is not followed: it might lead back to the originals.
 */
export class DestinationFolders {
  /** Paths that are known to be folders and no links. */
  private readonly known: Set<string>;

  /** @param destination absolute, all links resolved; it exists */
  constructor(private readonly destination: string) {
    this.known = new Set([destination]);
  }

  /** Makes the folder with this path below the destination, and those above it, as far as they do not exist. */
  make(path: readonly string[]): MadeFolder {
    let made = { path: this.destination, isNew: false };
    try {
      for (const name of path) made = this.makeOne(join(made.path, name));
      return { kind: 'made', ...made };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      return { kind: 'failed', code };
    }
  }

  /** Whether the destination and the folders that `make` made or found are still folders: none has become a link, say. */
  areStillThere(path: readonly string[]): boolean {
    return ['', ...path].every((_, depth) => {
      const folder = join(this.destination, ...path.slice(0, depth));
      return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
    });
  }

  private makeOne(path: string): { readonly path: string; readonly isNew: boolean } {
    if (this.known.has(path)) return { path, isNew: false };
    const isNew = makeIfMissing(path);
    if (!isNew && !lstatSync(path).isDirectory())
      throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    this.known.add(path);
    return { path, isNew };
  }
}

function makeIfMissing(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
