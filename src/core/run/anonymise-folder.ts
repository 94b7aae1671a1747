import { randomBytes } from 'node:crypto';
import { UserError } from '../errors';
import { sweepTemporaries } from '../io/sweep';
import { FixedIds, refuseConflicts } from '../mapping/fixed-ids';
import type { RunStart } from '../mapping/journal';
import type { RunRecord } from '../mapping/model';
import type { RegisterOptions } from '../mapping/register';
import { type CountsById, type MappingSession, openMapping } from '../mapping/session';
import type { SaveResult } from '../mapping/workbook-file';
import type { MappingIo } from '../mapping/mapping-io';
import { fateOfDates, keepsBirthDate, keepsUids } from '../policy/fates';
import type { RiskCounts } from '../policy/risk-decisions';
import { marksOf } from '../policy/marks';
import type { PolicyChoice } from '../policy/policy';
import { ProjectKey } from '../pseudonym/project-key';
import { KEPT_UIDS, UidMap, type UidMapping } from '../pseudonym/uid-map';
import { totalOutcomes, type Totals } from '../record/summary';
import { namePatients, newPatients, studyRecords } from './assign-patients';
import { breathing } from './event-loop';
import { checkOwnFile, checkPaths, type RunPaths } from './check-paths';
import { refuseForeignProject } from './foreign-project';
import type { NamedPatients } from './named-patients';
import { type DestinationTraits, prepareDestination } from './prepare-destination';
import { type DicomdirRenewal, renewDicomdirs } from './renew-dicomdirs';
import { FolderRewriter, type RewriteProgress } from './rewrite-folder';
import { type CopiedDocument, type DocumentFindings, NO_DOCUMENTS } from './copied-documents';
import type { RunAudit } from './run-leaks';
import { countRisksOfCopies, decideOnRisks } from './risk-decisions';
import type { Survey } from './survey';
import { TargetPaths } from './target-paths';
import type { Workers } from './work';

/** Goes into (0012,0063). Raised when the same policy would give other bytes than before. */
export const OUTPUT_VERSION = '1';

export interface AnonymiseOptions {
  /** Of the source that the survey was made of. */
  readonly destination: string;
  readonly policy: PolicyChoice;
  readonly keepNames: boolean;
  /** Whether every copy is searched, while it is written, for what its original tells of the patient; true unless false. */
  readonly audit?: boolean;
  /** The mapping workbook. */
  readonly workbook: string;
  readonly mappingIo: MappingIo;
  /** How new patients are called. */
  readonly naming?: RegisterOptions;
  /** Closed by the run when the copies are written: while the workbook is, which takes memory, they are of no use. */
  readonly workers: Workers;
  /** Searches the documents in copies. */
  readonly searchDocuments: (documents: readonly CopiedDocument[]) => Promise<DocumentFindings>;
  /** Version of the product, for the workbook's list of runs. */
  readonly version: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RewriteProgress) => void;
}

/** How a run ended and what it did. */
export interface RunSummary extends Totals {
  readonly state: 'done' | 'cancelled' | 'stopped';
  /** Why it stopped: the error code of the destination, or 'worker-failed'. */
  readonly stoppedBy?: string;
  readonly patients: number;
  readonly studies: number;
  readonly series: number;
  /** Bytes of the DICOM files found. */
  readonly bytes: number;
  readonly seconds: number;
  /** What the search of the copies found; undefined when they were not searched. */
  readonly audit?: RunAudit;
  /** Copies of files with each risk. */
  readonly risks: RiskCounts;
  /** Where the mapping was saved; undefined when there was nothing to anonymise, or it could not be saved. */
  readonly workbook?: SaveResult;
  /** Why the mapping could not be saved. Its journal holds all of it, and the next run saves it. */
  readonly workbookProblem?: UserError;
  readonly destination: string;
}

