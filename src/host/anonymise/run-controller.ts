import { UserError } from '../../core/errors';
import { choiceText } from '../../core/policy/choice-text';
import { decideOnRisk, type PolicyChoice, type SwitchId, turnSwitch } from '../../core/policy/policy';
import { decisionsOf, type RiskDecision } from '../../core/policy/risk-decisions';
import type { LoadedPolicy } from '../../core/run/load-policy';
import { RiskJudge } from '../../core/run/risk-decisions';
import type { Survey } from '../../core/run/survey';
import type {
  Example,
  FolderPair,
  PanelState,
  Problem,
  Risk,
  RunEnd,
  RunState,
} from '../../panel/panel-state';
import type { Engine, RunChoices } from './engine';
import { ExampleBook } from './example-book';
import {
  changesWhatIsExcluded,
  outermost,
  placeAgain,
  placePairs,
  problemOf,
  proposePairs,
} from './folder-pairs';
import { writeFolders } from './folder-runs';
import { LatestSurvey } from './latest-survey';
import { reportFile } from './report-file';
import {
  changedPolicy,
  choicesOf,
  policyPart,
  type RunChanges,
  usablePolicy,
  withDecisions,
} from './run-choices';
import { NO_RESULT, RunResult } from './run-result';
import type { Settings } from './settings';
import type { SourceSurvey } from './source-survey';

/** What the controller can't know without the editor. */
export interface ControllerHost {
  readonly settings: () => Settings;
  readonly isInWorkspace: (folder: string) => boolean;
  /** Takes faults of the program. */
  readonly report: (error: unknown) => void;
}

/** What the panel shows, but for the policies to choose from, which the editor knows. */
export type ControllerState = Omit<PanelState, 'policies' | 'policy'>;

/** How a run that was started ended. */
export type RunOutcome = Extract<RunState, { kind: 'ended' | 'refused' }>;

const NOTHING_DECIDED = { heldBack: 0, refused: 0 };

const NOTHING_CHOSEN = new UserError(
  'no-source',
  'No source folder is chosen.',
  'Choose the folder with the DICOM files.',
);
const CANCELLED = new UserError(
  'cancelled',
  'Cancelled before anything was written.',
  'Start again when you are ready.',
);
const INTERNAL: Problem = {
  code: 'internal',
  message: 'Something went wrong inside DicomAnon.',
  remedy: 'See the DicomAnon output channel. Every file in the destination is whole; run again to go on.',
};

/**
 * The one run there is, from the choice of folders to the result. It lives as long as the window, whether a panel shows
 * it or not, and knows nothing of the editor.
 */
