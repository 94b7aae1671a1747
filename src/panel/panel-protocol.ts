import type { SwitchId } from '../core/policy/policy';
import { byRisk, RISK_DECISIONS, type RiskDecision } from '../core/policy/risk-decisions';
import type { ReasonCode } from '../core/record/outcome';
import { REASONS } from '../core/record/reason-text';
import type { Contract } from '../rpc/contract';
import {
  isArrayOf,
  isBoolean,
  isCount,
  isNoArguments,
  isNothing,
  isOneOf,
  isRecordOf,
  isStringUpTo,
  type NoArguments,
} from '../rpc/guards';
import { isAmount, isEither, isExactly, isMapOf, isNullOr } from './panel-guards';
import {
  RESULT_ACTIONS,
  RISKS,
  type Counts,
  type DecidedFiles,
  type EarlierRun,
  type Example,
  type FileLine,
  type FolderPair,
  type LineFate,
  type PanelState,
  type PolicyEntry,
  type PolicyLine,
  type PolicySwitch,
  type PolicyTable,
  type Problem,
  type Progress,
  type ResultAction,
  type Risk,
  type RunEnd,
  type RunState,
  type SearchNumbers,
  type SurveyState,
} from './panel-state';

/** What the page needs once: the policy, the texts in the user's language, and the state to begin with. */
export interface Opening {
  readonly policy: PolicyTable;
  /** Translations by English text; {} for English. */
  readonly texts: Readonly<Record<string, string>>;
  readonly state: PanelState;
}

interface Question<Q, A> {
  readonly request: Q;
  readonly reply: A;
}
type Order<Q = NoArguments> = Question<Q, null>;

/** Requests of the page, answered by the extension. No path ever comes from the page. */
export interface PanelCalls {
  readonly open: Question<NoArguments, Opening>;
  readonly chooseSource: Order;
  readonly chooseDestination: Order;
  readonly chooseWorkbook: Order;
  readonly openSettings: Order;
  /** The table of the policy that is chosen now. */
  readonly policy: Question<NoArguments, PolicyTable>;
  /** Takes one of the policies that the state offers, by its id; answers with the one that is chosen then. */
  readonly choosePolicy: Question<{ readonly id: string }, { readonly policy: string }>;
  readonly newPolicy: Order;
  readonly editPolicy: Order;
  readonly setSwitch: Order<{ readonly id: SwitchId; readonly on: boolean }>;
  readonly setRisk: Order<{ readonly risk: Risk; readonly decision: RiskDecision }>;
  readonly setKeepNames: Order<{ readonly on: boolean }>;
  readonly setReport: Order<{ readonly on: boolean }>;
  readonly preview: Order;
  readonly start: Order;
  readonly cancel: Order;
  readonly examples: Question<{ readonly revealed: boolean }, readonly Example[]>;
  readonly files: Question<{ readonly reason: ReasonCode; readonly from: number }, readonly FileLine[]>;
  readonly openFile: Order<{ readonly reason: ReasonCode; readonly index: number }>;
  readonly act: Order<{ readonly action: ResultAction }>;
}

/** Requests of the extension, answered by the page. */
export interface PanelEvents {
  readonly state: Order<PanelState>;
}

/** At most so many files come with one reply. */
export const FILES_PER_PAGE = 100;
/** A value in an example is cut to this many characters. */
export const LONGEST_EXAMPLE = 200;

/** Windows takes paths of 32,767 characters. */
const LONGEST_PATH = 40_000;
const LONGEST_TEXT = 4000;
const LONGEST_NAME = 200;
const LONGEST_SWITCH = 64;
const MOST_SWITCHES = 200;
const MOST_FOLDERS = 1000;
const MOST_POLICIES = 1000;
const MOST_LINES = 5000;
const MOST_TEXTS = 10_000;

