import { createHash, type Hash } from 'node:crypto';
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';

/** Writes the SHA-256 of files as `sha256sum` does, and takes that of the list itself. */
export class ChecksumList {
  files = 0;
  private readonly descriptor: number;
  private readonly own: Hash = createHash('sha256');

  /** @param listedBy paths as `sha256sum -c` wants them, or running numbers that give no path away */
  constructor(
    file: string,
    private readonly listedBy: 'path' | 'number',
  ) {
    this.descriptor = openSync(file, 'wx');
  }

  /** @param path below the folder, with `/` */
  add(path: string, sha256: string): void {
    this.files++;
    const line = this.listedBy === 'path' ? checksumLine(path, sha256) : `${this.files}  ${sha256}\n`;
    this.own.update(line);
    writeSync(this.descriptor, line);
  }

  /** Closes the list. @returns its own SHA-256 in hex */
  close(): string {
    closeSync(this.descriptor);
    return this.own.digest('hex');
  }

  /** Closes it without a result. */
  abandon(): void {
    closeSync(this.descriptor);
  }
}

/** A line of `sha256sum`: a backslash in front says that the path has escapes. */
function checksumLine(path: string, sha256: string): string {
  if (!/[\\\n\r]/.test(path)) return `${sha256}  ${path}\n`;
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `\\${sha256}  ${escaped}\n`;
}

/** SHA-256 of a file in hex, read piece by piece. @throws NodeJS.ErrnoException */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const pieces = createReadStream(path, { highWaterMark: 1024 * 1024, ...(signal ? { signal } : {}) });
  for await (const piece of pieces) hash.update(piece as Buffer);
  return hash.digest('hex');
}
