import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { readJournal } from './journal-file';
import { mappingFilesOf, resolveWorkbook } from './mapping-files';
import type { Mapping } from './model';
import { combine } from './opening';
import type { WorkbookIo } from './saving';

const KEY_BYTES = 32;

/**
 * What a workbook and its journal say now, without the lock and without changing anything; undefined when there are
 * none yet. A run may go on meanwhile: good enough to show, not to assign pseudonyms.
 * @throws UserError as `openMapping` does, but for the lock
 */
export async function peekMapping(file: string, io: Pick<WorkbookIo, 'read'>): Promise<Mapping | undefined> {
  const files = mappingFilesOf(await resolveWorkbook(file));
  const workbook = await io.read(files.workbook);
  const journal = await readJournal(files.journal);
  if (!workbook && !journal) return undefined;
  const name = basename(files.workbook);
  const opened = combine(workbook, journal?.records ?? [], () => randomBytes(KEY_BYTES), name);
  return opened.isNew ? undefined : opened.mapping;
}
