import { DICOMDIR_NAME, type FileIdCase, fileIdCaseOf } from '../dicomdir/file-id';
import { encodeOutcome } from '../record/outcome-code';
import type { FolderEntry, Ledger } from './ledger';

/** A folder with a DICOMDIR: the root of a File-set (PS3.10 §8.1). */
export interface MediaFolder {
  readonly folder: FolderEntry;
  /** Where the DICOMDIR stands in the folder. */
  readonly position: number;
  /** Its name, which says how the medium's file system writes File IDs. */
  readonly name: string;
  readonly letters: FileIdCase;
}

const DICOMDIR = encodeOutcome({ kind: 'skipped', reason: 'dicomdir' });

/** The folders whose DICOMDIR the survey has found, under the name that PS3.10 §8.6 reserves for it. */
export function mediaFolders(ledger: Ledger): readonly MediaFolder[] {
  return ledger.folders.flatMap((folder) => {
    if (!folder.outcomes.includes(DICOMDIR)) return [];
    const names = folder.names();
    return [DICOMDIR_NAME, DICOMDIR_NAME.toLowerCase()]
      .map((name) => ({ name, position: names.indexOf(name), letters: fileIdCaseOf(name)! }))
      .filter(({ position }) => position >= 0 && folder.outcomes[position] === DICOMDIR)
      .slice(0, 1)
      .map((found) => ({ folder, ...found }));
  });
}

/** The folder of a medium and those below it, in the order of the ledger. */
export function foldersOfMedium(ledger: Ledger, { folder }: MediaFolder): readonly FolderEntry[] {
  const within = new Set([folder.index]);
  for (const { index, parent } of ledger.folders) if (within.has(parent)) within.add(index);
  return ledger.folders.filter(({ index }) => within.has(index));
}

/** For each folder that belongs to a medium how its names are written, by index. */
export function fileIdCases(ledger: Ledger): ReadonlyMap<number, FileIdCase> {
  const cases = new Map<number, FileIdCase>(
    mediaFolders(ledger).map(({ folder, letters }) => [folder.index, letters]),
  );
  if (cases.size === 0) return cases;
  for (const { index, parent } of ledger.folders) {
    const above = cases.get(parent);
    if (above !== undefined && !cases.has(index)) cases.set(index, above);
  }
  return cases;
}
