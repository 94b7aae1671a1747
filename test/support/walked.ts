import type { Breathe } from '../../src/core/io/breathe';
import { type WalkedFolder, walkFolders } from '../../src/core/io/walk';

/** All folders that a walk gives. */
export async function walkAll(
  root: string,
  isExcluded: (path: string) => boolean = () => false,
  breathe: Breathe = () => undefined,
): Promise<readonly WalkedFolder[]> {
  const folders: WalkedFolder[] = [];
  for await (const folder of walkFolders(root, isExcluded, breathe)) folders.push(folder);
  return folders;
}
