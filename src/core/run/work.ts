import type { LeakFinding } from '../audit/finding';
import type { IdentityKind } from '../mapping/model';
import type { PolicyChoice } from '../policy/policy';
import type { RiskName } from '../policy/risk-decisions';
import type { Marks, PatientPseudonym } from '../splice/patient';
import type { SurveyedSeries } from './series-traits';

/** Properties of a file that a reader of the survey should know about, as bits of 16. */
export const RISK: Readonly<Record<RiskName, number>> = {
  burnedIn: 1,
  encapsulatedDocument: 2,
  structuredReport: 4,
  noPatientId: 8,
  privateAttributes: 16,
  face: 32,
  ageOver89: 64,
  rareDemographics: 128,
  freeText: 256,
  smallCohort: 512,
};

/** Files of one folder that a worker looks at in one go. */
export interface SurveyBatch {
  /** Absolute path. */
  readonly folder: string;
  readonly names: readonly string[];
  /** Absolute path of the top-level folder above them. */
  readonly topFolder: string;
}

/** What a worker found, by position in the batch. */
export interface SurveyResult {
  /** Bytes; 0 for files that could not be opened. */
  readonly sizes: Float64Array;
  /** Outcome bytes of files that need no further work, PENDING for the others. */
  readonly outcomes: Uint8Array;
  /** Bits of RISK. */
  readonly risks: Uint16Array;
  /** Index into `series`, -1 for files with an outcome. */
  readonly seriesOf: Int32Array;
  readonly series: readonly SurveyedSeries[];
  /** What is wrong with failed files: position and message without patient data. */
  readonly details: readonly (readonly [number, string])[];
}

/** What all batches of a run have in common. */
export interface RewriteSettings {
  readonly key: Uint8Array;
  readonly choice: PolicyChoice;
  readonly marks: Marks;
  /** Whether every copy is searched for what its original tells of the patient. */
  readonly audit: boolean;
  /** Names the temporary files of this run. */
  readonly runId: string;
  /** Outputs older than this (ms since 1970) were counted by an earlier run; undefined: all were. */
  readonly countSince?: number;
}

/** A patient as a worker needs it: to recognise and to replace. */
export interface BatchPatient extends PatientPseudonym {
  readonly kind: IdentityKind;
  /** Text by which the patient was recognised in the survey; a file that now says another one has changed. */
  readonly identity: string;
}

/** Files of one folder that a worker writes copies of. */
export interface RewriteBatch {
  readonly folder: string;
  readonly names: readonly string[];
  readonly topFolder: string;
  /** Bytes. */
  readonly sizes: Float64Array;
  /** Absolute path of the folder for the copies; it exists. */
  readonly target: string;
  readonly targetNames: readonly string[];
  /** Path of that folder below the destination, `/` between names; undefined where names are kept on purpose. */
  readonly path?: string;
  /** The run made the target folder itself: nothing can be in it that the plan does not know. */
  readonly fresh: boolean;
  readonly patients: readonly BatchPatient[];
  /** Index into `patients`. */
  readonly patientOf: Int32Array;
}

export interface RewriteResult {
  readonly outcomes: Uint8Array;
  /** Written, or unchanged but never counted before: 1. */
  readonly counted: Uint8Array;
  readonly details: readonly (readonly [number, string])[];
  /** Copies that were written under another name than planned: position and name. */
  readonly renamed: readonly (readonly [number, string])[];
  /** What is likely left of patients in copies: position and finding. */
  readonly leaks: readonly (readonly [number, LeakFinding])[];
  /** Positions of copies that hold documents, whose text is still to be searched. */
  readonly documents: readonly number[];
  /** The destination is full or can't be written: the run must stop. */
  readonly stop?: { readonly code: string };
}

/** How far the workers are, since the pool was made. */
export interface WorkProgress {
  readonly files: number;
  readonly bytes: number;
}

/** Runs batches in parallel; the folder run hands out work through it and knows nothing of threads. */
export interface Workers {
  /** How many batches may be under way at once: enough to keep every worker busy, no more. */
  readonly capacity: number;
  survey(batch: SurveyBatch): Promise<SurveyResult>;
  /** To be called before the first rewrite. */
  configure(settings: RewriteSettings): void;
  rewrite(batch: RewriteBatch): Promise<RewriteResult>;
  progress(): WorkProgress;
  /** Makes batches under way end early, their remaining files cancelled. */
  cancel(): void;
  close(): Promise<void>;
}
