import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors';
import { removeTemporary, temporaryName } from '../io/temporary';

/** What a run has to know of the file system that it writes to. */
export interface DestinationTraits {
  /** It takes "a" and "A" for one name. */
  readonly ignoresCase: boolean;
  /** It takes "é" as one character and as "e" with an accent for one name. */
  readonly ignoresForm: boolean;
  /** It takes "a." and "a" for one name, and has the other rules of Windows. */
  readonly windowsNames: boolean;
}

/** Workers count from 0. */
const NO_WORKER = -1;

/**
 * Makes the destination folder and tries it out with temporary files: neither permissions nor the operating system tell
 * for sure whether files can be written, and which names are the same.
 * @throws UserError 'destination-unwritable'
 */
export function prepareDestination(destination: string, runId: string): DestinationTraits {
  const at = (name: string): string => join(destination, name);
  const plain = temporaryName(runId, NO_WORKER, 0);
  const accented = temporaryName(`${runId}\u00e9`, NO_WORKER, 0);
  try {
    mkdirSync(destination, { recursive: true });
    make(at(plain));
    const traits = {
      ignoresCase: existsSync(at(plain.toUpperCase())),
      ignoresForm: canMake(at(accented)) && existsSync(at(accented.normalize('NFD'))),
      windowsNames: process.platform === 'win32' || existsSync(at(`${plain}.`)),
    };
    for (const name of [plain, accented]) remove(at(name));
    return traits;
  } catch (error) {
    for (const name of [plain, accented]) removeTemporary(at(name));
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      'destination-unwritable',
      `The destination folder cannot be written (${code ?? 'unknown error'}).`,
      'Check its permissions and the space on its disk, or choose another destination.',
    );
  }
}

function make(path: string): void {
  closeSync(openSync(path, 'wx'));
}

/** Where a letter can't stand in any name, it has no two forms either. */
function canMake(path: string): boolean {
  try {
    make(path);
    return true;
  } catch {
    return false;
  }
}

function remove(path: string): void {
  if (!removeTemporary(path)) throw Object.assign(new Error('cannot remove'), { code: 'EPERM' });
}
