import { randomBytes } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { UserError } from '../errors';
import { KEY_LENGTH } from '../pseudonym/project-key';
import { removeIfExists, syncFolder } from './durable-file';
import { explainFileError } from './file-error';
import type { JournalRecord, RunStart } from './journal';
import { JournalWriter, readJournal } from './journal-file';
import { lockWorkbook, type WorkbookLock } from './lock';
import { mappingFilesOf, resolveWorkbook, type MappingFiles } from './mapping-files';
import { addPatients, addStudies, type PatientCounts } from './merge';
import type { Mapping, PatientRecord, RunRecord, StudyRecord } from './model';
import { combine, type OpenedMapping } from './opening';
import { createRegister, type PatientRegister, type RegisterOptions } from './register';
import { saveMapping, type WorkbookIo } from './saving';
import type { SaveResult } from './workbook-file';

/** The counts of one patient, whose anonymised ID they are filed under. */
export type RunCounts = ReadonlyMap<string, Omit<PatientCounts, 'anonymisedId'>>;

/**
 * Opens the mapping for one run: takes the lock, reads the workbook, folds in the journal that a crash left, and
 * makes a project key if there is none. Nothing is written yet but the lock. `finish` or `abandon` closes it.
 * Throws UserError when the workbook is in use, can't be read, can't be written, or does not fit its journal.
 */
export async function openMapping(
  file: string,
  io: WorkbookIo,
  options: RegisterOptions = {},
): Promise<MappingSession> {
  const files = mappingFilesOf(await explained(file, () => resolveWorkbook(file)));
  const lock = await lockWorkbook(files);
  try {
    await removeIfExists(files.temporary);
    const workbook = await io.read(files.workbook);
    const journal = await readJournal(files.journal);
    const name = basename(files.workbook);
    const opened = combine(workbook, journal?.records ?? [], makeKey, name);
    const register = createRegister(opened.mapping, options);
    return new MappingSession(files, io, lock, opened, register, journal?.unusableLines ?? 0);
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
  private readonly appended: JournalRecord[] = [];
  private current: Mapping | undefined;
  /** True once outputs may depend on what the journal holds. */
  private hasCommitted = false;
  private isClosed = false;

  constructor(
    /** The workbook, all links resolved, and the files beside it. */
    readonly files: MappingFiles,
    private readonly io: WorkbookIo,
    private readonly lock: WorkbookLock,
    private readonly opened: OpenedMapping,
    readonly register: PatientRegister,
    /** Lines of a left-over journal that could not be used; one is normal after a crash. */
    readonly unusableJournalLines: number,
  ) {}

  /** With everything committed so far. */
  get mapping(): Mapping {
    this.current ??= withCommitted(this.opened.mapping, this.appended);
    return this.current;
  }

  /** True if no run has used the project key before. */
  get isNew(): boolean {
    return this.opened.isNew;
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
    const runs = this.opened.mapping.runs
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
      await this.append(this.journal, [...this.projectRecord(), { type: 'run-started', run }]);
    });
  }

  /** Makes new patients and studies durable. Only when this has returned may an output bear their pseudonyms. */
  async commitPatients(patients: readonly PatientRecord[], studies: readonly StudyRecord[]): Promise<void> {
    const { journal, runId } = this.running();
    if (patients.length + studies.length === 0) return;
    this.hasCommitted = true;
    const records: JournalRecord[] = [
      ...patients.map((patient) => ({ type: 'patient', runId, patient }) as const),
      ...studies.map((study) => ({ type: 'study', runId, study }) as const),
    ];
    await this.explained(() => this.append(journal, records));
    this.current = undefined;
  }

  /** Notes how far the run is, without waiting for the disk: counts since its beginning, by anonymised ID. */
  async reportProgress(counts: RunCounts): Promise<void> {
    const { journal, runId } = this.running();
    this.hasCommitted = true;
    const records = listCounts(counts).map((each) => ({ type: 'progress', runId, counts: each }) as const);
    await this.explained(() => journal.append(records, false));
  }

  /**
   * Ends the run: notes its end in the journal, writes the workbook, removes the journal and gives the lock back.
   * When the workbook had to be saved beside itself the journal stays, and the next run folds it in. `counts` are
   * those of this run alone. If this throws, nothing is lost either: the journal holds the whole run.
   */
  async finish(run: RunRecord, counts: RunCounts, studies: readonly StudyRecord[]): Promise<SaveResult> {
    try {
      const { journal, runId } = this.running();
      const records: JournalRecord[] = [
        ...studies.map((study) => ({ type: 'study', runId, study }) as const),
        { type: 'run-ended', run, counts: listCounts(counts) },
      ];
      await this.explained(() => this.append(journal, records));
      const result = await this.explained(() => this.save());
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

  private async save(): Promise<SaveResult> {
    const records = [...this.opened.records, ...this.appended];
    const saved = await saveMapping(this.files.workbook, this.io, this.opened, records);
    this.current = saved.mapping;
    return saved.result;
  }

  private async append(journal: JournalWriter, records: readonly JournalRecord[]): Promise<void> {
    await journal.append(records, true);
    for (const record of records) this.appended.push(record);
  }

  /** The first record of a journal; one that is left over may have it already. */
  private projectRecord(): readonly JournalRecord[] {
    if (this.opened.records.some((record) => record.type === 'project')) return [];
    const workbook = this.opened.fingerprint === undefined ? 'new' : 'existing';
    return [{ type: 'project', key: Buffer.from(this.opened.base.key).toString('hex'), workbook }];
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

async function explained<T>(workbook: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explainFileError(error, workbook);
  }
}

/** Not the Buffer itself: sent to another thread it would take the whole pool with it that it is part of. */
function makeKey(): Uint8Array {
  return new Uint8Array(randomBytes(KEY_LENGTH));
}

function listCounts(counts: RunCounts): readonly PatientCounts[] {
  return [...counts].map(([anonymisedId, count]) => ({ ...count, anonymisedId }));
}

/** Without the run itself, which is not over. */
function withCommitted(mapping: Mapping, records: readonly JournalRecord[]): Mapping {
  const patients = records.flatMap((record) => (record.type === 'patient' ? [record.patient] : []));
  const studies = records.flatMap((record) => (record.type === 'study' ? [record.study] : []));
  return {
    ...mapping,
    patients: addPatients(mapping.patients, patients),
    studies: addStudies(mapping.studies, studies),
  };
}

function lockLost(name: string): UserError {
  return new UserError(
    'workbook-lock-lost',
    `Another run has taken over the mapping workbook "${name}" while this one stood still.`,
    'Wait until the other run has finished, then start this one again. What it has written is kept.',
  );
}
