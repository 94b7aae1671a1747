import { join } from 'node:path';
import type { Breathe } from './breathe';
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
    if (error !== undefined && (path.length > 0 || error !== 'ENOENT')) isClean = false;
    for (const file of files) {
      if (isTemporaryName(file, runId) && !removeTemporary(join(folder, ...path, file))) isClean = false;
    }
  }
  return isClean;
}
