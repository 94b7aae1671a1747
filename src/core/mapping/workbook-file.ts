import { createHash } from 'node:crypto';
import { access, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isMissing } from '../io/missing';
import { hashIfExists, readIfExists, removeIfExists, syncFolder, writeDurably } from './durable-file';
import { codeOf, explainFileError } from './file-error';
import { mappingFilesOf, stemOf } from './mapping-files';

/** How a workbook file looked when it was read. */
export interface Fingerprint {
  /** SHA-256 (hex) of the file. */
  readonly bytes: string;
  /** True if anybody but DicomAnon saved it last. */
  readonly edited: boolean;
}

/** Why a workbook was saved under another name. */
export type BesideReason =
  /** Another program has it open. */
  | 'open'
  /** The system does not let the file be replaced. */
  | 'denied'
  /** It became another project's workbook, or unreadable, while the run lasted. */
  | 'replaced';

export type SaveResult =
  | { readonly savedTo: string; readonly beside: false; readonly backup: string | undefined }
  /** The workbook itself is as it was. Its journal must stay: the next run folds it in. */
  | { readonly savedTo: string; readonly beside: true; readonly reason: BesideReason };

export interface SaveOptions {
  /** How often, and after how many milliseconds each, a locked file is tried again. */
  readonly retries?: number;
  readonly retryDelay?: number;
  readonly now?: () => Date;
}

/** Long enough for a virus scanner or a synchroniser, short enough for somebody who waits. */
const RETRIES = 5;
const RETRY_DELAY_MS = 300;

export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Puts `bytes` in the place of `file` at once and durably: it never holds half a workbook. A file that is not as
 * DicomAnon last wrote it, as `previous` tells, is kept as a dated backup beside it. While another program has the
 * file open it is tried again, and then saved beside it. Throws UserError when the folder can't be written.
 */
export async function saveWorkbookFile(
  file: string,
  bytes: Uint8Array,
  previous: Fingerprint | undefined,
  options: SaveOptions = {},
): Promise<SaveResult> {
  const { temporary } = mappingFilesOf(file);
  try {
    await removeIfExists(temporary);
    await writeDurably(temporary, bytes);
    return await putInPlace(temporary, file, previous, options);
  } catch (error) {
    await removeIfExists(temporary).catch(() => undefined);
    throw explainFileError(error, file);
  }
}

/** A name beside `file` that no file has yet: `X (2).xlsx`, `X (3).xlsx` … */
export async function findFreeName(file: string): Promise<string> {
  for (let number = 2; ; number++) {
    const candidate = `${stemOf(file)} (${number}).xlsx`;
    if (await isMissing(candidate)) return candidate;
  }
}

async function putInPlace(
  temporary: string,
  file: string,
  previous: Fingerprint | undefined,
  options: SaveOptions,
): Promise<SaveResult> {
  const attempts = 1 + (options.retries ?? RETRIES);
  for (let attempt = 1; ; attempt++) {
    const obstacle = (await isOpenElsewhere(file))
      ? 'open'
      : await replace(temporary, file, previous, options);
    if (typeof obstacle === 'object') return obstacle;
    if (attempt === attempts) return saveBeside(temporary, file, obstacle);
    await delay(options.retryDelay ?? RETRY_DELAY_MS);
  }
}

async function replace(
  temporary: string,
  file: string,
  previous: Fingerprint | undefined,
  options: SaveOptions,
): Promise<SaveResult | BesideReason> {
  const backup = await keepBackup(file, previous, options);
  try {
    await rename(temporary, file);
  } catch (error) {
    if (backup !== undefined) await removeIfExists(backup);
    if (codeOf(error) === 'EBUSY') return 'open';
    if (['EPERM', 'EACCES'].includes(codeOf(error))) return 'denied';
    throw error;
  }
  await syncFolder(dirname(file));
  return { savedTo: file, beside: false, backup };
}

async function saveBeside(temporary: string, file: string, reason: BesideReason): Promise<SaveResult> {
  const savedTo = await findFreeName(file);
  await rename(temporary, savedTo);
  await syncFolder(dirname(file));
  return { savedTo, beside: true, reason };
}

/** Excel and LibreOffice put a file of their own beside a workbook that they have open. */
async function isOpenElsewhere(file: string): Promise<boolean> {
  const names = [`~$${basename(file)}`, `.~lock.${basename(file)}#`];
  const found = await Promise.all(names.map((name) => exists(join(dirname(file), name))));
  return found.includes(true);
}

async function keepBackup(
  file: string,
  previous: Fingerprint | undefined,
  options: SaveOptions,
): Promise<string | undefined> {
  if (previous !== undefined && !previous.edited && previous.bytes === (await hashIfExists(file)))
    return undefined;
  const onDisk = await readIfExists(file);
  if (onDisk === undefined) return undefined;
  const name = `${stemOf(file)}.backup-${localStamp(options.now?.() ?? new Date())}.xlsx`;
  const backup = (await exists(name)) ? await findFreeName(name) : name;
  await writeDurably(backup, onDisk);
  return backup;
}

/** Local time, as the user's clock shows it, without the colons that Windows forbids: 2026-11-22T101500. */
function localStamp(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date}T${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
