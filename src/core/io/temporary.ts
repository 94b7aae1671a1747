import { unlinkSync } from 'node:fs';

const PREFIX = '.dicomanon-';
const SUFFIX = '.part';

/** The name of a copy while it is being written: says which run left it, and nothing of what is in it. */
export function temporaryName(runId: string, worker: number, count: number): string {
  return `${PREFIX}${runId}-${worker}-${count}${SUFFIX}`;
}

/** Whether a name is one that `temporaryName` makes, for any run or for one. */
export function isTemporaryName(name: string, runId = ''): boolean {
  return name.startsWith(PREFIX + runId) && name.endsWith(SUFFIX);
}

/** Removes a temporary file, if there is one; false when the system does not let it. */
export function removeTemporary(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string') throw error;
    return code === 'ENOENT';
  }
}
