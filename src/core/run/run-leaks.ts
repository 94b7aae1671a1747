import type { Confidence, LeakFinding } from '../audit/finding';
import { pick } from '../record/pick';
import type { FileFinding } from './audit-folder';
import type { DocumentFindings } from './copied-documents';
import { mapBreathing } from './event-loop';
import type { Ledger } from './ledger';
import type { TargetPaths } from './target-paths';

/** More findings than this are counted, not listed. */
const LISTED = 10_000;
/** Positions in a folder are below. */
const MOST_IN_FOLDER = 2 ** 24;

/** What the search of the copies found while a run wrote them. */
export interface RunAudit {
  /** Copies that were searched: those that were written, and those that were there already. */
  readonly files: number;
  /** Copies in which something was found. */
  readonly filesWithFindings: number;
  /** At most 10,000; of medium and high confidence only. */
  readonly findings: readonly FileFinding[];
  readonly findingCount: number;
  /** Those of high confidence but for documents, which no policy looks into and of which the survey warns. */
  readonly unexpected: number;
  /** Findings by confidence. */
  readonly counts: Readonly<Record<Exclude<Confidence, 'low'>, number>>;
  /** Documents whose text was searched, and those that could not be read. */
  readonly documents: { readonly searched: number; readonly unread: number };
}

/** Collects what the workers found, by the place of the original. */
export class RunLeaks {
  private readonly listed: {
    readonly folder: number;
    readonly position: number;
    readonly leak: LeakFinding;
  }[] = [];
  private readonly counts = { medium: 0, high: 0 };
  private unexpected = 0;
  private readonly files = new Set<number>();

  /** A finding in the copy of a file of the ledger. */
  add(folder: number, position: number, leak: LeakFinding): void {
    if (leak.confidence === 'low') return;
    this.files.add(folder * MOST_IN_FOLDER + position);
    this.counts[leak.confidence]++;
    if (leak.confidence === 'high' && leak.place !== 'document') this.unexpected++;
    if (this.listed.length < LISTED) this.listed.push({ folder, position, leak });
  }

  /** With the paths of the copies below the destination. */
  async result(
    ledger: Ledger,
    paths: TargetPaths,
    files: number,
    documents: DocumentFindings,
  ): Promise<RunAudit> {
    for (const [{ folder, position }, leak] of documents.leaks) this.add(folder, position, leak);
    const names = new Map<number, readonly string[]>();
    const findings: FileFinding[] = [];
    for (const { folder: index, position, leak } of this.listed) {
      const folder = ledger.folders[index]!;
      const known = names.get(index) ?? (await mapBreathing(paths.eachFileName(folder), (name) => name));
      names.set(index, known);
      const name = ledger.remarkOn(index, position).name ?? known[position]!;
      findings.push({ ...leak, file: [...paths.folderPath(folder), name].join('/') });
    }
    const { medium, high } = this.counts;
    return {
      files,
      filesWithFindings: this.files.size,
      findings,
      findingCount: medium + high,
      unexpected: this.unexpected,
      counts: { medium, high },
      documents: pick(documents, ['searched', 'unread']),
    };
  }
}
