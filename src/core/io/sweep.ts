import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isTemporaryName } from './temporary';
import { walkFolders } from './walk';

/** Removes the temporary files that a run left below a folder; those that can't be removed stay. */
export function sweepTemporaries(folder: string, runId: string): void {
  if (!existsSync(folder)) return;
  for (const { path, files } of walkFolders(folder, () => false)) {
    for (const file of files) if (isTemporaryName(file, runId)) removeIfPossible(join(folder, ...path, file));
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
  }
}
