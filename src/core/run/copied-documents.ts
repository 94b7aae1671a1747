import { join } from 'node:path';
import type { LeakFinding } from '../audit/finding';
import { decodeOutcome } from '../record/outcome-code';
import type { FolderEntry, Ledger } from './ledger';
import type { NamedPatient, TargetPaths } from './target-paths';
import { RISK } from './work';

/** A copy that may hold a document, absolute paths; and where its original stands in the ledger. */
export interface CopiedDocument {
  readonly original: string;
  readonly copy: string;
  readonly anonymisedId: string;
  readonly folder: number;
  readonly position: number;
}

/** What the search of documents found: index of the document and finding. */
export interface DocumentFindings {
  readonly leaks: readonly (readonly [CopiedDocument, LeakFinding])[];
  readonly searched: number;
  /** Damaged, encrypted, too long, or searched for too long. */
  readonly unread: number;
}

export const NO_DOCUMENTS: DocumentFindings = { leaks: [], searched: 0, unread: 0 };

/** The copies of a run that the survey warned of because of their documents. */
export function copiedDocuments(
  ledger: Ledger,
  paths: TargetPaths,
  destination: string,
  patients: readonly NamedPatient[],
): readonly CopiedDocument[] {
  return ledger.folders.flatMap((folder) => {
    if (!folder.risks.some((risks) => (risks & RISK.encapsulatedDocument) !== 0)) return [];
    const names = folder.names();
    const targetNames = paths.fileNames(folder);
    const target = join(destination, ...paths.folderPath(folder));
    return positionsOfDocuments(folder).map((position) => ({
      original: join(ledger.absolute(folder), names[position]!),
      copy: join(target, ledger.remarkOn(folder.index, position).name ?? targetNames[position]!),
      anonymisedId: patients[folder.patientOf[position]!]!.anonymisedId,
      folder: folder.index,
      position,
    }));
  });
}

function positionsOfDocuments({ count, risks, outcomes }: FolderEntry): readonly number[] {
  return Array.from({ length: count }, (_, position) => position).filter((position) => {
    const kind = decodeOutcome(outcomes[position]!)?.kind;
    return (
      (risks[position]! & RISK.encapsulatedDocument) !== 0 && (kind === 'written' || kind === 'unchanged')
    );
  });
}
