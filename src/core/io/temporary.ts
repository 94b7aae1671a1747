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

/** Removes a temporary file, if there is one; false when the system does not let it. That it is gone has to be said twice. */
export function removeTemporary(path: string): boolean {
  const failure = unlink(path);
  return failure === undefined || (failure === 'ENOENT' && [undefined, 'ENOENT'].includes(unlink(path)));
}

/** The error code, if it fails. */
function unlink(path: string): string | undefined {
  try {
    unlinkSync(path);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string') throw error;
    return code;
  }
}
