import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors';
import { identityKey } from '../mapping/model';
import type { List } from '../packed/records';
import type { CountsById, PatientCount } from '../mapping/session';
import { decodeOutcome, encodeOutcome, PENDING } from '../record/outcome-code';
import { stopsRun } from './anonymise-file';
import { foldersOf } from './assign-patients';
import {
  type CopiedDocument,
  copiedDocuments,
  type DocumentFindings,
  type PlaceInLedger,
} from './copied-documents';
import { DestinationFolders } from './destination-folders';
import { breathing, visitBreathing } from './event-loop';
import { InFlight } from './in-flight';
import { type FolderEntry, NOBODY } from './ledger';
import { NamesSoFar } from './names-so-far';
import type { Survey } from './survey';
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
  readonly patients: List<NamedPatient>;
  readonly paths: TargetPaths;
  readonly destination: string;
  readonly keepNames: boolean;
  /** As in RewriteSettings. */
  readonly countSince?: number;
  readonly workers: Workers;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RewriteProgress) => void;
  /** Called when the last files are being written. */
  readonly onLastFiles?: () => void;
}

/** What the files of a folder have in common. */
interface BatchPlace {
  readonly names: NamesSoFar;
  readonly targetNames: NamesSoFar;
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
  /** By number of the patient. */
  private readonly counts: Readonly<Record<'files' | 'skipped' | 'failed', Uint32Array>>;
  private readonly leaks = new RunLeaks();
  private readonly withDocuments: PlaceInLedger[] = [];
  private stoppedBy: string | undefined;
  private patient: string | undefined;
  private readonly startProgress;
  private readonly startTime = Date.now();

  constructor(private readonly options: RewriteOptions) {
    const zeros = (): Uint32Array => new Uint32Array(options.patients.length);
    this.counts = { files: zeros(), skipped: zeros(), failed: zeros() };
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
    await this.markRemaining();
    this.report();
    if (this.stoppedBy !== undefined) return { state: 'stopped', stoppedBy: this.stoppedBy };
    return { state: signal?.aborted ? 'cancelled' : 'done' };
  }

  /** What was done for each patient, by anonymised ID. To be called once, when all files have their outcome. */
  async countsByPatient(): Promise<CountsById> {
    await this.countOthers();
    return this.listCounts();
  }

  private *listCounts(): Generator<PatientCount> {
    const { survey, patients, paths, destination } = this.options;
    const { files, skipped, failed } = this.counts;
    let index = 0;
    for (const { surveyed, anonymisedId } of patients) {
      const counts = { files: files[index]!, skipped: skipped[index]!, failed: failed[index]! };
      yield [anonymisedId, { ...counts, ...foldersOf(surveyed, survey.ledger, paths, destination) }];
      index++;
    }
  }

  /** What was found in copies, of which there are so many, and in their documents. */
  audit(copies: number, documents: DocumentFindings): Promise<RunAudit> {
    const { survey, paths } = this.options;
    return this.leaks.result(survey.ledger, paths, copies, documents);
  }

  /** The copies that hold documents, and whose they are. */
  documents(): Promise<readonly CopiedDocument[]> {
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
    this.options.onLastFiles?.();
    await inFlight.drain();
  }

