import { statSync } from 'node:fs';
import { join } from 'node:path';
import { identityKey } from '../mapping/model';
import { CancelledError, type WriteWatcher } from '../io/cancellation';
import { deflate } from '../io/deflate';
import { DicomFileReader, type OpenedFile } from '../io/dicom-file-reader';
import { FileOutput, SourceShrunkError } from '../io/file-output';
import { appendToName } from '../io/file-name';
import { OutputComparer } from '../io/output-comparison';
import { moveInto } from '../io/move-into';
import { removeTemporary, temporaryName } from '../io/temporary';
import { Decider } from '../policy/decider';
import { ProjectKey } from '../pseudonym/project-key';
import { UidMap } from '../pseudonym/uid-map';
import type { Outcome } from '../record/outcome';
import { emitPlan, type FilePlan } from '../splice/edit-list';
import { RewritePlanner } from '../splice/rewrite-planner';
import { collectPlan } from './collect-plan';
import { CopyAudit, type CopyFindings } from './copy-audit';
import { SeriesIdentifier } from './identify';
import { outcomeOf } from './survey-file';
import { textCleaner } from './text-cleaning';
import type { BatchPatient, RewriteSettings } from './work';

/** One read that covers most headers and the first pixels, which then leave in one write with the header. */
const FIRST_READ = 128 * 1024;

/** One file to write a copy of. */
export interface FileJob {
  readonly source: string;
  readonly topFolder: string;
  readonly targetFolder: string;
  readonly targetName: string;
  readonly fresh: boolean;
  readonly patient: BatchPatient;
  /** Path of the copy below the destination, to be searched; undefined where names are kept on purpose. */
  readonly path?: string;
}

export interface FileResult {
  readonly outcome: Outcome;
  /** The name of the copy, when it is not the planned one. */
  readonly name?: string;
  /** Written now, or left by an interrupted run that could not count it. */
  readonly counted: boolean;
  /** What was found out about the copy; undefined where it was not searched, or there is none. */
  readonly audit?: CopyFindings;
}

/** The destination can't take any more files; the run has to stop. */
export class DestinationError extends Error {
  constructor(readonly code: string) {
    super(`the destination cannot be written: ${code}`);
    this.name = 'DestinationError';
  }
}

/** Whether the next file would meet this error of the destination, too. */
export function stopsRun(code: string): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS';
}

/** Writes anonymised copies, one after the other, with the same buffers. */
export class FileAnonymiser {
  private readonly reader = new DicomFileReader(FIRST_READ);
  private readonly identifier = new SeriesIdentifier();
  private readonly output: FileOutput;
  private readonly comparer: OutputComparer;
  private readonly planner: RewritePlanner;
  private readonly decider: Decider;
  /** Undefined when copies are not to be searched. */
  private readonly audit: CopyAudit | undefined;
  private temporaries = 0;
  /** Temporary files that could not be removed yet. */
  private leftBehind: readonly string[] = [];

  constructor(
    private readonly settings: RewriteSettings,
    private readonly worker: number,
    beforeWrite: WriteWatcher,
  ) {
    const key = new ProjectKey(settings.key);
    this.decider = new Decider(settings.choice);
    const { window, table } = this.reader;
    this.output = new FileOutput(beforeWrite);
    this.comparer = new OutputComparer(window);
    const uids = new UidMap(key);
    const cleaner = textCleaner(settings.choice, uids);
    this.audit = settings.audit ? new CopyAudit(this.decider, cleaner) : undefined;
    this.planner = new RewritePlanner(window, table, this.decider, key, uids, settings.marks, cleaner);
  }

  /**
   * Writes the copy of one file, or finds that it is there already.
   * @throws DestinationError when the destination is full or read-only; CancelledError
   */
  anonymise(job: FileJob): FileResult {
    try {
      const opened = this.reader.open(job.source);
      try {
        return this.write(opened, job);
      } finally {
        opened.source.close();
      }
    } catch (error) {
      if (error instanceof DestinationError || error instanceof CancelledError) throw error;
      return { outcome: failureOf(error), counted: false };
    } finally {
      this.reader.release();
      this.planner.release();
    }
  }

  private write(opened: OpenedFile, job: FileJob): FileResult {
    const { window, table } = this.reader;
    const series = this.identifier.identify(window, table, opened.layout, job.topFolder);
    if (identityKey(series.patient) !== job.patient.identity) return changed();
    const planned = this.planner.plan(opened.layout, job.patient);
    const audit = this.search(opened, job, planned);
    const plan = this.finalPlan(opened, planned);
    const stray = opened.layout.end < window.size || (opened.behindStream?.length ?? 0) > 1;
    const trailing = stray && this.decider.protects('trailing');
    try {
      return withAudit(this.place(plan, opened, job, trailing), audit);
    } catch (error) {
      return failedWrite(error);
    }
  }

