import type { Survey } from '../../core/run/survey';
import type { FolderPair, Problem, SurveyState } from '../../panel/panel-state';
import type { Engine } from './engine';
import { SourceSurvey } from './source-survey';

/** Who hears of the survey. */
export interface SurveyListener {
  /** There is something else to show. */
  readonly changed: () => void;
  readonly done: (surveys: readonly Survey[]) => void;
  /** Says how a failure is told. */
  readonly explain: (error: unknown) => Problem;
}

/** The look at the folders that are chosen now, and what it found. */
export class LatestSurvey {
  private current: SourceSurvey | undefined;
  private finished: readonly Survey[] = [];
  private problem: Problem | undefined;
  /** A run has used it: what it says of each file is the past. */
  private isUsed = false;

  constructor(
    private readonly engine: Engine,
    private readonly listener: SurveyListener,
  ) {}

  /** A survey of each source, as soon as all are done; [] until then. */
  get surveys(): readonly Survey[] {
    return this.finished;
  }

  get state(): SurveyState {
    if (this.problem) return { kind: 'refused', problem: this.problem };
    if (!this.current) return { kind: 'none' };
    return { kind: this.current.isDone ? 'done' : 'counting', counts: this.current.counts() };
  }

  /** The survey if a run can start from it; undefined if there has to be another one. */
  get fresh(): SourceSurvey | undefined {
    return this.isUsed || this.problem ? undefined : this.current;
  }

  /** Forgets the survey before and looks at these folders. */
  start(pairs: readonly FolderPair[], workers: number): SourceSurvey {
    this.cancel();
    this.isUsed = false;
    this.problem = undefined;
    this.finished = [];
    const [sources, destinations] = [
      pairs.map(({ source }) => source),
      pairs.map(({ destination }) => destination),
    ];
    const survey = new SourceSurvey(this.engine, sources, destinations, workers, this.listener.changed);
    this.current = survey;
    survey.done.then(
      (surveys) => this.current === survey && surveys && this.take(surveys),
      (error: unknown) => this.current === survey && this.refuse(error),
    );
    return survey;
  }

  /** A run takes it. */
  use(): void {
    this.isUsed = true;
  }

  /** Stops it within a moment. */
  cancel(): void {
    this.current?.cancel();
  }

  private take(surveys: readonly Survey[]): void {
    this.finished = surveys;
    this.listener.done(surveys);
    this.listener.changed();
  }

  private refuse(error: unknown): void {
    this.problem = this.listener.explain(error);
    this.listener.changed();
  }
}
