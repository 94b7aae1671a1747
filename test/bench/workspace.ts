import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';

const WARM_CHUNK_BYTES = 1024 * 1024;
const WARM_MARGIN = 1.2;

/**
 * Where the runs of one bench write. Each gets a destination that never was, and all are removed at the very
 * end: ext4 makes files ten to a hundred times slower just after a large removal.
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

  /**
   * Makes the kernel give back memory that it has just used: the first touch of memory that was free for long
   * is up to ten times slower on virtual machines. To be called right before a run, with what it will write.
   */
  warmMemory(bytes: number): void {
    const path = join(this.scratch, 'warm');
    const file = openSync(path, 'w');
    const chunk = Buffer.alloc(WARM_CHUNK_BYTES, 1);
    for (let written = 0; written < WARM_MARGIN * bytes; written += chunk.length) writeSync(file, chunk);
    closeSync(file);
    rmSync(path);
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