  private search(
    { layout }: OpenedFile,
    { patient, path }: FileJob,
    plan: FilePlan,
  ): CopyFindings | undefined {
    const { window, table } = this.reader;
    return this.audit?.search({ window, table, layout, patient }, plan, path);
  }

  /** A deflated file is edited inflated; its output is the new File Meta Information and the data set, deflated. */
  private finalPlan({ layout, behindStream }: OpenedFile, plan: FilePlan): FilePlan {
    if (!behindStream) return plan;
    const { head, dataSet } = collectPlan(plan, this.reader.window, layout.dataSet);
    const behind = this.decider.protects('trailing') ? [] : [behindStream];
    return wholePlan(Buffer.concat([head, deflate(dataSet), ...behind]), plan);
  }

  private place(plan: FilePlan, opened: OpenedFile, job: FileJob, trailing: boolean): FileResult {
    let wasTaken = false;
    for (let attempt = 0; ;) {
      const name = attempt === 0 ? job.targetName : this.nameBeside(job.targetName, plan, attempt);
      const target = join(job.targetFolder, name);
      const existing = job.fresh ? 'none' : this.comparer.compare(target, plan);
      const renamed = attempt === 0 ? {} : { name };
      if (existing === 'same')
        return { outcome: { kind: 'unchanged' }, counted: this.isUncounted(target), ...renamed };
      const outcome = existing === 'none' ? this.writeTo(target, plan, opened, job) : 'taken';
      if (outcome === 'changed') return changed();
      if (outcome === 'written')
        return { outcome: writtenWith(attempt > 0, trailing), counted: true, ...renamed };
      // What took a name that was free a moment ago may be the very same copy: it is looked at once more.
      if (existing === 'different' || wasTaken) attempt++;
      wasTaken = existing === 'none';
    }
  }

  /** A free name that depends on the content alone, so that the same file finds it again in the next run. */
  private nameBeside(name: string, plan: FilePlan, attempt: number): string {
    return appendToName(name, `~${this.comparer.hash(plan)}${attempt > 1 ? `-${attempt}` : ''}`);
  }

  /** Under a temporary name first: no final name ever holds part of a file. */
  private writeTo(
    target: string,
    plan: FilePlan,
    opened: OpenedFile,
    job: FileJob,
  ): 'written' | 'taken' | 'changed' {
    const temporary = join(
      job.targetFolder,
      temporaryName(this.settings.runId, this.worker, this.temporaries++),
    );
    let isGone = false;
    try {
      this.output.begin(temporary, opened.source, this.reader.window);
      emitPlan(plan, this.output);
      this.output.finish();
      if (this.output.written !== plan.length || opened.source.hasChanged()) return 'changed';
      const moved = moveInto(temporary, target);
      isGone = moved === 'renamed';
      return moved === 'taken' ? 'taken' : 'written';
    } finally {
      this.output.abandon();
      if (!isGone && !removeTemporary(temporary)) this.leftBehind = [...this.leftBehind, temporary];
    }
  }

  /** Tries once more to remove temporary files that could not be removed. */
  tidyUp(): void {
    this.leftBehind = this.leftBehind.filter((path) => !removeTemporary(path));
  }

  private isUncounted(target: string): boolean {
    const { countSince } = this.settings;
    return countSince !== undefined && statSync(target).mtimeMs >= countSince;
  }
}

/** @throws the error itself when it is not one of the destination that concerns this file alone */
function failedWrite(error: unknown): FileResult {
  if (error instanceof SourceShrunkError) return changed();
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined || syscall === 'read') throw error;
  if (stopsRun(code)) throw new DestinationError(code);
  return { outcome: { kind: 'failed', reason: 'unwritable', detail: code }, counted: false };
}

/** A bad file is an outcome; a file that was DICOM in the survey and is none now has changed. */
function failureOf(error: unknown): Outcome {
  const outcome = outcomeOf(error, 1);
  return outcome.kind === 'skipped' ? { kind: 'failed', reason: 'changed' } : outcome;
}

/** What was found counts where there is a copy. */
function withAudit(result: FileResult, audit: CopyFindings | undefined): FileResult {
  return audit === undefined || result.outcome.kind === 'failed' ? result : { ...result, audit };
}

function changed(): FileResult {
  return { outcome: { kind: 'failed', reason: 'changed' }, counted: false };
}

function writtenWith(beside: boolean, trailing: boolean): Outcome {
  if (beside) return { kind: 'written', note: 'beside' };
  return trailing ? { kind: 'written', note: 'trailing-dropped' } : { kind: 'written' };
}

/** A plan that puts out bytes that are made already. */
function wholePlan(bytes: Uint8Array, { edits }: FilePlan): FilePlan {
  edits.clear(0);
  edits.arena.clear();
  edits.arena.copy(bytes, 0, bytes.length);
  edits.add(0, 0, 0);
  return { edits, repairs: [], sourceEnd: 0, length: bytes.length };
}
