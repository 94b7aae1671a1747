import { RISK_NAMES, type RiskDecision, type RiskName } from '../core/policy/risk-decisions';
import type { ReasonCode } from '../core/record/outcome';
import type { SwitchId } from '../core/policy/policy';
import type { FateKind } from '../core/policy/policy-summary';

/** Why something can't be done, in words for people. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** What may call for a look before files are handed on. */
export const RISKS = RISK_NAMES;
export type Risk = RiskName;

/** What lies in the source, as far as it was counted. */
export interface Counts {
  readonly found: number;
  /** Files that are anonymised. */
  readonly dicom: number;
  readonly skipped: number;
  readonly failed: number;
  readonly patients: number;
  readonly studies: number;
  readonly series: number;
  /** Bytes of the DICOM files. */
  readonly bytes: number;
  /** Files by modality. */
  readonly modalities: Readonly<Record<string, number>>;
  /** Files by risk. */
  readonly risks: Readonly<Record<Risk, number>>;
}

export type SurveyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'counting' | 'done'; readonly counts: Counts }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Files of which no copy is written because of their risks. */
export interface DecidedFiles {
  readonly heldBack: number;
  readonly refused: number;
}

/** A folder to read, the folder for its copies, and what speaks against them. */
export interface FolderPair {
  readonly source: string;
  readonly destination: string;
  readonly problem: Problem | null;
}

/** How far the writing is. */
export interface Progress {
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly seconds: number;
  /** Anonymised ID of a patient whose files are being written, '' before the first. */
  readonly patient: string;
}

/** The numbers of a run: found = written + unchanged + skipped + failed. */
export interface RunNumbers {
  readonly found: number;
  readonly written: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
}

/** What the search of the copies found, in numbers. */
export interface SearchNumbers {
  /** Copies that were searched, and those in which something was found. */
  readonly files: number;
  readonly filesWithFindings: number;
  readonly findingCount: number;
  /** Findings beyond doubt, outside encapsulated documents. */
  readonly unexpected: number;
}

export type EndKind = 'done' | 'cancelled' | 'stopped';

/** A run that came to an end. */
export interface RunEnd extends RunNumbers {
  readonly end: EndKind;
  /** Why it stopped, null when it did not. */
  readonly problem: Problem | null;
  readonly patients: number;
  readonly studies: number;
  readonly series: number;
  readonly seconds: number;
  readonly reasons: Readonly<Partial<Record<ReasonCode, number>>>;
  /** Copies of files with each risk. */
  readonly risks: Readonly<Record<Risk, number>>;
  /** Where the mapping was saved, '' when there was nothing to anonymise. */
  readonly workbook: string;
  /** The workbook could not be saved in its place. */
  readonly workbookBeside: boolean;
  /** The report file, '' for none. */
  readonly report: string;
  /** The policy and what of it was turned, in a line. */
  readonly policy: string;
  /** What the search of the copies found; null when they were not searched. */
  readonly search: SearchNumbers | null;
  /** The same in lines of words; [] when they were not searched, or there are none. */
  readonly audit: readonly string[];
  /** The output lies in the workspace already. */
  readonly inWorkspace: boolean;
}

/** The last run of the workbook, found there when the window was opened again. */
export interface EarlierRun extends RunNumbers {
  readonly end: EndKind | 'interrupted';
  /** ISO 8601. */
  readonly started: string;
}

export type RunState =
  | { readonly kind: 'idle' }
  /** Started; the survey still counts. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly progress: Progress; readonly cancelling: boolean }
  | { readonly kind: 'ended'; readonly result: RunEnd }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'earlier'; readonly run: EarlierRun };

/** Everything that the panel shows and that changes. */
export interface PanelState {
  readonly folders: readonly FolderPair[];
  readonly survey: SurveyState;
  /** The policies to choose from, and the id of the one that is chosen. */
  readonly policies: readonly PolicyEntry[];
  readonly policy: string;
  /** The serial of the policy's table: with another one the page asks for the table again. */
  readonly policySerial: number;
  /** Switches of the policy that are on. */
  readonly on: readonly SwitchId[];
  /** What becomes of files with each risk. */
  readonly risks: Readonly<Record<Risk, RiskDecision>>;
  /** Files of the source that are not written because of that, once all are counted. */
  readonly decided: DecidedFiles;
  readonly keepNames: boolean;
  readonly workbook: string;
  /** Where the report goes, '' when none is written. */
  readonly report: string;
  /** Changes when there are other examples to ask for; 0 when there are none. */
  readonly examples: number;
  readonly run: RunState;
}

/** What a rule makes of the attributes of a line. */
export interface LineFate {
  /** It holds while this switch is on; null: always. */
  readonly switch: SwitchId | null;
  /** 'none' for a name that is no attribute. */
  readonly kind: FateKind | 'none';
  readonly text: string;
  readonly note: string;
  /** The row of the standard that it comes from, '' for none. */
  readonly source: string;
}

/** A line of the policy table. */
export interface PolicyLine {
  /** By which examples are found. */
  readonly keys: readonly string[];
  readonly heading: string;
  readonly name: string;
  readonly tag: string;
  /** What may become of the attribute: the first whose switch is on decides. The last one always holds. */
  readonly fates: readonly LineFate[];
}

/** A part of the policy that can be turned on and off. */
export interface PolicySwitch {
  readonly id: SwitchId;
  readonly title: string;
  readonly description: string;
  readonly onByDefault: boolean;
  /** Switches that go off when it is turned on. */
  readonly excludes: readonly SwitchId[];
}

/** The policy as the panel shows it. */
export interface PolicyTable {
  /** Another number for another policy. */
  readonly serial: number;
  readonly title: string;
  readonly description: string;
  /** Edition of the standard that it follows, '' for none. */
  readonly edition: string;
  readonly lines: readonly PolicyLine[];
  readonly switches: readonly PolicySwitch[];
}

/** A policy that can be chosen. */
export interface PolicyEntry {
  /** The name of a built-in policy, or the path of a policy file below the workspace. */
  readonly id: string;
  readonly title: string;
  readonly isFile: boolean;
}

/** What a line of the policy does to a value of the source. */
export interface Example {
  readonly key: string;
  /** Null: hidden until the user asks for it. */
  readonly before: string | null;
  readonly fate: 'text' | 'empty' | 'removed';
  /** Null: hidden, because it tells something of the original. '' unless `fate` is 'text'. */
  readonly after: string | null;
}

/** One file with the reason for what became of it. */
export interface FileLine {
  /** Path below the source. */
  readonly path: string;
  readonly detail: string;
}

/** What can be done with a result. */
export const RESULT_ACTIONS = [
  'showReport',
  'revealOutput',
  'openWorkbook',
  'openReport',
  'audit',
  'exportEvidence',
  'compare',
  'addToWorkspace',
] as const;
export type ResultAction = (typeof RESULT_ACTIONS)[number];