export class RunController {
  private pairs: readonly FolderPair[] = [];
  private choices: RunChoices;
  private withReport: boolean;
  private loaded: LoadedPolicy;
  private serial = 0;
  private readonly survey: LatestSurvey;
  private decided = NOTHING_DECIDED;
  private runState: RunState = { kind: 'idle' };
  private runResult = NO_RESULT;
  private ran: RunChoices | undefined;
  private abort: AbortController | undefined;
  private running: Promise<RunOutcome> | undefined;
  private readonly exampleBook: ExampleBook;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly engine: Engine,
    private readonly host: ControllerHost,
  ) {
    const settings = host.settings();
    const { report, ...choices } = choicesOf(settings, settings.policy);
    this.choices = choices;
    this.loaded = settings.policy;
    this.withReport = report;
    this.exampleBook = new ExampleBook(engine);
    this.survey = new LatestSurvey(engine, {
      changed: () => this.changed(),
      done: (surveys) => this.takeSurveys(surveys),
      explain: (error) => this.explain(error),
    });
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  get policy(): PolicyChoice {
    return this.choices.policy;
  }

  /** What the run would be started with now. */
  get runChoices(): RunChoices {
    return this.choices;
  }

  /** What the last run was started with, whatever was chosen since; undefined before the first one. */
  get ranWith(): RunChoices | undefined {
    return this.ran;
  }

  get sources(): readonly string[] {
    return this.pairs.map(({ source }) => source);
  }

  /** The file that the policy comes from; undefined for a built-in one. */
  get policyFile(): string | undefined {
    return this.loaded.file;
  }

  /** Changes whenever the policy is another one; its switches make no difference. */
  get policySerial(): number {
    return this.serial;
  }

  /** What was chosen for this run, to be chosen again for other folders. */
  get chosen(): RunChanges {
    const { policy: choice, keepNames, searchCopies, workbook, workers } = this.choices;
    const policy = { ...this.loaded, choice };
    return { policy, keepNames, searchCopies, workbook, workers, report: this.withReport };
  }

  get destinations(): readonly string[] {
    return this.pairs.map(({ destination }) => destination);
  }

  /** The folder whose copies go to this destination. */
  sourceOf(destination: string): string | undefined {
    return this.pairs.find((pair) => pair.destination === destination)?.source;
  }

  /** Calls `listener` after each change; the function returned ends that. */
  onDidChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Everything there is to show. */
  get state(): ControllerState {
    return {
      folders: this.pairs,
      survey: this.survey.state,
      policySerial: this.serial,
      on: this.choices.policy.on,
      risks: decisionsOf(this.choices.policy.policy.risks),
      decided: this.decided,
      keepNames: this.choices.keepNames,
      workbook: this.choices.workbook,
      report: this.withReport ? reportFile(this.choices.workbook, 0) : '',
      examples: this.exampleBook.edition,
      run: this.runState,
    };
  }

  /**
   * Chooses what to anonymise, with the settings of now and `changes`, and starts to look at it. Not while a run lasts.
   * @throws UserError when the policy of the settings can't be used, or has no such switch
   */
  chooseSources(sources: readonly string[], changes: RunChanges = {}): void {
    if (this.isRunning) return;
    const settings = this.host.settings();
    const { destination, policy: named, switches, risks, ...others } = changes;
    const loaded = named ?? usablePolicy(settings);
    const policy = withDecisions(changedPolicy(loaded, switches), risks);
    const { report, ...choices } = { ...choicesOf(settings, loaded), ...others, policy };
    this.take(loaded, choices);
    this.withReport = report;
    const folders = outermost(sources);
    this.pairs =
      destination === undefined
        ? proposePairs(folders, settings.destinationRule)
        : placePairs(folders, destination);
    this.runState = { kind: 'idle' };
    this.runResult = NO_RESULT;
    this.look();
  }

  /** Chooses another folder for the copies. */
  chooseDestination(folder: string): void {
    if (this.isRunning) return;
    const before = this.pairs;
    this.pairs = placePairs(
      this.pairs.map(({ source }) => source),
      folder,
    );
    if (changesWhatIsExcluded(before, this.pairs)) this.look();
    this.changed();
  }

  /** Sets parts of the policy and other choices of this run. */
  choose(changes: Pick<RunChanges, 'keepNames' | 'report' | 'workbook'>): void {
    if (this.isRunning) return;
    const { report = this.withReport, ...others } = changes;
    this.choices = { ...this.choices, ...others };
    this.withReport = report;
    this.refreshExamples();
  }

  /** Takes a policy that has changed since it was chosen. Not while a run lasts. */
  usePolicy(loaded: LoadedPolicy): void {
    if (this.isRunning) return;
    const { keepNames, searchCopies, workbook, workers } = this.choices;
    const { prefix } = this.host.settings();
    this.take(loaded, { ...policyPart(loaded, prefix), keepNames, searchCopies, workbook, workers });
    this.refreshExamples();
  }

  /** Turns a part of the policy on or off; what the policy has no switch for is passed over. */
  setSwitch(id: SwitchId, on: boolean): void {
    if (this.isRunning) return;
    this.choices = { ...this.choices, policy: turnSwitch(this.choices.policy, id, on) };
    this.refreshExamples();
  }

  /** Decides what becomes of files with a risk. */
  setRisk(risk: Risk, decision: RiskDecision): void {
    if (this.isRunning) return;
    this.choices = { ...this.choices, policy: decideOnRisk(this.choices.policy, risk, decision) };
    this.countDecided();
    this.changed();
  }

  /** Starts the run, or joins the one that goes on. Never rejects. */
  start(): Promise<RunOutcome> {
    this.running ??= this.carryOut().finally(() => {
      this.running = this.abort = undefined;
      this.changed();
    });
    return this.running;
  }

  /** Ends the run within a second; what is written stays. */
  cancel(): void {
    this.abort?.abort();
    if (this.runState.kind === 'running') this.setRun({ ...this.runState, cancelling: true });
  }

  /** What the policy does to values of the source; values of patients only when `revealed`. */
  async examples(revealed: boolean): Promise<readonly Example[]> {
    return this.exampleBook.read(this.choices, revealed);
  }

  /** What the last run did. */
  get result(): RunResult {
    return this.runResult;
  }

  /** After a reload: shows what the workbook says of the last run, and chooses its folders again. */
  async recall(): Promise<void> {
    const last = await this.engine.lastRun(this.choices.workbook).catch(() => undefined);
    if (!last || this.pairs.length > 0 || this.isRunning) return;
    const { source, destination, found, written, unchanged, skipped, failed, state: end, started } = last;
    try {
      this.chooseSources([source], { destination });
    } catch (error) {
      if (error instanceof UserError) return; // the policy can't be used: said when a folder is chosen
      throw error;
    }
    this.setRun({ kind: 'earlier', run: { found, written, unchanged, skipped, failed, end, started } });
  }

  /** Stops everything; resolves when nothing is under way any more. */
  async dispose(): Promise<void> {
    this.listeners.clear();
    this.survey.cancel();
    this.cancel();
    await this.running;
  }

  private take(loaded: LoadedPolicy, choices: RunChoices): void {
    if (choices.policy.policy !== this.choices.policy.policy) this.serial++;
    this.loaded = loaded;
    this.choices = choices;
    this.countDecided();
  }

  private countDecided(): void {
    const judge = new RiskJudge(this.choices.policy.policy.risks);
    const folders = this.survey.surveys.flatMap(({ ledger }) => ledger.folders);
    this.decided = judge.count(folders.map(({ risks }) => risks));
  }

  private look(): SourceSurvey {
    this.decided = NOTHING_DECIDED;
    this.exampleBook.clear();
    const survey = this.survey.start(this.pairs, this.choices.workers);
    this.changed();
    return survey;
  }

  private takeSurveys(surveys: readonly Survey[]): void {
    this.countDecided();
    this.exampleBook.take(surveys);
  }

  private refreshExamples(): void {
    this.exampleBook.renew();
    this.changed();
  }

  private async carryOut(): Promise<RunOutcome> {
    const { signal } = (this.abort = new AbortController());
    this.runResult = NO_RESULT;
    this.setRun({ kind: 'waiting' });
    try {
      this.refuseProblems();
      const surveys = await this.freshSurveys(signal);
      this.survey.use();
      return this.end({ kind: 'ended', result: await this.writeAll(surveys, signal) });
    } catch (error) {
      return this.end({ kind: 'refused', problem: this.explain(error) });
    }
  }

  private end(outcome: RunOutcome): RunOutcome {
    this.setRun(outcome);
    return outcome;
  }

  private refuseProblems(): void {
    if (this.pairs.length === 0) throw NOTHING_CHOSEN;
    this.pairs = placeAgain(this.pairs);
    const problem = this.pairs.find((pair) => pair.problem)?.problem;
    if (problem) throw new UserError(problem.code, problem.message, problem.remedy);
    if (this.withReport) for (const file of this.reportFiles()) this.engine.checkReport(file);
  }

  private async freshSurveys(signal: AbortSignal): Promise<readonly Survey[]> {
    const survey = this.survey.fresh ?? this.look();
    const surveys = await Promise.race([survey.done, aborted(signal)]);
    if (!surveys || signal.aborted) throw CANCELLED;
    return surveys;
  }

  private async writeAll(surveys: readonly Survey[], signal: AbortSignal): Promise<RunEnd> {
    const reports = this.withReport ? this.reportFiles() : undefined;
    this.ran = this.choices;
    const end = await writeFolders({
      engine: this.engine,
      choices: this.choices,
      surveys,
      destinations: this.destinations,
      reports,
      signal,
      onProgress: (progress) => this.setRun({ kind: 'running', progress, cancelling: signal.aborted }),
      explain: (error) => this.explain(error),
    });
    this.runResult = new RunResult(end);
    const inWorkspace = this.destinations.every((folder) => this.host.isInWorkspace(folder));
    return this.runResult.summarise({
      folders: surveys.length,
      reports,
      inWorkspace,
      policy: choiceText(this.choices.policy),
    });
  }

  private reportFiles(): readonly string[] {
    return this.pairs.map((_, index) => reportFile(this.choices.workbook, index));
  }

  private explain(error: unknown): Problem {
    const problem = problemOf(error);
    if (!problem) this.host.report(error);
    return problem ?? INTERNAL;
  }

  private setRun(run: RunState): void {
    this.runState = run;
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}
