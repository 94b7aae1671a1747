import { join } from 'node:path';
import type { LeakFinding } from '../audit/finding';
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

/** The copies of the files in these places. */
export function copiedDocuments(
  places: readonly PlaceInLedger[],
  { survey: { ledger }, paths, destination, patients }: RewriteOptions,
): readonly CopiedDocument[] {
  const known = new Map<FolderEntry, readonly [readonly string[], readonly string[]]>();
  const namesIn = (folder: FolderEntry): readonly [readonly string[], readonly string[]] => {
    const names = known.get(folder) ?? [folder.names(), paths.fileNames(folder)];
    known.set(folder, names);
    return names;
  };
  return places.map(({ folder, position }) => {
    const [names, targetNames] = namesIn(folder);
    const name = ledger.remarkOn(folder.index, position).name ?? targetNames[position]!;
    return {
      original: join(ledger.absolute(folder), names[position]!),
      copy: join(destination, ...paths.folderPath(folder), name),
      anonymisedId: patients.at(folder.patientOf[position]!)!.anonymisedId,
      folder: folder.index,
      position,
    };
  });
}
