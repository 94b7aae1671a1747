import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors';
import { identityKey } from '../mapping/model';
import type { RunCounts } from '../mapping/session';
import { decodeOutcome, encodeOutcome } from '../record/outcome-code';
import { stopsRun } from './anonymise-file';
import { foldersOf } from './assign-patients';
import {
  type CopiedDocument,
  copiedDocuments,
  type DocumentFindings,
  type PlaceInLedger,
} from './copied-documents';
import { DestinationFolders } from './destination-folders';
import { breathing } from './event-loop';
import { InFlight } from './in-flight';
import { type FolderEntry, NOBODY } from './ledger';
import { chunks, type Survey } from './survey';
import { type RunAudit, RunLeaks } from './run-leaks';
import type { NamedPatient, TargetPaths } from './target-paths';
import type { BatchPatient, RewriteBatch, RewriteResult, Workers } from './work';

/** Files that a worker rewrites in one go. */
const BATCH = 32;
const PROGRESS_INTERVAL_MS = 250;

/** How far a run is, while files are written. */
export interface RewriteProgress {
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly seconds: number;
  /** Anonymised ID of a patient whose files are being written. */
  readonly patient?: string;
}

export interface RewriteOptions {
  readonly survey: Survey;
  readonly patients: readonly NamedPatient[];
  readonly paths: TargetPaths;
  readonly destination: string;
  readonly keepNames: boolean;
  /** As in RewriteSettings. */
  readonly countSince?: number;
  readonly workers: Workers;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RewriteProgress) => void;
}

/** What the files of a folder have in common. */
interface BatchPlace {
  /** By position in the folder. */
  readonly names: readonly string[];
  readonly targetNames: readonly string[];
  readonly target: string;
  /** As in RewriteBatch. */
  readonly path: string | undefined;
  readonly fresh: boolean;
}

const CANCELLED = encodeOutcome({ kind: 'failed', reason: 'cancelled' });
const UNWRITABLE = encodeOutcome({ kind: 'failed', reason: 'unwritable' });

/** Hands the files of a survey to the workers, folder by folder, and notes what becomes of each. */
export class FolderRewriter {
  private readonly folders: DestinationFolders;
  private readonly counts: { files: number; skipped: number; failed: number }[];
  private readonly batchPatients: readonly BatchPatient[];
  private readonly leaks = new RunLeaks();
  private readonly withDocuments: PlaceInLedger[] = [];
  private stoppedBy: string | undefined;
  private patient: string | undefined;
  private readonly startProgress;
  private readonly startTime = Date.now();

  constructor(private readonly options: RewriteOptions) {
    this.counts = options.patients.map(() => ({ files: 0, skipped: 0, failed: 0 }));
    this.batchPatients = options.patients.map(({ surveyed, anonymisedId, dateOffset }) => ({
      anonymisedId,
      dateOffset,
      kind: surveyed.identity.kind,
      identity: identityKey(surveyed.identity),
    }));
    this.folders = new DestinationFolders(options.destination);
    this.startProgress = options.workers.progress();
  }

  /** Ends when every file has an outcome, the signal came, the destination took no more, or no worker stays alive. */
  async run(): Promise<{ readonly state: 'done' | 'cancelled' | 'stopped'; readonly stoppedBy?: string }> {
    const { signal, workers } = this.options;
    const cancel = (): void => workers.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const timer = setInterval(() => this.report(), PROGRESS_INTERVAL_MS);
    try {
      await this.rewriteFolders();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.stop(error.code);
    } finally {
      clearInterval(timer);
      signal?.removeEventListener('abort', cancel);
    }
    this.markRemaining();
    this.report();
    if (this.stoppedBy !== undefined) return { state: 'stopped', stoppedBy: this.stoppedBy };
    return { state: signal?.aborted ? 'cancelled' : 'done' };
  }

  /** What was done for each patient, by anonymised ID. */
  countsByPatient(): RunCounts {
    const { survey, patients, paths, destination } = this.options;
    this.countOthers();
    return new Map(
      patients.map(({ surveyed, anonymisedId }, index) => [
        anonymisedId,
        { ...this.counts[index]!, ...foldersOf(surveyed, survey.ledger, paths, destination) },
      ]),
    );
  }

  /** What was found in copies, of which there are so many, and in their documents. */
  audit(copies: number, documents: DocumentFindings): RunAudit {
    const { survey, paths } = this.options;
    return this.leaks.result(survey.ledger, paths, copies, documents);
  }

  /** The copies that hold documents, and whose they are. */
  documents(): readonly CopiedDocument[] {
    return copiedDocuments(this.withDocuments, this.options);
  }

  private get isStopped(): boolean {
    return this.stoppedBy !== undefined || this.options.signal?.aborted === true;
  }

  private async rewriteFolders(): Promise<void> {
    const inFlight = new InFlight(this.options.workers.capacity);
    const breathe = breathing();
    for (const folder of this.options.survey.ledger.folders) {
      await breathe();
      if (this.isStopped) break;
      await this.rewriteFiles(folder, inFlight);
    }
    await inFlight.drain();
  }

