import type { IdListFile } from '../../core/mapping/id-list-file';
import type { RunRecord } from '../../core/mapping/model';
import type { ExampleFile, ExampleValue } from '../../core/run/examples';
import type { RunRecordOfFiles } from '../../core/run/anonymise-folder';
import type { RewriteProgress } from '../../core/run/rewrite-folder';
import type { Survey, SurveyTotals } from '../../core/run/survey';
import type { PolicyChoice } from '../../core/policy/policy';

/** What is the same for every folder of a run. */
export interface RunChoices {
  readonly policy: PolicyChoice;
  readonly keepNames: boolean;
  /** Whether every copy is searched, while it is written, for what its original tells of the patient. */
  readonly searchCopies: boolean;
  /** Absolute path. */
  readonly workbook: string;
  /** How new patients are called. */
  readonly prefix: string;
  readonly digits?: number;
  /** Patients with fixed IDs. */
  readonly idList?: IdListFile;
  readonly workers: number;
}

export interface SurveyJob {
  readonly source: string;
  /** Folders that are not looked into. */
  readonly excluded: readonly string[];
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onProgress: (totals: () => SurveyTotals) => void;
}

export interface RunJob extends RunChoices {
  readonly survey: Survey;
  readonly destination: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RewriteProgress) => void;
}

/** What the run controller needs done. It is loaded with the first run. */
export interface Engine {
  survey(job: SurveyJob): Promise<Survey>;
  anonymise(job: RunJob): Promise<RunRecordOfFiles>;
  writeReport(file: string, run: RunRecordOfFiles): Promise<void>;
  /** @throws UserError when the file holds something else */
  checkReport(file: string): void;
  examples(files: readonly ExampleFile[], choices: RunChoices): Promise<readonly ExampleValue[]>;
  /** The last run that the workbook or its journal tells of. */
  lastRun(workbook: string): Promise<RunRecord | undefined>;
}
