import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { identityKey } from '../mapping/model';
import type { RunCounts } from '../mapping/session';
import { decodeOutcome, encodeOutcome } from '../record/outcome-code';
import { foldersOf } from './assign-patients';
import { InFlight } from './in-flight';
import { type FolderEntry, NOBODY } from './ledger';
import { chunks, type Survey } from './survey';
import type { NamedPatient, TargetPaths } from './target-paths';
import type { BatchPatient, RewriteBatch, RewriteResult, Workers } from './work';

/** Files that a worker rewrites in one go. */
const BATCH = 16;
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
  readonly workers: Workers;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RewriteProgress) => void;
}

const CANCELLED = encodeOutcome({ kind: 'failed', reason: 'cancelled' });
const UNWRITABLE = encodeOutcome({ kind: 'failed', reason: 'unwritable' });

/** Hands the files of a survey to the workers, folder by folder, and notes what becomes of each. */
export class FolderRewriter {
  private readonly counts: { files: number; skipped: number; failed: number }[];
  private readonly batchPatients: readonly BatchPatient[];
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
    this.startProgress = options.workers.progress();
  }

  /** Ends when every file has an outcome, the signal came, or the destination took no more. */
  async run(): Promise<{ readonly state: 'done' | 'cancelled' | 'stopped'; readonly stoppedBy?: string }> {
    const { signal, workers } = this.options;
    const cancel = (): void => workers.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const timer = setInterval(() => this.report(), PROGRESS_INTERVAL_MS);
    try {
      await this.rewriteFolders();
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

  private get isStopped(): boolean {
    return this.stoppedBy !== undefined || this.options.signal?.aborted === true;
  }

  private async rewriteFolders(): Promise<void> {
    const inFlight = new InFlight(this.options.workers.capacity);
    for (const folder of this.options.survey.ledger.folders) {
      if (this.isStopped) break;
      await this.rewriteFiles(folder, inFlight);
    }
    await inFlight.drain();
  }

  private async rewriteFiles(folder: FolderEntry, inFlight: InFlight): Promise<void> {
    const { ledger } = this.options.survey;
    const pending = ledger.pending(folder);
    if (pending.length === 0) return;
    const target = join(this.options.destination, ...this.options.paths.folderPath(folder));
    const fresh = this.makeFolder(target, folder, pending);
    if (fresh === undefined) return;
    for (const positions of chunks(pending, BATCH)) {
      if (this.isStopped) return;
      const batch = this.batchOf(folder, positions, target, fresh);
      await inFlight.start(async () => {
        this.patient = batch.patients[batch.patientOf[0]!]?.anonymisedId;
        this.take(folder, positions, await this.options.workers.rewrite(batch));
      });
    }
  }

  /** Whether the folder is new; undefined when it can't be made, which fails its files. */
  private makeFolder(target: string, folder: FolderEntry, pending: readonly number[]): boolean | undefined {
    try {
      return mkdirSync(target, { recursive: true }) !== undefined;
    } catch (error) {
      const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC' || code === 'EROFS') this.stoppedBy = code;
      for (const position of pending) {
        folder.outcomes[position] = UNWRITABLE;
        this.options.survey.ledger.remark(folder.index, position, { detail: code });
      }
      return undefined;
    }
  }

  private batchOf(folder: FolderEntry, positions: readonly number[], target: string, fresh: boolean): RewriteBatch {
    const { ledger } = this.options.survey;
    const names = folder.names();
    const targetNames = this.options.paths.fileNames(folder, positions);
    positions.forEach((position, at) => {
      if (targetNames[at] !== names[position]) folder.renamed.set(position, targetNames[at]!);
    });
    const patients = [...new Set(positions.map((position) => folder.patientOf[position]!))];
    return {
      folder: ledger.absolute(folder),
      topFolder: ledger.topFolder(folder),
      names: positions.map((position) => names[position]!),
      sizes: Float64Array.from(positions, (position) => folder.sizes[position]!),
      target,
      targetNames,
      fresh,
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
    for (const [at, name] of result.renamed) ledger.remark(folder.index, positions[at]!, { name });
    if (result.stop && this.stoppedBy === undefined) {
      this.stoppedBy = result.stop.code;
      this.options.workers.cancel();
    }
  }

  /** After a cancel or a stop: the files that were not reached. */
  private markRemaining(): void {
    for (const folder of this.options.survey.ledger.folders) {
      for (const position of this.options.survey.ledger.pending(folder)) folder.outcomes[position] = CANCELLED;
    }
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
