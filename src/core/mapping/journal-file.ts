import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UserError } from '../errors';
import { PRIVATE_MODE, readIfExists, removeIfExists, syncFolder } from './durable-file';
import { codeOf } from './file-error';
import type { JournalRecord } from './journal';
import { formatLine, parseLine } from './journal-line';

export interface JournalContent {
  readonly records: readonly JournalRecord[];
  /** Lines that could not be used. The last line is torn when the machine stopped while it was written. */
  readonly unusableLines: number;
}

/** Reads a journal, passing over torn and garbled lines; undefined when there is none. */
export async function readJournal(file: string): Promise<JournalContent | undefined> {
  const bytes = await readIfExists(file);
  if (bytes === undefined) return undefined;
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const records = lines.map(parseLine).filter((record) => record !== undefined);
  return { records, unusableLines: lines.length - records.length };
}

/** For appending, and made if there is none; not through a link, which could lead to any file. Windows has no such flag. */
const APPEND_TO_THIS_FILE =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** What group and others may do. */
const OTHERS = 0o077;

/** So many records are made into text before others have their turn. */
const AT_ONCE = 2000;

/** Appends to a journal. Calls are carried out one after another. */
export class JournalWriter {
  private queue: Promise<void> = Promise.resolve();

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
    const before = await readIfExists(file);
    const handle = await openOwn(file);
    try {
      await syncFolder(dirname(file));
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
    return new JournalWriter(
      file,
      handle,
      before?.length ?? 0,
      before?.length ? before.at(-1) !== 0x0a : false,
    );
  }

  /** Appends `records`; with `durable` they are on disk when this returns. */
  append(records: readonly JournalRecord[], durable: boolean): Promise<void> {
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

  private async write(records: readonly JournalRecord[], durable: boolean): Promise<void> {
    for (let from = 0; from < records.length; from += AT_ONCE) {
      const lines = records
        .slice(from, from + AT_ONCE)
        .map(formatLine)
        .join('');
      const text = this.torn ? `\n${lines}` : lines;
      // If this fails half-way (a full disk), the next attempt starts on a line of its own.
      this.torn = true;
      await this.handle.appendFile(text);
      this.torn = false;
    }
    if (durable) await this.handle.datasync();
  }
}

/** Somebody else may have put a link here, a file that has a second name, or one that all may read. */
async function openOwn(file: string): Promise<FileHandle> {
  const handle = await open(file, APPEND_TO_THIS_FILE, PRIVATE_MODE).catch((error: unknown) => {
    throw codeOf(error) === 'ELOOP' ? notOurs(file) : error;
  });
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
