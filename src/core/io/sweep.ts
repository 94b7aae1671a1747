import { join } from 'node:path';
import { isTemporaryName, removeTemporary } from './temporary';
import { walkFolders } from './walk';

/** Removes the temporary files that a run left below a folder; false when there may still be some. */
export function sweepTemporaries(folder: string, runId: string): boolean {
  let isClean = true;
  for (const { path, files, error } of walkFolders(folder, () => false)) {
    if (error !== undefined && (path.length > 0 || error !== 'ENOENT')) isClean = false;
    for (const file of files) {
      if (isTemporaryName(file, runId) && !removeTemporary(join(folder, ...path, file))) isClean = false;
    }
  }
  return isClean;
}