  private async rewriteFiles(folder: FolderEntry, inFlight: InFlight): Promise<void> {
    const { ledger } = this.options.survey;
    const pending = ledger.pending(folder);
    if (pending.length === 0) return;
    const path = this.options.paths.folderPath(folder);
    const made = this.folders.make(path);
    if (made.kind === 'failed') return this.failFolder(folder, pending, made.code);
    const names = folder.names();
    const targetNames = this.options.paths.fileNames(folder);
    for (const positions of chunks(pending, BATCH)) {
      if (this.isStopped) return;
      const fault = this.folders.faultOf(path);
      if (fault !== undefined) {
        this.failFolder(folder, positions, fault);
        continue;
      }
      const batch = this.batchOf(folder, positions, {
        names,
        targetNames,
        target: made.path,
        path: this.options.keepNames ? undefined : path.join('/'),
        fresh: made.isNew,
      });
      await inFlight.start(async () => {
        this.patient = batch.patients[batch.patientOf[0]!]?.anonymisedId;
        this.take(folder, positions, await this.options.workers.rewrite(batch));
      });
    }
  }

  /** The copies of a folder have no place to go. */
  private failFolder(folder: FolderEntry, pending: readonly number[], code: string): void {
    if (stopsRun(code)) {
      this.stop(code);
      return;
    }
    for (const position of pending) {
      folder.outcomes[position] = UNWRITABLE;
      this.options.survey.ledger.remark(folder.index, position, { detail: code });
    }
  }

  private stop(code: string): void {
    this.stoppedBy ??= code;
    this.options.workers.cancel();
  }

  private batchOf(folder: FolderEntry, positions: readonly number[], place: BatchPlace): RewriteBatch {
    const { ledger } = this.options.survey;
    const patients = [...new Set(positions.map((position) => folder.patientOf[position]!))];
    return {
      folder: ledger.absolute(folder),
      topFolder: ledger.topFolder(folder),
      names: positions.map((position) => place.names[position]!),
      sizes: Float64Array.from(positions, (position) => folder.sizes[position]!),
      target: place.target,
      targetNames: positions.map((position) => place.targetNames[position]!),
      ...(place.path === undefined ? {} : { path: place.path }),
      fresh: place.fresh,
      patients: patients.map((patient) => this.batchPatients[patient]!),
      patientOf: Int32Array.from(positions, (position) => patients.indexOf(folder.patientOf[position]!)),
    };
  }

  private take(folder: FolderEntry, positions: readonly number[], result: RewriteResult): void {
    const { ledger } = this.options.survey;
    positions.forEach((position, at) => {
      folder.outcomes[position] = result.outcomes[at]!;
      if (result.counted[at] === 1) this.counts[folder.patientOf[position]!]!.files++;
    });
    for (const [at, detail] of result.details) ledger.remark(folder.index, positions[at]!, { detail });
    for (const [at, leak] of result.leaks) this.leaks.add(folder.index, positions[at]!, leak);
    for (const at of result.documents) this.withDocuments.push({ folder, position: positions[at]! });
    for (const [at, name] of result.renamed) ledger.remark(folder.index, positions[at]!, { name });
    if (result.stop) this.stop(result.stop.code);
  }

  /** After a cancel or a stop: the files that were not reached. */
  private markRemaining(): void {
    const { ledger } = this.options.survey;
    for (const folder of ledger.folders) {
      for (const position of ledger.pending(folder)) folder.outcomes[position] = CANCELLED;
      if (this.options.countSince !== undefined) this.countLeftBehind(folder, this.options.countSince);
    }
  }

  /** Copies that an interrupted run left are counted now, reached or not: the next run takes them for counted. */
  private countLeftBehind(folder: FolderEntry, since: number): void {
    if (!folder.outcomes.includes(CANCELLED)) return;
    const target = join(this.options.destination, ...this.options.paths.folderPath(folder));
    this.options.paths.fileNames(folder).forEach((name, position) => {
      if (folder.outcomes[position] !== CANCELLED) return;
      if (isFileSince(join(target, name), since)) this.counts[folder.patientOf[position]!]!.files++;
    });
  }

  /** Skipped and failed files count for a patient when the folder they lie in is of that patient alone. */
  private countOthers(): void {
    for (const folder of this.options.survey.ledger.folders) {
      const below = this.options.paths.patientsBelow(folder);
      const only = below.size === 1 ? [...below][0]! : NOBODY;
      folder.outcomes.forEach((code, position) => {
        const kind = decodeOutcome(code)?.kind;
        if (kind !== 'skipped' && kind !== 'failed') return;
        const patient = folder.patientOf[position] === NOBODY ? only : folder.patientOf[position]!;
        if (patient !== NOBODY) this.counts[patient]![kind]++;
      });
    }
  }

  private report(): void {
    const { survey, workers, onProgress } = this.options;
    const { files, bytes } = workers.progress();
    onProgress?.({
      files: files - this.startProgress.files,
      totalFiles: survey.totals.dicom,
      bytes: bytes - this.startProgress.bytes,
      totalBytes: survey.totals.bytes,
      seconds: (Date.now() - this.startTime) / 1000,
      ...(this.patient === undefined ? {} : { patient: this.patient }),
    });
  }
}

/** What the system can't look at is not counted. */
function isFileSince(path: string, since: number): boolean {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return stat !== undefined && stat.isFile() && stat.mtimeMs >= since;
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return false;
  }
}
