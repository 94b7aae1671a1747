import type { Survey, SurveyTotals } from '../../core/run/survey';
import type { Counts } from '../../panel/panel-state';
import type { Engine } from './engine';
import { countPatients, sumCounts } from './totals';

/** The look at the source folders, one after the other. */
export class SourceSurvey {
  private readonly abort = new AbortController();
  private readonly totals: (() => SurveyTotals)[] = [];
  private finished: readonly Survey[] | undefined;
  /** Resolves with a survey of each source; undefined when it was cancelled. Rejects with UserError. */
  readonly done: Promise<readonly Survey[] | undefined>;

  constructor(
    private readonly engine: Engine,
    private readonly sources: readonly string[],
    private readonly destinations: readonly string[],
    private readonly workers: number,
    private readonly onChange: () => void,
  ) {
    this.done = this.run();
    // Whoever asks for the result hears of the failure; there may be nobody.
    this.done.catch(() => undefined);
  }

  /** What was counted so far. */
  counts(): Counts {
    const counts = sumCounts(this.totals.map((total) => total()));
    return this.finished ? { ...counts, patients: countPatients(this.finished) } : counts;
  }

  get isDone(): boolean {
    return this.finished !== undefined;
  }

  /** Stops within a moment. */
  cancel(): void {
    this.abort.abort();
  }

  private async run(): Promise<readonly Survey[] | undefined> {
    const surveys: Survey[] = [];
    for (const [index, source] of this.sources.entries()) {
      const survey = await this.engine.survey({
        source,
        excluded: this.destinations,
        workers: this.workers,
        signal: this.abort.signal,
        onProgress: (totals) => {
          this.totals[index] = totals;
          this.onChange();
        },
      });
      if (survey.cancelled) return undefined;
      this.totals[index] = () => survey.totals;
      surveys.push(survey);
    }
    this.finished = surveys;
    this.onChange();
    return surveys;
  }
}
