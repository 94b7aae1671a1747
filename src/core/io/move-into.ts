import { linkSync, lstatSync, renameSync } from 'node:fs';

/** How a finished file came by its final name; by a link it has the temporary one as well. */
export type Moved = 'renamed' | 'linked' | 'taken';

/**
 * Gives a finished file its final name, if nobody has taken it; also in a folder that the run made: somebody may have put
 * a link to another folder in its place, and a rename would replace what lies there.
 * @throws NodeJS.ErrnoException
 */
export function moveInto(temporary: string, target: string): Moved {
  try {
    linkSync(temporary, target);
    return 'linked';
  } catch (error) {
    return moveWithoutLink(error as NodeJS.ErrnoException, temporary, target);
  }
}

/** File systems without hard links (FAT, some network shares): look, then rename. */
function moveWithoutLink(error: NodeJS.ErrnoException, temporary: string, target: string): Moved {
  if (isSameFile(temporary, target)) return 'linked';
  if (error.code === 'EEXIST' || lstatSync(target, { throwIfNoEntry: false })) return 'taken';
  return rename(temporary, target);
}

function rename(temporary: string, target: string): Moved {
  try {
    renameSync(temporary, target);
  } catch (error) {
    const isDone =
      !lstatSync(temporary, { throwIfNoEntry: false }) && lstatSync(target, { throwIfNoEntry: false });
    if (!isDone) throw error;
  }
  return 'renamed';
}

/** Over a network the reply to what has been done may get lost: then the file system says that a link failed. */
function isSameFile(temporary: string, target: string): boolean {
  const [one, other] = [temporary, target].map((path) =>
    lstatSync(path, { bigint: true, throwIfNoEntry: false }),
  );
  if (one === undefined || other === undefined) return false;
  return one.ino !== 0n && one.ino === other.ino && one.dev === other.dev;
}
