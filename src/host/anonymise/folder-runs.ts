import type { RunRecordOfFiles } from '../../core/run/anonymise-folder';
import type { Survey } from '../../core/run/survey';
import type { Problem, Progress } from '../../panel/panel-state';
import type { Engine, RunChoices } from './engine';
import { sumProgress } from './totals';

/** Folders to write the copies of, one after the other. */
export interface FoldersJob {
  readonly engine: Engine;
  readonly choices: RunChoices;
  readonly surveys: readonly Survey[];
  /** One for each survey. */
  readonly destinations: readonly string[];
  /** The report file of each, undefined for none. */
  readonly reports: readonly string[] | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Puts an error into words. */
  readonly explain: (error: unknown) => Problem;
}

/** What was done before all folders were, or something came in between. */
export interface FoldersEnd {
  readonly records: readonly RunRecordOfFiles[];
  readonly problem: Problem | undefined;
  readonly seconds: number;
}

/**
 * Writes the copies of all folders, until one does not come to its end.
 * @throws what the engine throws for the first folder: then nothing was written
 */
export async function writeFolders(job: FoldersJob): Promise<FoldersEnd> {
  const { surveys, reports, engine } = job;
  const records: RunRecordOfFiles[] = [];
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  for (const index of surveys.keys()) {
    try {
      const record = await writeFolder(job, index, seconds());
      records.push(record);
      if (reports) await engine.writeReport(reports[index]!, record);
      if (record.summary.state !== 'done') break;
    } catch (error) {
      if (records.length === 0) throw error;
      return { records, problem: job.explain(error), seconds: seconds() };
    }
  }
  return { records, problem: undefined, seconds: seconds() };
}

function writeFolder(job: FoldersJob, index: number, secondsBefore: number): Promise<RunRecordOfFiles> {
  const { engine, choices, surveys, destinations, signal, onProgress } = job;
  const totals = surveys.map((survey) => survey.totals);
  return engine.anonymise({
    ...choices,
    survey: surveys[index]!,
    destination: destinations[index]!,
    signal,
    onProgress: (progress) =>
      onProgress(sumProgress(totals.slice(0, index), progress, totals, secondsBefore)),
  });
}
