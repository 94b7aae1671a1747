import type { WorkbookExtras } from './carry-over';
import { foldJournal, type JournalRecord } from './journal';
import type { Mapping } from './model';
import { baseOf, equalKeys, type OpenedMapping } from './opening';
import { findFreeName, hashFile, type Fingerprint, type SaveResult } from './workbook-file';
import type { ReadWorkbook } from './workbook';

/** Reading and writing a workbook blocks its thread, so a worker may do it. All arguments are plain data. */
export interface WorkbookIo {
  read(file: string): Promise<ReadWorkbook | undefined>;
  write(
    file: string,
    mapping: Mapping,
    extras: WorkbookExtras,
    previous: Fingerprint | undefined,
  ): Promise<SaveResult>;
}

type Latest =
  | { readonly state: 'usable'; readonly workbook: ReadWorkbook | undefined }
  /** It has another project key by now, or can't be read. */
  | { readonly state: 'replaced' };

/**
 * Folds `records` into the workbook and writes it. What a user changed in it while the run lasted is kept. A
 * workbook that was exchanged for another one meanwhile is left alone: the result is saved beside it.
 */
export async function saveMapping(
  file: string,
  io: WorkbookIo,
  opened: OpenedMapping,
  records: readonly JournalRecord[],
): Promise<{ readonly mapping: Mapping; readonly result: SaveResult }> {
  if ((await hashFile(file)) === opened.fingerprint?.bytes) {
    const mapping = foldJournal(opened.base, records);
    return { mapping, result: await io.write(file, mapping, opened.extras, opened.fingerprint) };
  }
  const latest = await readLatest(file, io, opened.base.key);
  if (latest.state === 'replaced') return saveApart(file, io, opened, records);
  const mapping = foldJournal(baseOf(latest.workbook ?? opened.base, opened.base.key), records);
  const extras = latest.workbook?.extras ?? opened.extras;
  return { mapping, result: await io.write(file, mapping, extras, latest.workbook?.fingerprint) };
}

async function readLatest(file: string, io: WorkbookIo, key: Uint8Array): Promise<Latest> {
  try {
    const workbook = await io.read(file);
    const isSameProject =
      workbook === undefined || (workbook.key !== undefined && equalKeys(workbook.key, key));
    return isSameProject ? { state: 'usable', workbook } : { state: 'replaced' };
  } catch {
    return { state: 'replaced' };
  }
}

async function saveApart(
  file: string,
  io: WorkbookIo,
  opened: OpenedMapping,
  records: readonly JournalRecord[],
): Promise<{ readonly mapping: Mapping; readonly result: SaveResult }> {
  const mapping = foldJournal(opened.base, records);
  const savedTo = await findFreeName(file);
  await io.write(savedTo, mapping, opened.extras, undefined);
  return { mapping, result: { savedTo, beside: true, reason: 'replaced' } };
}
