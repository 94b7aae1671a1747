import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors';
import { removeTemporary, temporaryName } from '../io/temporary';

/** What a run has to know of the file system that it writes to. */
export interface DestinationTraits {
  /** It takes "a" and "A" for one name. */
  readonly ignoresCase: boolean;
}

/** Workers count from 0. */
const NO_WORKER = -1;

/**
 * Makes the destination folder and tries it out with a temporary file: neither permissions nor the operating system
 * tell for sure whether files can be written, and which names are the same.
 * @throws UserError 'destination-unwritable'
 */
export function prepareDestination(destination: string, runId: string): DestinationTraits {
  const name = temporaryName(runId, NO_WORKER, 0);
  const trial = join(destination, name);
  try {
    mkdirSync(destination, { recursive: true });
    closeSync(openSync(trial, 'wx'));
    const ignoresCase = existsSync(join(destination, name.toUpperCase()));
    rmSync(trial);
    return { ignoresCase };
  } catch (error) {
    removeTemporary(trial);
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      'destination-unwritable',
      `The destination folder cannot be written (${code ?? 'unknown error'}).`,
      'Check its permissions and the space on its disk, or choose another destination.',
    );
  }
}
