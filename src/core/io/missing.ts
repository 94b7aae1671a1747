import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/**
 * Whether there is nothing at a path, asked in two ways: by its name, and of the folder that it would be in. A network
 * share remembers for a while what was not there, or says so when it means that it has lost its connection; but its
 * listing is fetched anew. Who takes a workbook or a journal that is there for missing would give patients new
 * identities.
 * @throws NodeJS.ErrnoException when the file system can't tell
 */
export async function isMissing(path: string): Promise<boolean> {
  return !(await isFound(path)) && !(await isListed(path));
}

/**
 * What `read` gives; undefined when there is nothing at `path`. When it fails because there is nothing, that is believed
 * only if `isMissing` finds the same; else it has a second try.
 * @throws NodeJS.ErrnoException 'ESTALE' when the file system contradicts itself; and what `read` and `isMissing` throw
 */
export async function ifThere<T>(path: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  if (await isMissing(path)) return undefined;
  try {
    return await read();
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? contradiction() : error;
  }
}

async function isFound(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

/** Of a folder that may be entered but not listed nobody can know more than what asking by name gives. */
async function isListed(path: string): Promise<boolean> {
  try {
    return (await readdir(dirname(path))).includes(basename(path));
  } catch (error) {
    if (isAbsence(error) || ['EACCES', 'EPERM'].includes(codeOf(error))) return false;
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function contradiction(): NodeJS.ErrnoException {
  const message = 'what cannot be found by its name is in its folder all the same';
  return Object.assign(new Error(message), { code: 'ESTALE', syscall: 'lstat' });
}
