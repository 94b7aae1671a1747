import { join } from 'node:path';
import type { Breathe } from './breathe';
import { isMissing } from './missing';
import { isTemporaryName, removeTemporary } from './temporary';
import { walkFolders } from './walk';

/**
 * Removes the temporary files that a run left below a folder; false when there may still be some.
 * @param breathe called between pieces of the work
 */
export async function sweepTemporaries(folder: string, runId: string, breathe: Breathe): Promise<boolean> {
  let isClean = true;
  for await (const { path, files, error } of walkFolders(folder, () => false, breathe)) {
    await breathe();
    if (error !== undefined && !(path.length === 0 && (await isGone(folder, error)))) isClean = false;
    for (const file of files) {
      if (isTemporaryName(file, runId) && !removeTemporary(join(folder, ...path, file))) isClean = false;
    }
  }
  return isClean;
}

/** A folder that somebody removed has nothing left in it; one that can't be looked for may have. */
async function isGone(folder: string, error: string): Promise<boolean> {
  return error === 'ENOENT' && (await isMissing(folder).catch(() => false));
}
