import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UserError } from '../errors';
import { ifThere } from '../io/missing';
import { PRIVATE_MODE, removeIfExists, syncFolder, writeDurably } from './durable-file';
import { codeOf } from './file-error';
import type { JournalRecord } from './journal';
import { formatLine } from './journal-line';

/**
 * The lines of a journal that hold anything, some at a time; nothing when there is none. The last line is torn when the
 * machine stopped while it was written.
 */
export async function* journalLines(file: string): AsyncGenerator<readonly string[]> {
  const handle = await openIfExists(file);
  if (handle === undefined) return;
  try {
    const bytes = Buffer.allocUnsafeSlow(READ_AT_ONCE);
    let torn: Buffer<ArrayBufferLike> = Buffer.alloc(0);
    for (;;) {
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, null);
      if (bytesRead === 0) break;
      const text = Buffer.concat([torn, bytes.subarray(0, bytesRead)]);
      const end = text.lastIndexOf(LINE_BREAK) + 1;
      torn = text.subarray(end);
      yield linesOf(text.subarray(0, end));
    }
    yield linesOf(torn);
  } finally {
    await handle.close();
  }
}

function linesOf(bytes: Buffer): readonly string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Not through a link, which could lead to any file. Windows has no such flag. */
const NOT_A_LINK = constants.O_NOFOLLOW ?? 0;
const READ_THIS_FILE = constants.O_RDONLY | NOT_A_LINK;
/** For appending, and made if there is none. */
const APPEND_TO_THIS_FILE = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NOT_A_LINK;

/** What group and others may do. */
const OTHERS = 0o077;

/** So many records are made into text before others have their turn. */
const AT_ONCE = 400;
const READ_AT_ONCE = 256 * 1024;
const LINE_BREAK = 0x0a;

/** Appends to a journal. Calls are carried out one after another. */
export class JournalWriter {
  private queue: Promise<void> = Promise.resolve();
  /** Bytes that were appended. */
  private written = 0;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    /** Length when it was opened; 0 for a new journal. */
    private readonly initialSize: number,
    /** True when the last line has no end: what follows must not become part of it. */
    private torn: boolean,
  ) {}

  /** Opens `file` for appending and makes it, readable by its owner only, if there is none. */
  static async open(file: string): Promise<JournalWriter> {
    const { size, torn } = await endOf(file);
    const handle = await openOwn(file);
    try {
      await syncFolder(dirname(file));
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
    return new JournalWriter(file, handle, size, torn);
  }

  /** Appends `records`, which may be made meanwhile; with `durable` they are on disk when this returns. */
  append(records: Iterable<JournalRecord>, durable: boolean): Promise<void> {
    const done = this.queue.then(() => this.write(records, durable));
    this.queue = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    await this.queue;
    await this.handle.close();
  }

  /** Takes back everything appended since it was opened, and closes it. */
  async rollBack(): Promise<void> {
    await this.queue;
    await this.handle.truncate(this.initialSize);
    await this.handle.close();
    if (this.initialSize === 0) await removeIfExists(this.file);
  }

  /**
   * Puts the journal back when somebody moved or removed it, which the open file survives: it is read again, by its
   * name. To be called when all is appended.
   * @throws UserError 'journal-lost' when it was cut
   */
  async putBack(): Promise<void> {
    await this.queue;
    const { size, ino, dev } = await this.handle.stat();
    if (size < this.initialSize + this.written) throw journalLost(this.file);
    const there = await lstat(this.file).catch(() => undefined);
    if (there?.ino === ino && there.dev === dev) return;
    const bytes = await this.readAll(size);
    await removeIfExists(this.file);
    await writeDurably(this.file, bytes);
    await syncFolder(dirname(this.file));
  }

  private async readAll(size: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafeSlow(size);
    for (let at = 0; at < size;) {
      const { bytesRead } = await this.handle.read(bytes, at, size - at, at);
      if (bytesRead === 0) throw journalLost(this.file);
      at += bytesRead;
    }
    return bytes;
  }

  private async write(records: Iterable<JournalRecord>, durable: boolean): Promise<void> {
    let lines = '';
    let waiting = 0;
    for (const record of records) {
      lines += formatLine(record);
      if (++waiting < AT_ONCE) continue;
      await this.writeLines(lines);
      [lines, waiting] = ['', 0];
    }
    if (waiting > 0) await this.writeLines(lines);
    if (durable) await this.handle.datasync();
  }

  private async writeLines(lines: string): Promise<void> {
    const text = this.torn ? `\n${lines}` : lines;
    // If this fails half-way (a full disk), the next attempt starts on a line of its own.
    this.torn = true;
    await this.handle.appendFile(text);
    this.written += Buffer.byteLength(text);
    this.torn = false;
  }
}

/** How long a journal is, and whether its last line has no end. */
async function endOf(file: string): Promise<{ readonly size: number; readonly torn: boolean }> {
  const handle = await openIfExists(file);
  if (handle === undefined) return { size: 0, torn: false };
  try {
    const { size } = await handle.stat();
    if (size === 0) return { size, torn: false };
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return { size, torn: buffer[0] !== LINE_BREAK };
  } finally {
    await handle.close();
  }
}

function openIfExists(file: string): Promise<FileHandle | undefined> {
  return ifThere(file, () => openThis(file, READ_THIS_FILE));
}

async function openThis(file: string, flags: number): Promise<FileHandle> {
  return open(file, flags, PRIVATE_MODE).catch((error: unknown) => {
    throw codeOf(error) === 'ELOOP' ? notOurs(file) : error;
  });
}

/** Somebody else may have put a link here, a file that has a second name, or one that all may read. */
async function openOwn(file: string): Promise<FileHandle> {
  const handle = await openThis(file, APPEND_TO_THIS_FILE);
  try {
    const { mode, nlink } = await handle.stat();
    if (nlink > 1) throw notOurs(file);
    if ((mode & OTHERS) !== 0) await handle.chmod(PRIVATE_MODE).catch(() => undefined); // FAT knows no modes
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function notOurs(file: string): UserError {
  return new UserError(
    'journal-link',
    `"${basename(file)}", the journal of the mapping workbook, is a link or has a second name: what is written to it would get elsewhere.`,
    'Find out who put it there, move it away, and run again.',
  );
}

/** @param file path of the journal */
export function journalLost(file: string): UserError {
  return new UserError(
    'journal-lost',
    `"${basename(file)}", the journal of the mapping workbook, was removed or changed while the run lasted.`,
    'Restore it from where it was moved to, or run again over the same source and destination.',
  );
}