  private async rewriteFiles(folder: FolderEntry, inFlight: InFlight): Promise<void> {
    const { ledger } = this.options.survey;
    if (!folder.outcomes.includes(PENDING)) return;
    const path = this.options.paths.folderPath(folder);
    const made = this.folders.make(path);
    const names = new NamesSoFar(folder.eachName());
    const targetNames = new NamesSoFar(this.options.paths.eachFileName(folder));
    const breathe = breathing();
    for (const positions of ledger.pending(folder, BATCH)) {
      const due = breathe();
      if (due) await due;
      if (this.isStopped) return;
      const fault = made.kind === 'failed' ? made.code : this.folders.faultOf(path);
      if (made.kind === 'failed' || fault !== undefined) {
        this.failFiles(folder, positions, fault!);
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

  /** The copies of these files have no place to go. */
  private failFiles(folder: FolderEntry, positions: readonly number[], code: string): void {
    if (stopsRun(code)) {
      this.stop(code);
      return;
    }
    const { outcomes } = folder;
    for (const position of positions) {
      outcomes[position] = UNWRITABLE;
      this.options.survey.ledger.remark(folder.index, position, { detail: code });
    }
  }

  private stop(code: string): void {
    this.stoppedBy ??= code;
    this.options.workers.cancel();
  }

  private batchOf(folder: FolderEntry, positions: readonly number[], place: BatchPlace): RewriteBatch {
    const { ledger } = this.options.survey;
    const { patientOf, sizes } = folder;
    const patients = [...new Set(positions.map((position) => patientOf[position]!))];
    return {
      folder: ledger.absolute(folder),
      topFolder: ledger.topFolder(folder),
      names: positions.map((position) => place.names.next(position)),
      sizes: Float64Array.from(positions, (position) => sizes[position]!),
      target: place.target,
      targetNames: positions.map((position) => place.targetNames.next(position)),
      ...(place.path === undefined ? {} : { path: place.path }),
      fresh: place.fresh,
      patients: patients.map((patient) => batchPatient(this.options.patients.at(patient)!)),
      patientOf: Int32Array.from(positions, (position) => patients.indexOf(patientOf[position]!)),
    };
  }

  private take(folder: FolderEntry, positions: readonly number[], result: RewriteResult): void {
    const { ledger } = this.options.survey;
    const { outcomes, patientOf } = folder;
    positions.forEach((position, at) => {
      outcomes[position] = result.outcomes[at]!;
      if (result.counted[at] === 1) this.counts.files[patientOf[position]!]!++;
    });
    for (const [at, detail] of result.details) ledger.remark(folder.index, positions[at]!, { detail });
    for (const [at, leak] of result.leaks) this.leaks.add(folder.index, positions[at]!, leak);
    for (const at of result.documents) this.withDocuments.push({ folder, position: positions[at]! });
    for (const [at, name] of result.renamed) ledger.remark(folder.index, positions[at]!, { name });
    if (result.stop) this.stop(result.stop.code);
  }

  /** After a cancel or a stop: the files that were not reached. */
  private async markRemaining(): Promise<void> {
    const { ledger } = this.options.survey;
    const breathe = breathing();
    for (const folder of ledger.folders) {
      const { outcomes } = folder;
      await visitBreathing(outcomes, breathe, (code, position) => {
        if (code === PENDING) outcomes[position] = CANCELLED;
      });
      if (this.options.countSince !== undefined) await this.countLeftBehind(folder, this.options.countSince);
    }
  }

  /** Copies that an interrupted run left are counted now, reached or not: the next run takes them for counted. */
  private async countLeftBehind(folder: FolderEntry, since: number): Promise<void> {
    const { outcomes, patientOf } = folder;
    if (!outcomes.includes(CANCELLED)) return;
    const target = join(this.options.destination, ...this.options.paths.folderPath(folder));
    const breathe = breathing();
    let position = 0;
    for (const name of this.options.paths.eachFileName(folder)) {
      await breathe();
      const isCounted = outcomes[position] === CANCELLED && isFileSince(join(target, name), since);
      if (isCounted) this.counts.files[patientOf[position]!]!++;
      position++;
    }
  }

  /** Skipped and failed files count for a patient when the folder they lie in is of that patient alone. */
  private async countOthers(): Promise<void> {
    const breathe = breathing();
    for (const folder of this.options.survey.ledger.folders) {
      const only = this.options.paths.onlyPatientBelow(folder);
      const { outcomes, patientOf } = folder;
      await visitBreathing(outcomes, breathe, (code, position) => {
        const kind = decodeOutcome(code)?.kind;
        if (kind !== 'skipped' && kind !== 'failed') return;
        const patient = patientOf[position] === NOBODY ? only : patientOf[position]!;
        if (patient !== NOBODY) this.counts[kind][patient]!++;
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

function batchPatient({ surveyed, anonymisedId, dateOffset }: NamedPatient): BatchPatient {
  const { identity } = surveyed;
  return { anonymisedId, dateOffset, kind: identity.kind, identity: identityKey(identity) };
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