const isText = isStringUpTo(LONGEST_TEXT);
const isName = isStringUpTo(LONGEST_NAME);
const isPath = isStringUpTo(LONGEST_PATH);
/** Which switches there are, the policy says; whoever receives a name looks it up there. */
const isSwitch = isStringUpTo(LONGEST_SWITCH);
const isSwitchSet = isArrayOf(isSwitch, MOST_SWITCHES);
const isReason = isOneOf(Object.keys(REASONS) as ReasonCode[]);

const isProblem = isRecordOf<Problem>({ code: isName, message: isText, remedy: isText });

const isRisks = isRecordOf<Record<Risk, number>>(byRisk(() => isCount));

const isDecision = isOneOf(RISK_DECISIONS);
const isDecisions = isRecordOf<Record<Risk, RiskDecision>>(byRisk(() => isDecision));

const isCounts = isRecordOf<Counts>({
  found: isCount,
  dicom: isCount,
  skipped: isCount,
  failed: isCount,
  patients: isCount,
  studies: isCount,
  series: isCount,
  bytes: isAmount,
  modalities: isMapOf(isText, isCount, MOST_LINES),
  risks: isRisks,
});

const isSurvey = isEither<SurveyState>(
  isRecordOf<Extract<SurveyState, { kind: 'none' }>>({ kind: isExactly('none') }),
  isRecordOf<Extract<SurveyState, { kind: 'counting' | 'done' }>>({
    kind: isOneOf(['counting', 'done']),
    counts: isCounts,
  }),
  isRecordOf<Extract<SurveyState, { kind: 'refused' }>>({ kind: isExactly('refused'), problem: isProblem }),
);

const isFolderPair = isRecordOf<FolderPair>({
  source: isPath,
  destination: isPath,
  problem: isNullOr(isProblem),
});

const isProgress = isRecordOf<Progress>({
  files: isCount,
  totalFiles: isCount,
  bytes: isAmount,
  totalBytes: isAmount,
  seconds: isAmount,
  patient: isName,
});

const NUMBERS = { found: isCount, written: isCount, unchanged: isCount, skipped: isCount, failed: isCount };

const isRunEnd = isRecordOf<RunEnd>({
  ...NUMBERS,
  end: isOneOf(['done', 'cancelled', 'stopped']),
  problem: isNullOr(isProblem),
  patients: isCount,
  studies: isCount,
  series: isCount,
  seconds: isAmount,
  reasons: isMapOf(isReason, isCount, MOST_LINES),
  risks: isRisks,
  workbook: isPath,
  workbookBeside: isBoolean,
  report: isPath,
  policy: isText,
  audit: isArrayOf(isText, MOST_LINES),
  search: isNullOr(
    isRecordOf<SearchNumbers>({
      files: isCount,
      filesWithFindings: isCount,
      findingCount: isCount,
      unexpected: isCount,
    }),
  ),
  inWorkspace: isBoolean,
});

const isEarlierRun = isRecordOf<EarlierRun>({
  ...NUMBERS,
  end: isOneOf(['done', 'cancelled', 'stopped', 'interrupted']),
  started: isName,
});

type Run<K extends RunState['kind']> = Extract<RunState, { kind: K }>;

const isRun = isEither<RunState>(
  isRecordOf<Run<'idle'>>({ kind: isExactly('idle') }),
  isRecordOf<Run<'waiting'>>({ kind: isExactly('waiting') }),
  isRecordOf<Run<'running'>>({ kind: isExactly('running'), progress: isProgress, cancelling: isBoolean }),
  isRecordOf<Run<'ended'>>({ kind: isExactly('ended'), result: isRunEnd }),
  isRecordOf<Run<'refused'>>({ kind: isExactly('refused'), problem: isProblem }),
  isRecordOf<Run<'earlier'>>({ kind: isExactly('earlier'), run: isEarlierRun }),
);

