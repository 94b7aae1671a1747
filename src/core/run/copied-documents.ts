import { join } from 'node:path';
import type { LeakFinding } from '../audit/finding';
import { breathing } from './event-loop';
import type { FolderEntry } from './ledger';
import type { RewriteOptions } from './rewrite-folder';

/** A copy that holds a document, absolute paths; and where its original stands in the ledger. */
export interface CopiedDocument {
  readonly original: string;
  readonly copy: string;
  readonly anonymisedId: string;
  readonly folder: number;
  readonly position: number;
}

/** What the search of documents found: which document, and the finding. */
export interface DocumentFindings {
  readonly leaks: readonly (readonly [CopiedDocument, LeakFinding])[];
  readonly searched: number;
  /** Damaged, encrypted, too long, or searched for too long. */
  readonly unread: number;
}

export const NO_DOCUMENTS: DocumentFindings = { leaks: [], searched: 0, unread: 0 };

/** Where a file stands in the ledger. */
export interface PlaceInLedger {
  readonly folder: FolderEntry;
  readonly position: number;
}

/** Of an original and of its copy. */
interface Names {
  readonly name: string;
  readonly targetName: string;
}

const NO_NAMES: Names = { name: '', targetName: '' };

/** The copies of the files in these places. The names of a large folder take a while: others have their turn meanwhile. */
export async function copiedDocuments(
  places: readonly PlaceInLedger[],
  { survey: { ledger }, paths, destination, patients }: RewriteOptions,
): Promise<readonly CopiedDocument[]> {
  const wanted = new Map<FolderEntry, Map<number, Names>>();
  for (const { folder, position } of places) {
    const positions = wanted.get(folder) ?? new Map<number, Names>();
    wanted.set(folder, positions.set(position, NO_NAMES));
  }
  const breathe = breathing();
  for (const [folder, positions] of wanted) {
    const targetNames = paths.eachFileName(folder);
    let position = -1;
    for (const name of folder.eachName()) {
      const due = breathe();
      if (due) await due;
      const targetName = targetNames.next().value ?? '';
      if (positions.has(++position)) positions.set(position, { name, targetName });
    }
  }
  return places.map(({ folder, position }) => {
    const { name, targetName } = wanted.get(folder)!.get(position)!;
    const copyName = ledger.remarkOn(folder.index, position).name ?? targetName;
    return {
      original: join(ledger.absolute(folder), name),
      copy: join(destination, ...paths.folderPath(folder), copyName),
      anonymisedId: patients.at(folder.patientOf[position]!)!.anonymisedId,
      folder: folder.index,
      position,
    };
  });
}
