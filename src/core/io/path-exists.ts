import { statSync } from 'node:fs';

/**
 * Whether there is a file or folder at a path. Unlike `existsSync` it does not take what can't be looked at for absent:
 * a workbook that seems not to be there would be made anew, with another key.
 * @throws NodeJS.ErrnoException when the file system can't tell
 */
export function pathExists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}