/** Accepts a whole state of the panel. */
export const isPanelState = isRecordOf<PanelState>({
  folders: isArrayOf(isFolderPair, MOST_FOLDERS),
  survey: isSurvey,
  policies: isArrayOf(
    isRecordOf<PolicyEntry>({ id: isPath, title: isPath, isFile: isBoolean }),
    MOST_POLICIES,
  ),
  policy: isPath,
  policySerial: isCount,
  on: isSwitchSet,
  risks: isDecisions,
  decided: isRecordOf<DecidedFiles>({ heldBack: isCount, refused: isCount }),
  keepNames: isBoolean,
  workbook: isPath,
  report: isPath,
  examples: isCount,
  run: isRun,
});

const isFate = isRecordOf<LineFate>({
  switch: isNullOr(isSwitch),
  kind: isOneOf(['removed', 'emptied', 'replaced', 'cleaned', 'kept', 'none']),
  text: isText,
  note: isText,
  source: isText,
});

const isPolicyTable = isRecordOf<PolicyTable>({
  serial: isCount,
  title: isText,
  description: isText,
  edition: isName,
  lines: isArrayOf(
    isRecordOf<PolicyLine>({
      keys: isArrayOf(isText, MOST_LINES),
      heading: isText,
      name: isText,
      tag: isName,
      fates: isArrayOf(isFate, MOST_LINES),
    }),
    MOST_LINES,
  ),
  switches: isArrayOf(
    isRecordOf<PolicySwitch>({
      id: isSwitch,
      title: isName,
      description: isText,
      onByDefault: isBoolean,
      excludes: isSwitchSet,
    }),
    MOST_SWITCHES,
  ),
});

const isExampleText = isNullOr(isStringUpTo(LONGEST_EXAMPLE + 1));
const isExample = isRecordOf<Example>({
  key: isText,
  before: isExampleText,
  fate: isOneOf(['text', 'empty', 'removed']),
  after: isExampleText,
});

const ORDER = { request: isNoArguments, reply: isNothing };
const SETTING = { request: isRecordOf<{ on: boolean }>({ on: isBoolean }), reply: isNothing };

export const PANEL_CALLS: Contract<PanelCalls> = {
  open: {
    request: isNoArguments,
    reply: isRecordOf<Opening>({
      policy: isPolicyTable,
      texts: isMapOf(isText, isText, MOST_TEXTS),
      state: isPanelState,
    }),
  },
  chooseSource: ORDER,
  chooseDestination: ORDER,
  chooseWorkbook: ORDER,
  openSettings: ORDER,
  policy: { request: isNoArguments, reply: isPolicyTable },
  choosePolicy: {
    request: isRecordOf<{ id: string }>({ id: isPath }),
    reply: isRecordOf<{ policy: string }>({ policy: isPath }),
  },
  newPolicy: ORDER,
  editPolicy: ORDER,
  setSwitch: {
    request: isRecordOf<{ id: SwitchId; on: boolean }>({ id: isSwitch, on: isBoolean }),
    reply: isNothing,
  },
  setRisk: {
    request: isRecordOf<{ risk: Risk; decision: RiskDecision }>({
      risk: isOneOf(RISKS),
      decision: isDecision,
    }),
    reply: isNothing,
  },
  setKeepNames: SETTING,
  setReport: SETTING,
  preview: ORDER,
  start: ORDER,
  cancel: ORDER,
  examples: {
    request: isRecordOf<{ revealed: boolean }>({ revealed: isBoolean }),
    reply: isArrayOf(isExample, MOST_LINES),
  },
  files: {
    request: isRecordOf<{ reason: ReasonCode; from: number }>({ reason: isReason, from: isCount }),
    reply: isArrayOf(isRecordOf<FileLine>({ path: isPath, detail: isText }), FILES_PER_PAGE),
  },
  openFile: {
    request: isRecordOf<{ reason: ReasonCode; index: number }>({ reason: isReason, index: isCount }),
    reply: isNothing,
  },
  act: {
    request: isRecordOf<{ action: ResultAction }>({ action: isOneOf(RESULT_ACTIONS) }),
    reply: isNothing,
  },
};

export const PANEL_EVENTS: Contract<PanelEvents> = {
  state: { request: isPanelState, reply: isNothing },
};