/** A finished run: its numbers, and what became of each file. */
export interface RunRecordOfFiles {
  readonly summary: RunSummary;
  readonly survey: Survey;
  readonly policy: PolicyChoice;
  /** Undefined when nothing was to be anonymised. */
  readonly paths?: TargetPaths;
}

/**
 * Writes the anonymised copies of a surveyed folder and the mapping. Pseudonyms are durable before the first copy bears
 * one; whatever happens, final names hold whole files only, and the next run goes on from there.
 * @throws UserError when the run is refused: then nothing was written
 */
export async function anonymiseFolder(survey: Survey, options: AnonymiseOptions): Promise<RunRecordOfFiles> {
  const started = new Date();
  if (survey.cancelled) throw new Error('a survey that was cancelled does not know all files');
  const place = checkPaths(survey.ledger.source, options.destination);
  checkOwnFile(place, options.workbook, 'mapping workbook');
  if (survey.patients.length === 0) return nothingToDo(survey, options.policy, place.destination, started);
  const session = await openMapping(options.workbook, options.mappingIo, options.naming);
  try {
    await refuseConflicts(
      new FixedIds(options.naming?.fixedIds ?? []),
      session,
      survey.patients,
      breathing(),
    );
    return await new FolderRun(survey, options, session, place, started).run();
  } finally {
    await session.abandon();
  }
}

async function nothingToDo(
  survey: Survey,
  policy: PolicyChoice,
  destination: string,
  started: Date,
): Promise<RunRecordOfFiles> {
  const totals = totalOutcomes(survey.ledger.folders.map(({ outcomes }) => outcomes));
  return {
    survey,
    policy,
    summary: { ...totals, ...(await numbersOf(survey, started)), state: 'done', destination },
  };
}

async function numbersOf(survey: Survey, started: Date) {
  const { patients, studies, series, bytes } = survey.totals;
  const seconds = (Date.now() - started.getTime()) / 1000;
  return { patients, studies, series, bytes, seconds, risks: await countRisksOfCopies(survey.ledger) };
}

/** One run, step by step. */
class FolderRun {
  private readonly runId = randomBytes(6).toString('hex');
  private readonly key: ProjectKey;
  private readonly uids: UidMapping;
  private traits!: DestinationTraits;
  /** Runs whose temporary files may still be there. */
  private unswept: RunStart[] = [];

  constructor(
    private readonly survey: Survey,
    private readonly options: AnonymiseOptions,
    private readonly session: MappingSession,
    private readonly place: RunPaths,
    private readonly started: Date,
  ) {
    this.key = new ProjectKey(session.key);
    this.uids = keepsUids(options.policy) ? KEPT_UIDS : new UidMap(this.key);
  }

  async run(): Promise<RunRecordOfFiles> {
    const { destination } = this.place;
    await refuseForeignProject(destination, this.key.fingerprint);
    await this.sweepAfter(this.session.recovered);
    await this.session.begin(this.runStart());
    this.traits = prepareDestination(destination, this.runId); // only now: a kill leaves temporaries of a known run
    await decideOnRisks(this.survey.ledger, this.options.policy.policy.risks);
    const patients = await namePatients(this.survey, this.session.register, this.key);
    const paths = await this.targetPaths(patients);
    await this.commit(patients, paths);
    const rewriter = this.rewriter(patients, paths);
    const end = await renewDicomdirs(this.dicomdirRenewal(patients, paths), await rewriter.run());
    await this.options.workers.close();
    const summary = await this.finish(rewriter, end);
    return { survey: this.survey, policy: this.options.policy, summary, paths };
  }

  /** Removes the temporary files that these runs left. */
  private async sweepAfter(runs: readonly RunStart[]): Promise<void> {
    this.unswept = [];
    for (const run of runs)
      if (!(await sweepTemporaries(run.destination, run.runId, breathing()))) this.unswept.push(run);
  }

  private get isAudited(): boolean {
    return this.options.audit ?? true;
  }

