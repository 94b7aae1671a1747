import { basename, dirname, resolve } from 'node:path';
import { UserError } from '../errors';
import { PackedRecords } from '../packed/packed-records';
import type { Records } from '../packed/records';
import { TextTable } from '../packed/text-table';
import { removeIfExists, syncFolder } from './durable-file';
import { explained, explainFileError } from './file-error';
import type { JournalRecord, RunStart } from './journal';
import { JournalWriter } from './journal-file';
import type { MappingIo, OpenedHead } from './mapping-io';
import { lockWorkbook, type WorkbookLock } from './lock';
import { mappingFilesOf, resolveWorkbook, type MappingFiles } from './mapping-files';
import type { PatientCounts } from './merge';
import {
  KNOWN_PATIENT_LAYOUT,
  type KnownPatient,
  type PatientRecord,
  type RunRecord,
  type StudyRecord,
} from './model';
import { type PatientRegister, Register, type RegisterOptions } from './register';
import type { SaveResult } from './workbook-file';

/** The counts of a patient under their anonymised ID. */
export type PatientCount = readonly [anonymisedId: string, counts: Omit<PatientCounts, 'anonymisedId'>];

/** What was done for each patient. */
export type CountsById = Iterable<PatientCount>;

/**
 * Opens the mapping for one run: takes the lock, has the workbook and the journal read that a crash left, and makes a
 * project key if there is none. Nothing is written yet but the lock. `finish` or `abandon` closes it.
 * Throws UserError when the workbook is in use, can't be read, can't be written, or does not fit its journal.
 */
export async function openMapping(
  file: string,
  io: MappingIo,
  options: RegisterOptions = {},
): Promise<MappingSession> {
  const files = mappingFilesOf(await explained(file, () => resolveWorkbook(file)));
  const lock = await lockWorkbook(files);
  try {
    await removeIfExists(files.temporary);
    const { fixedIds = [] } = options;
    const register = new Register(options);
    const patients = new PackedRecords<KnownPatient>(KNOWN_PATIENT_LAYOUT, new TextTable());
    const opened = await io.open(files);
    for (let part = await io.nextKnown(); part; part = await io.nextKnown()) {
      if (fixedIds.length > 0) for (const patient of part.patients) patients.add(patient);
      register.learn(part.patients, part.otherIds);
    }
    return new MappingSession(files, io, lock, opened, register, patients);
  } catch (error) {
    await lock.release();
    throw explainFileError(error, files.workbook);
  }
}

/**
 * One run's hold on the mapping. Order of calls: `begin`, `commitPatients` any number of times, then `finish`; or
 * `abandon` at any time. After a crash between any two steps, the next `openMapping` finds all that was committed.
 */
export class MappingSession {
  private journal: JournalWriter | undefined;
  private runId: string | undefined;
  /** True once outputs may depend on what the journal holds. */
  private hasCommitted = false;
  private isClosed = false;

  constructor(
    /** The workbook, all links resolved, and the files beside it. */
    readonly files: MappingFiles,
    private readonly io: MappingIo,
    private readonly lock: WorkbookLock,
    private readonly opened: OpenedHead,
    readonly register: PatientRegister,
    /** Those whom the mapping knew when it was opened, if there are fixed IDs to be compared with theirs. */
    readonly patients: Records<KnownPatient>,
  ) {}

  /** The 256-bit project key. */
  get key(): Uint8Array {
    return this.opened.kept.key;
  }

  /** True if no run has used the project key before. */
  get isNew(): boolean {
    return this.opened.isNew;
  }

  /** Lines of a left-over journal that could not be used; one is normal after a crash. */
  get unusableJournalLines(): number {
    return this.opened.unusableJournalLines;
  }

  /** True once another run has taken the workbook over: this one must stop, and can commit nothing more. */
  get isLockLost(): boolean {
    return this.lock.lost;
  }

  /** Runs that a crash ended and that no later run has recorded: their temporaries are to be swept. */
  get recovered(): readonly RunStart[] {
    return this.opened.recovered;
  }

  /**
   * When the interrupted runs into `destination` began whose files have not been counted, in ms since the epoch: the
   * start of the first one after the last run into it that came to an end. Undefined when there is none.
   */
  interruptedSince(destination: string): number | undefined {
    const runs = this.opened.runs
      .filter((run) => resolve(run.destination) === resolve(destination))
      .map((run) => ({ started: Date.parse(run.started), isInterrupted: run.state === 'interrupted' }))
      .filter((run) => !Number.isNaN(run.started))
      .sort((a, b) => a.started - b.started);
    return runs[runs.findLastIndex((run) => !run.isInterrupted) + 1]?.started;
  }

