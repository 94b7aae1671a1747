import { join } from 'node:path';
import type { Problem } from '../audit/consistency';
import { ConsistencyCheck } from '../audit/consistency';
import { findDocumentLeaks } from '../audit/document-leaks';
import { factsOf } from '../audit/file-facts';
import { findLeaks, type LeakOptions } from '../audit/file-leaks';
import type { LeakFinding } from '../audit/finding';
import { keptKinds } from '../audit/kept-kinds';
import { LeakSearch } from '../audit/leak-search';
import type { AuditedPatient } from '../audit/needles';
import type { AuditedFile } from '../audit/piece-leaks';
import type { Originals } from '../audit/originals';
import { findTextLeaks } from '../audit/text-leaks';
import { DicomFileReader } from '../io/dicom-file-reader';
import { walkFolders } from '../io/walk';
import type { Outcome } from '../record/outcome';
import { pick } from '../record/pick';
import { breathing } from './event-loop';
import { outcomeOf } from './survey-file';

/** Most headers are shorter. */
const FIRST_READ = 32 * 1024;
/** More findings than this are counted, not listed. */
const LISTED = 10_000;

export interface AuditOptions extends LeakOptions {
  readonly folder: string;
  readonly patients: readonly AuditedPatient[];
  /** What the originals tell, where they were looked at; their patients are among `patients` already. */
  readonly originals?: Originals;
  readonly signal?: AbortSignal;
  readonly onProgress?: (files: number) => void;
}

/** A finding and the file in which it is: its path below the folder. */
export interface FileFinding extends LeakFinding {
  readonly file: string;
}

/** As in {@link Originals}. */
export type OriginalsNumbers = Pick<Originals, 'files' | 'unread' | 'unknown' | 'left'>;

export interface AuditResult {
  /** DICOM files that were searched. */
  readonly files: number;
  readonly bytes: number;
  /** Files that are no DICOM: only their names were searched. */
  readonly otherFiles: number;
  /** Files that could not be read, with the reason. */
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
  /** At most 10,000 of them, the surest first. */
  readonly findings: readonly FileFinding[];
  readonly findingCount: number;
  readonly problems: readonly Problem[];
  /** Documents in PDF or XML whose text was searched, and those that could not be read. */
  readonly documents: { readonly searched: number; readonly unread: number };
  /** For how many patients something was looked for. */
  readonly patients: number;
  readonly pixels: boolean;
  /** What was learned from originals, null when only the workbook told of the patients. */
  readonly originals: OriginalsNumbers | null;
  readonly cancelled: boolean;
}

/** Searches every file of a folder for what is known of the patients, and checks that the files fit together. */
export async function auditFolder(options: AuditOptions): Promise<AuditResult> {
  const audit = new FolderAudit(options);
  const breathe = breathing();
  for await (const { path, files } of walkFolders(options.folder, () => false, breathe)) {
    for (const name of files) {
      if (options.signal?.aborted) return audit.result(true);
      await audit.add([...path, name]);
      options.onProgress?.(audit.seen);
      await breathe();
    }
  }
  return audit.result(false);
}

class FolderAudit {
  private readonly reader = new DicomFileReader(FIRST_READ);
  private readonly search: LeakSearch;
  private readonly consistency: ConsistencyCheck;
  private readonly findings: FileFinding[] = [];
  private readonly unread: { file: string; reason: string }[] = [];
  private readonly documents = { searched: 0, unread: 0 };
  private counts = { files: 0, bytes: 0, otherFiles: 0 };
  private findingCount = 0;

  constructor(private readonly options: AuditOptions) {
    this.search = new LeakSearch(options.patients);
    this.consistency = new ConsistencyCheck(options.originals?.pixels);
  }

  get seen(): number {
    return this.counts.files + this.counts.otherFiles + this.unread.length;
  }

  async add(path: readonly string[]): Promise<void> {
    const file = path.join('/');
    try {
      await this.look(join(this.options.folder, ...path), file);
    } catch (error) {
      this.fail(file, outcomeOf(error, 1));
    }
  }

  result(cancelled: boolean): AuditResult {
    const { findings, unread, documents, findingCount, counts } = this;
    const { originals } = this.options;
    return {
      ...counts,
      unread,
      findings,
      findingCount,
      problems: this.consistency.finish(),
      documents,
      patients: this.options.patients.length,
      pixels: this.options.pixels,
      originals: originals ? pick(originals, ['files', 'unread', 'unknown', 'left']) : null,
      cancelled,
    };
  }

  private async look(absolute: string, file: string): Promise<void> {
    const { source, layout } = this.reader.open(absolute);
    try {
      const { window, table } = this.reader;
      // What is searched is the file as its readers see it: of a deflated one the inflated data set.
      const audited: AuditedFile = { window, table, layout };
      const facts = factsOf(audited);
      const patient = this.search.patientIndex(facts.patientId);
      const kept = keptKinds(facts);
      const leaks = [
        ...findLeaks(this.search, audited, patient, this.options),
        ...findTextLeaks(this.search, file, patient, 'path'),
        ...(await this.documentLeaks(audited, patient)),
      ].filter(({ kind }) => !kept.has(kind));
      this.consistency.add(
        file,
        facts,
        leaks.some(({ confidence }) => confidence === 'high'),
      );
      for (const leak of leaks) this.note({ ...leak, file });
      this.counts.files++;
      this.counts.bytes += source.size;
    } finally {
      source.close();
    }
  }

  private async documentLeaks(file: AuditedFile, patient: number): Promise<readonly LeakFinding[]> {
    const found = await findDocumentLeaks(this.search, file, patient);
    if (found === undefined) return [];
    if (found === 'unread') this.documents.unread++;
    else this.documents.searched++;
    return found === 'unread' ? [] : found.leaks;
  }

  private note(finding: FileFinding): void {
    this.findingCount++;
    if (this.findings.length < LISTED) this.findings.push(finding);
  }

  private fail(file: string, outcome: Outcome): void {
    if (outcome.kind === 'skipped') {
      this.counts.otherFiles++;
      for (const leak of findTextLeaks(this.search, file, -1, 'path')) this.note({ ...leak, file });
    } else if (outcome.kind === 'failed') this.unread.push({ file, reason: outcome.reason });
  }
}