  private runStart(): RunStart {
    const { policy, version } = this.options;
    return {
      runId: this.runId,
      started: this.started.toISOString(),
      ...this.place,
      policy: policy.policy.name,
      version,
    };
  }

  private targetPaths(patients: NamedPatients): Promise<TargetPaths> {
    const { policy, keepNames } = this.options;
    return TargetPaths.plan(this.survey.ledger, patients, {
      keepNames,
      key: this.key,
      uids: this.uids,
      keepBirthDate: keepsBirthDate(policy),
      keepDates: fateOfDates(policy) === 'UNMODIFIED',
      traits: this.traits,
    });
  }

  private async commit(patients: NamedPatients, paths: TargetPaths): Promise<void> {
    const { session, survey, place, options } = this;
    const records = newPatients(patients, survey.ledger, paths, place.destination);
    const studies = studyRecords(patients, this.uids, fateOfDates(options.policy));
    await session.commitPatients(records, studies);
  }

  private rewriter(patients: NamedPatients, paths: TargetPaths): FolderRewriter {
    const { policy, workers, signal, onProgress } = this.options;
    const countSince = this.session.interruptedSince(this.place.destination);
    workers.configure({
      key: this.session.key,
      choice: policy,
      marks: marksOf(policy, OUTPUT_VERSION, this.key.fingerprint),
      audit: this.isAudited,
      runId: this.runId,
      ...(countSince === undefined ? {} : { countSince }),
    });
    return new FolderRewriter({
      survey: this.survey,
      patients,
      paths,
      destination: this.place.destination,
      keepNames: this.options.keepNames,
      ...(countSince === undefined ? {} : { countSince }),
      workers,
      ...(signal ? { signal } : {}),
      ...(onProgress ? { onProgress } : {}),
      onLastFiles: () => this.session.prepareToFinish(),
    });
  }

  private dicomdirRenewal(patients: NamedPatients, paths: TargetPaths): DicomdirRenewal {
    const { survey, place, key, uids, runId, options } = this;
    const { signal } = options;
    return {
      ledger: survey.ledger,
      patients,
      paths,
      destination: place.destination,
      key,
      uids,
      runId,
      ...(signal ? { signal } : {}),
    };
  }

  private async finish(
    rewriter: FolderRewriter,
    end: { readonly state: RunSummary['state']; readonly stoppedBy?: string },
  ): Promise<RunSummary> {
    const { survey, place } = this;
    const { reasons, ...numbers } = totalOutcomes(survey.ledger.folders.map(({ outcomes }) => outcomes));
    const crashed = reasons['worker-crashed'] === undefined ? [] : [this.runStart()];
    await this.sweepAfter([...this.unswept, ...crashed]);
    const record = { ...this.runStart(), ...numbers, state: end.state, ended: new Date().toISOString() };
    const saved = await this.save(record, await rewriter.countsByPatient());
    const audit = this.isAudited
      ? await rewriter.audit(numbers.written + numbers.unchanged, await this.searchDocuments(rewriter))
      : undefined;
    return {
      ...numbers,
      reasons,
      ...(await numbersOf(survey, this.started)),
      ...end,
      ...(audit ? { audit } : {}),
      ...saved,
      destination: place.destination,
    };
  }

  private async searchDocuments(rewriter: FolderRewriter): Promise<DocumentFindings> {
    const documents = await rewriter.documents();
    return documents.length === 0 ? NO_DOCUMENTS : this.options.searchDocuments(documents);
  }

  /** The copies are there, and the journal says whose they are: a workbook that can't be saved does not undo the run. */
  private async save(
    record: RunRecord,
    counts: CountsById,
  ): Promise<Pick<RunSummary, 'workbook' | 'workbookProblem'>> {
    try {
      return { workbook: await this.session.finish(record, counts) };
    } catch (error) {
      if (error instanceof UserError) return { workbookProblem: error };
      throw error;
    }
  }
}
