import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../errors';
import { codeOf } from './file-error';

/** The workbook and the files that come and go beside it; all lie in one folder and bear its name. */
export interface MappingFiles {
  readonly workbook: string;
  readonly journal: string;
  /** A folder: making one is atomic on every file system. */
  readonly lock: string;
  /** The next version of the workbook, before it takes the place of the last. */
  readonly temporary: string;
}

/** The files of the workbook `X.xlsx`. Throws UserError 'workbook-name' for any other extension. */
export function mappingFilesOf(workbook: string): MappingFiles {
  const stem = stemOf(workbook);
  return {
    workbook,
    journal: `${stem}.journal.ndjson`,
    lock: `${stem}.lock`,
    temporary: `${stem}.saving.tmp`,
  };
}

/** `X.xlsx` without its extension, folder included. */
export function stemOf(workbook: string): string {
  if (/[^\\/]\.xlsx$/i.test(workbook)) return workbook.slice(0, -'.xlsx'.length);
  throw new UserError(
    'workbook-name',
    `The mapping workbook must be an Excel file, but "${basename(workbook)}" does not end in ".xlsx".`,
    'Choose a file name that ends in ".xlsx".',
  );
}

/**
 * `file` as an absolute path with every link resolved, so that saving replaces the workbook and not a link to it.
 * The workbook itself need not exist. Throws UserError 'workbook-folder-missing' or 'workbook-link-broken'.
 */
export async function resolveWorkbook(file: string): Promise<string> {
  const absolute = resolve(file);
  stemOf(absolute);
  return (await realpathIfExists(absolute)) ?? join(await resolveFolder(absolute), basename(absolute));
}

async function resolveFolder(file: string): Promise<string> {
  const folder = await realpathIfExists(dirname(file));
  if (folder === undefined) {
    throw new UserError(
      'workbook-folder-missing',
      `The folder of the mapping workbook "${basename(file)}" does not exist.`,
      'Create the folder, or choose another place for the mapping workbook.',
    );
  }
  if (await isLink(file)) {
    throw new UserError(
      'workbook-link-broken',
      `The mapping workbook "${basename(file)}" is a link to a file that does not exist.`,
      'Connect the drive that holds the workbook, or remove the link.',
    );
  }
  return folder;
}

async function realpathIfExists(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function isLink(file: string): Promise<boolean> {
  try {
    return (await lstat(file)).isSymbolicLink();
  } catch {
    return false;
  }
}
