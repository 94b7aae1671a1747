import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '../dicom/header-window';

/**
 * What was a file when its folder was read may be something else by now: opening must neither wait for the other end of a
 * pipe nor follow a link, which could lead anywhere. Windows has neither flag.
 */
const READ_THIS_FILE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** A file opened for reading only. Synchronous: it is read inside worker threads, where that is the fastest way. */
export class FileSource implements ByteSource {
  private constructor(
    readonly descriptor: number,
    readonly size: number,
    private readonly modified: number,
  ) {}

  /** @throws NodeJS.ErrnoException when the file can't be opened, is none any more, or is a link */
  static open(path: string): FileSource {
    const descriptor = openSync(path, READ_THIS_FILE);
    try {
      const stat = fstatSync(descriptor);
      if (stat.isFile()) return new FileSource(descriptor, stat.size, stat.mtimeMs);
      throw Object.assign(new Error('not a regular file'), { code: 'ENOTSUP', syscall: 'open' });
    } catch (error) {
      closeReading(descriptor);
      throw error;
    }
  }

  read(into: Uint8Array, at: number, length: number, position: number): number {
    let got = 0;
    while (got < length) {
      const more = readSync(this.descriptor, into, at + got, length - got, position + got);
      if (more === 0) break;
      got += more;
    }
    return got;
  }

  /** Whether size or modification time differ from those at the time of opening. */
  hasChanged(): boolean {
    const { size, mtimeMs } = fstatSync(this.descriptor);
    return size !== this.size || mtimeMs !== this.modified;
  }

  close(): void {
    closeReading(this.descriptor);
  }
}

/** What was read is right whatever the system says at the end. */
function closeReading(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
  }
}

/** Bytes in memory as a source: an inflated data set. */
export class MemorySource implements ByteSource {
  constructor(readonly bytes: Uint8Array) {}

  get size(): number {
    return this.bytes.length;
  }

  read(into: Uint8Array, at: number, length: number, position: number): number {
    const part = this.bytes.subarray(position, position + length);
    into.set(part, at);
    return part.length;
  }
}
