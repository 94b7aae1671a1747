import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** So many folders are remembered; the others are looked for again. */
const REMEMBERED = 2000;

/** A folder for copies, or the error code that tells why there is none. */
export type MadeFolder =
  | { readonly kind: 'made'; readonly path: string; readonly isNew: boolean }
  | { readonly kind: 'failed'; readonly code: string };

/**
 * Makes folders below the destination. A link among them is not followed: it might lead back to the originals.
 */
export class DestinationFolders {
  /** Paths that are known to be folders and no links. */
  private readonly known = new Set<string>();

  /** @param destination absolute, all links resolved; it exists */
  constructor(private readonly destination: string) {}

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

  /**
   * Looks again at the destination and the folders that `make` made or found: the error code that tells why they can no
   * longer take copies, ENOTDIR when one of them has become a link, say; undefined when they are as they were.
   */
  faultOf(path: readonly string[]): string | undefined {
    try {
      const isFolder = ['', ...path].every((_, depth) =>
        lstatSync(join(this.destination, ...path.slice(0, depth))).isDirectory(),
      );
      return isFolder ? undefined : 'ENOTDIR';
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      return code;
    }
  }

  private makeOne(path: string): { readonly path: string; readonly isNew: boolean } {
    if (this.known.has(path)) return { path, isNew: false };
    const isNew = makeIfMissing(path);
    if (!isNew && !lstatSync(path).isDirectory())
      throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    if (this.known.size === REMEMBERED) this.known.clear();
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
