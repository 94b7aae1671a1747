import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { digestJournal } from './journal-digest';
import { mappingFilesOf, resolveWorkbook } from './mapping-files';
import type { Mapping } from './model';
import { combine } from './opening';
import type { ScannedWorkbook } from './workbook';

const KEY_BYTES = 32;

/** Reads a workbook; gives undefined when there is none. */
export interface WorkbookReader {
  read(file: string): Promise<ScannedWorkbook | undefined>;
}

/**
 * What a workbook and its journal say now, without the lock and without changing anything; undefined when there are
 * none yet. A run may go on meanwhile: good enough to show, not to assign pseudonyms.
 * @throws UserError as `openMapping` does, but for the lock
 */
export async function peekMapping(file: string, io: WorkbookReader): Promise<Mapping | undefined> {
  const files = mappingFilesOf(await resolveWorkbook(file));
  const workbook = await io.read(files.workbook);
  const journal = await digestJournal(files.journal, workbook?.runs ?? []);
  if (!workbook && !journal) return undefined;
  const name = basename(files.workbook);
  const { isNew, mapping } = combine(workbook, journal, () => randomBytes(KEY_BYTES), name);
  return isNew ? undefined : { ...mapping, patients: [...mapping.patients], studies: [...mapping.studies] };
}