  /** Notes in the journal, durably, that the run begins. */
  async begin(run: RunStart): Promise<void> {
    this.assertOpen();
    this.runId = run.runId;
    await this.explained(async () => {
      this.journal = await JournalWriter.open(this.files.journal);
      await this.journal.append([...this.projectRecord(), { type: 'run-started', run }], true);
    });
  }

  /**
   * Makes new patients and studies durable; they may be made meanwhile. Only when this has returned may an output bear
   * their pseudonyms.
   */
  async commitPatients(patients: Iterable<PatientRecord>, studies: Iterable<StudyRecord>): Promise<void> {
    const { journal, runId } = this.running();
    await this.explained(() => journal.append(this.committing(patients, studies, runId), true));
  }

  /** Notes how far the run is, without waiting for the disk: counts since its beginning, by anonymised ID. */
  async reportProgress(counts: CountsById): Promise<void> {
    const { journal, runId } = this.running();
    this.hasCommitted = true;
    await this.explained(() => journal.append(progressRecords(counts, runId), false));
  }

  /** Says that `finish` will come soon. */
  prepareToFinish(): void {
    this.io.prepare();
  }

  /**
   * Ends the run: notes its end in the journal, has the workbook written, removes the journal and gives the lock back.
   * When the workbook had to be saved beside itself the journal stays, and the next run folds it in. `counts` are
   * those of this run alone. If this throws, nothing is lost either: the journal holds the whole run.
   */
  async finish(run: RunRecord, counts: CountsById): Promise<SaveResult> {
    try {
      const { journal, runId } = this.running();
      await this.explained(() => journal.append(endRecords(run, counts, runId), true));
      await this.explained(() => journal.putBack());
      const result = await this.explained(() => this.io.save(this.files, this.opened.kept, runId));
      if (!result.beside) await this.removeJournal(journal);
      return result;
    } finally {
      await this.close();
    }
  }

  /**
   * Gives the mapping back without a result. A run that committed no patient and reported no progress leaves no
   * trace; otherwise the journal stays and the run counts as interrupted. Does nothing after `finish`.
   */
  async abandon(): Promise<void> {
    const { journal } = this;
    try {
      if (!this.isClosed && journal !== undefined && !this.hasCommitted) {
        this.journal = undefined;
        // A journal that stays does no harm: the next run finds a run in it that came to nothing.
        await journal.rollBack().catch(() => undefined);
      }
    } finally {
      await this.close();
    }
  }

  private *committing(
    patients: Iterable<PatientRecord>,
    studies: Iterable<StudyRecord>,
    runId: string,
  ): Generator<JournalRecord> {
    for (const patient of patients) {
      this.hasCommitted = true;
      yield { type: 'patient', runId, patient };
    }
    for (const study of studies) {
      this.hasCommitted = true;
      yield { type: 'study', runId, study };
    }
  }

  /** The first record of a journal; one that is left over may have it already. */
  private projectRecord(): readonly JournalRecord[] {
    if (this.opened.hasProject) return [];
    const workbook = this.opened.kept.bytes === undefined ? 'new' : 'existing';
    return [{ type: 'project', key: Buffer.from(this.opened.kept.key).toString('hex'), workbook }];
  }

  private running(): { readonly journal: JournalWriter; readonly runId: string } {
    this.assertOpen();
    if (this.journal === undefined || this.runId === undefined) throw new Error('begin() was not called');
    return { journal: this.journal, runId: this.runId };
  }

  private assertOpen(): void {
    if (this.isClosed) throw new Error('the mapping session is closed');
    if (this.lock.lost) throw lockLost(basename(this.files.workbook));
  }

  private explained<T>(action: () => Promise<T>): Promise<T> {
    return explained(this.files.workbook, action);
  }

  /** If it can't be removed no harm is done: folding it in again changes nothing. */
  private async removeJournal(journal: JournalWriter): Promise<void> {
    this.journal = undefined;
    await journal.close().catch(() => undefined);
    await removeIfExists(this.files.journal).catch(() => undefined);
    await syncFolder(dirname(this.files.journal)).catch(() => undefined);
  }

  private async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    try {
      await this.journal?.close().catch(() => undefined); // what had to be durable was synchronised before
    } finally {
      await this.lock.release();
    }
  }
}

function* progressRecords(counts: CountsById, runId: string): Generator<JournalRecord> {
  for (const [anonymisedId, count] of counts)
    yield { type: 'progress', runId, counts: { ...count, anonymisedId } };
}

function* endRecords(run: RunRecord, counts: CountsById, runId: string): Generator<JournalRecord> {
  yield* progressRecords(counts, runId);
  yield { type: 'run-ended', run, counts: [] };
}

function lockLost(name: string): UserError {
  return new UserError(
    'workbook-lock-lost',
    `Another run has taken over the mapping workbook "${name}" while this one stood still.`,
    'Wait until the other run has finished, then start this one again. What it has written is kept.',
  );
}
