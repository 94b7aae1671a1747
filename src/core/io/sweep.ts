import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isTemporaryName } from './temporary';
import { walkFolders } from './walk';

/** Removes the temporary files that an interrupted run left below a folder. */
export function sweepTemporaries(folder: string, runId: string): void {
  if (!existsSync(folder)) return;
  for (const { path, files } of walkFolders(folder, () => false)) {
    for (const file of files) if (isTemporaryName(file, runId)) rmSync(join(folder, ...path, file), { force: true });
  }
}
