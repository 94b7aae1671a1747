import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PRIVATE_MODE, readIfExists, removeIfExists, syncFolder } from './durable-file';
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
    const handle = await open(file, 'a', PRIVATE_MODE);
    await syncFolder(dirname(file));
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
    const lines = records.map(formatLine).join('');
    const text = this.torn ? `\n${lines}` : lines;
    // If this fails half-way (a full disk), the next attempt starts on a line of its own.
    this.torn = true;
    await this.handle.appendFile(text);
    this.torn = false;
    if (durable) await this.handle.datasync();
  }
}
