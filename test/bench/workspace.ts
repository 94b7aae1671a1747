import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Where the runs of one bench write. Each gets a destination that never was, and all are removed at the very end: ext4
 * makes files ten to a hundred times slower just after a large removal.
 */
export class Workspace {
  readonly cache: string;
  readonly scratch: string;
  readonly #runs: string;
  #count = 0;

  constructor(cache: string) {
    this.cache = resolve(cache);
    this.#runs = join(this.cache, 'runs');
    mkdirSync(this.#runs, { recursive: true });
    this.scratch = mkdtempSync(join(this.#runs, 'run-'));
  }

  /** A path that doesn't exist yet. */
  newDestination(): string {
    this.#count++;
    return join(this.scratch, `destination-${this.#count}`);
  }

  /** Free bytes on the disk of the cache. */
  freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.cache);
    return bavail * bsize;
  }

  /** Removes all destinations, those of a bench that was killed included. */
  remove(): void {
    rmSync(this.#runs, { recursive: true, force: true });
  }
}

/** Waits until everything written so far is on disk, so that no run pays for the one before it. */
export function flushDisks(): void {
  spawnSync('sync');
}
