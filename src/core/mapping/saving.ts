import { NO_EXTRAS, type WorkbookExtras } from './carry-over';
import { hashIfExists } from './durable-file';
import { foldJournal } from './journal';
import type { JournalDigest } from './journal-digest';
import type { MappingRecords, RunRecord } from './model';
import { baseOf, equalKeys } from './opening';
import type { ScannedWorkbook } from './workbook';
import { findFreeName, hashBytes, type Fingerprint, type SaveResult } from './workbook-file';

/** Reading and writing a workbook blocks its thread. */
export interface WorkbookIo {
  /** The bytes of a workbook, a fifth of what it holds; undefined when there is none. */
  load(file: string): Promise<Uint8Array | undefined>;
  /** @param file where the bytes come from */
  scan(bytes: Uint8Array, file: string): Promise<ScannedWorkbook>;
  write(
    file: string,
    mapping: MappingRecords,
    extras: WorkbookExtras,
    previous: Fingerprint | undefined,
  ): Promise<SaveResult>;
}

/** Reads the journal for a workbook that lists these runs. */
export type JournalReader = (runs: readonly RunRecord[]) => Promise<JournalDigest | undefined>;

/** What is kept of a workbook while a run lasts. */
export interface KeptWorkbook {
  /** As it was when it was opened; undefined when there was none. */
  readonly bytes: Uint8Array | undefined;
  readonly key: Uint8Array;
}

type Latest =
  | { readonly state: 'as-opened' }
  | { readonly state: 'gone' }
  | { readonly state: 'usable'; readonly workbook: ScannedWorkbook }
  /** It has another project key by now, or can't be read. */
  | { readonly state: 'replaced' };

/**
 * Folds the journal into the workbook and writes it. What a user changed in it while the run lasted is kept. A
 * workbook that was exchanged for another one meanwhile is left alone: the result is saved beside it.
 */
export async function saveMapping(
  file: string,
  io: WorkbookIo,
  opened: KeptWorkbook,
  readJournal: JournalReader,
): Promise<SaveResult> {
  const { bytes, key } = opened;
  const fold = async (base: MappingRecords): Promise<MappingRecords> =>
    foldJournal(base, await readJournal(base.runs));
  const latest =
    (await hashIfExists(file)) === (bytes && hashBytes(bytes)) ? AS_OPENED : await readLatest(file, io, key);
  const workbook =
    (latest.state === 'usable' ? latest.workbook : undefined) ?? (bytes && (await io.scan(bytes, file)));
  const mapping = await fold(baseOf(workbook, key));
  const extras = workbook?.extras ?? NO_EXTRAS;
  if (latest.state === 'replaced') return saveApart(file, io, mapping, extras);
  return io.write(file, mapping, extras, latest.state === 'gone' ? undefined : workbook?.fingerprint);
}

const AS_OPENED: Latest = { state: 'as-opened' };

async function readLatest(file: string, io: WorkbookIo, key: Uint8Array): Promise<Latest> {
  try {
    const bytes = await io.load(file);
    if (bytes === undefined) return { state: 'gone' };
    const workbook = await io.scan(bytes, file);
    const isSameProject = workbook.key !== undefined && equalKeys(workbook.key, key);
    return isSameProject ? { state: 'usable', workbook } : { state: 'replaced' };
  } catch {
    return { state: 'replaced' };
  }
}

async function saveApart(
  file: string,
  io: WorkbookIo,
  mapping: MappingRecords,
  extras: WorkbookExtras,
): Promise<SaveResult> {
  const savedTo = await findFreeName(file);
  await io.write(savedTo, mapping, extras, undefined);
  return { savedTo, beside: true, reason: 'replaced' };
}
