import type { Confidence, LeakFinding } from '../audit/finding';
import type { FileFinding } from './audit-folder';
import type { FolderEntry, Ledger } from './ledger';
import type { TargetPaths } from './target-paths';

/** More findings than this are counted, not listed. */
const LISTED = 10_000;

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
  private files = 0;
  private last = '';

  /** To be called for all findings of a file, one after the other. */
  add(folder: FolderEntry, position: number, leak: LeakFinding): void {
    if (leak.confidence === 'low') return;
    const file = `${folder.index}/${position}`;
    if (file !== this.last) this.files++;
    this.last = file;
    this.counts[leak.confidence]++;
    if (leak.confidence === 'high' && leak.place !== 'document') this.unexpected++;
    if (this.listed.length < LISTED) this.listed.push({ folder: folder.index, position, leak });
  }

  /** With the paths of the copies below the destination. */
  result(ledger: Ledger, paths: TargetPaths, files: number): RunAudit {
    const names = new Map<number, readonly string[]>();
    const fileOf = (index: number, position: number): string => {
      const folder = ledger.folders[index]!;
      const known = names.get(index) ?? paths.fileNames(folder);
      names.set(index, known);
      const name = ledger.remarkOn(index, position).name ?? known[position]!;
      return [...paths.folderPath(folder), name].join('/');
    };
    const findings = this.listed.map(({ folder, position, leak }) => ({
      ...leak,
      file: fileOf(folder, position),
    }));
    const { medium, high } = this.counts;
    return {
      files,
      filesWithFindings: this.files,
      findings,
      findingCount: medium + high,
      unexpected: this.unexpected,
      counts: { medium, high },
    };
  }
}
