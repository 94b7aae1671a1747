import {
  PREVIEW_FATES,
  PREVIEW_KINDS,
  type PreviewFate,
  type PreviewKind,
} from '../core/policy/preview-kinds';
import type { Contract } from '../rpc/contract';
import {
  isArrayOf,
  isCount,
  isNoArguments,
  isNothing,
  isOneOf,
  isRecordOf,
  isStringUpTo,
  type NoArguments,
} from '../rpc/guards';
import { isEither, isExactly, isMapOf } from './panel-guards';
import type { Problem } from './panel-state';

/** An attribute and what becomes of it, without any value. */
export interface PreviewLine {
  /** "(0010,0010)", "(0029,xx01)". */
  readonly tag: string;
  readonly name: string;
  /** The private creator, '' for public attributes. */
  readonly creator: string;
  readonly vr: string;
  readonly fate: PreviewFate;
  /** What the rule says. */
  readonly why: string;
  readonly kinds: readonly PreviewKind[];
  readonly files: number;
  /** How often it occurs. */
  readonly values: number;
}

/** The example of a line. It is sent only when it was asked for. */
export interface PreviewLineExample {
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/**
 * Numbers of a preview: files that are there, that are anonymised, that can't be read, that would not be written because of
 * their risks; values that are not listed.
 */
export interface PreviewCounts {
  readonly found: number;
  readonly dicom: number;
  readonly failed: number;
  readonly heldBack: number;
  readonly refused: number;
  readonly others: number;
  readonly lines: number;
}

export type PreviewState =
  | { readonly kind: 'counting'; readonly files: number; readonly total: number }
  | { readonly kind: 'done'; readonly counts: PreviewCounts }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** What the page needs once. */
export interface PreviewOpening {
  /** Name of the folder, and of the policy. */
  readonly folder: string;
  readonly policy: string;
  /** Translations by English text; {} for English. */
  readonly texts: Readonly<Record<string, string>>;
  readonly state: PreviewState;
}

/** Requests of the page, answered by the extension. */
export interface PreviewCalls {
  readonly open: { readonly request: NoArguments; readonly reply: PreviewOpening };
  readonly lines: { readonly request: { readonly from: number }; readonly reply: readonly PreviewLine[] };
  readonly examples: {
    readonly request: { readonly lines: readonly number[] };
    readonly reply: readonly PreviewLineExample[];
  };
  readonly cancel: { readonly request: NoArguments; readonly reply: null };
}

/** Requests of the extension, answered by the page. */
export interface PreviewEvents {
  readonly state: { readonly request: PreviewState; readonly reply: null };
}

/** At most so many lines, and so many examples, come with one reply. */
export const LINES_PER_PAGE = 500;

const MOST_TEXTS = 10_000;
const isName = isStringUpTo(400);
const isText = isStringUpTo(4000);

type State<K extends PreviewState['kind']> = Extract<PreviewState, { kind: K }>;

const isState = isEither<PreviewState>(
  isRecordOf<State<'counting'>>({ kind: isExactly('counting'), files: isCount, total: isCount }),
  isRecordOf<State<'done'>>({
    kind: isExactly('done'),
    counts: isRecordOf<PreviewCounts>({
      found: isCount,
      dicom: isCount,
      failed: isCount,
      heldBack: isCount,
      refused: isCount,
      others: isCount,
      lines: isCount,
    }),
  }),
  isRecordOf<State<'cancelled'>>({ kind: isExactly('cancelled') }),
  isRecordOf<State<'refused'>>({
    kind: isExactly('refused'),
    problem: isRecordOf<Problem>({ code: isName, message: isText, remedy: isText }),
  }),
);

const isLine = isRecordOf<PreviewLine>({
  tag: isName,
  name: isName,
  creator: isName,
  vr: isName,
  fate: isOneOf(PREVIEW_FATES),
  why: isText,
  kinds: isArrayOf(isOneOf(PREVIEW_KINDS), PREVIEW_KINDS.length),
  files: isCount,
  values: isCount,
});

export const PREVIEW_CALLS: Contract<PreviewCalls> = {
  open: {
    request: isNoArguments,
    reply: isRecordOf<PreviewOpening>({
      folder: isStringUpTo(40_000),
      policy: isName,
      texts: isMapOf(isText, isText, MOST_TEXTS),
      state: isState,
    }),
  },
  lines: {
    request: isRecordOf<{ from: number }>({ from: isCount }),
    reply: isArrayOf(isLine, LINES_PER_PAGE),
  },
  examples: {
    request: isRecordOf<{ lines: readonly number[] }>({ lines: isArrayOf(isCount, LINES_PER_PAGE) }),
    reply: isArrayOf(
      isRecordOf<PreviewLineExample>({ line: isCount, before: isText, after: isText }),
      LINES_PER_PAGE,
    ),
  },
  cancel: { request: isNoArguments, reply: isNothing },
};

export const PREVIEW_EVENTS: Contract<PreviewEvents> = { state: { request: isState, reply: isNothing } };
