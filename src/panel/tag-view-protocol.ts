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

/** How the value of a row is coloured; `item` marks the rows that are items of a sequence. */
export type RowKind = 'text' | 'number' | 'binary' | 'none' | 'item';

/** One row of the tree, in the order of the file. Its text is shown as text, whatever it holds. */
export interface TagRow {
  readonly depth: number;
  /** How many of the rows that follow lie inside this one. */
  readonly inside: number;
  readonly kind: RowKind;
  /** "(0010,0010)", '' for an item. */
  readonly tag: string;
  readonly vr: string;
  readonly keyword: string;
  readonly name: string;
  readonly value: string;
  readonly isPrivate: boolean;
}

/** What the view shows before the first rows have come. */
export interface TagViewSummary {
  readonly rows: number;
  /** The deepest nesting, from 0, which sets the width of the tag column. */
  readonly depth: number;
  /** What a person should know about the file, '' for nothing. */
  readonly notice: string;
}

/** What part of a row is copied. */
export type CopyPart = 'value' | 'tag' | 'line';

export const COPY_PARTS = ['value', 'tag', 'line'] as const satisfies readonly CopyPart[];

/** Requests of the webview, answered by the extension. */
export interface TagViewCalls {
  readonly open: { readonly request: NoArguments; readonly reply: TagViewSummary };
  readonly rows: { readonly request: { readonly from: number }; readonly reply: readonly TagRow[] };
  /** What the policy in use does with the attribute of a row, in a sentence. */
  readonly explain: {
    readonly request: { readonly row: number };
    readonly reply: { readonly sentence: string };
  };
  readonly copy: {
    readonly request: { readonly row: number; readonly part: CopyPart };
    readonly reply: null;
  };
}

/** Requests of the extension, answered by the webview. */
export interface TagViewEvents {
  /** The file has changed: ask for it again. */
  readonly reload: { readonly request: NoArguments; readonly reply: null };
  /** The policy has changed: ask for explanations again. */
  readonly policyChanged: { readonly request: NoArguments; readonly reply: null };
}

/** At most so many rows come with one reply, so that the first screen is there at once. */
export const ROWS_PER_PAGE = 2000;

/** A value is cut to 4,096 characters and its size; names come from dictionaries and private creators. */
const LONGEST_VALUE = 5000;
const LONGEST_NAME = 5000;
const LONGEST_EXPLANATION = 10_000;

const isRow = isRecordOf<TagRow>({
  depth: isCount,
  inside: isCount,
  kind: isOneOf(['text', 'number', 'binary', 'none', 'item']),
  tag: isStringUpTo(11),
  vr: isStringUpTo(2),
  keyword: isStringUpTo(200),
  name: isStringUpTo(LONGEST_NAME),
  value: isStringUpTo(LONGEST_VALUE),
  isPrivate: isBoolean,
});

export const TAG_VIEW_CALLS: Contract<TagViewCalls> = {
  open: {
    request: isNoArguments,
    reply: isRecordOf<TagViewSummary>({ rows: isCount, depth: isCount, notice: isStringUpTo(LONGEST_VALUE) }),
  },
  rows: {
    request: isRecordOf<{ from: number }>({ from: isCount }),
    reply: isArrayOf(isRow, ROWS_PER_PAGE),
  },
  explain: {
    request: isRecordOf<{ row: number }>({ row: isCount }),
    reply: isRecordOf<{ sentence: string }>({ sentence: isStringUpTo(LONGEST_EXPLANATION) }),
  },
  copy: {
    request: isRecordOf<{ row: number; part: CopyPart }>({ row: isCount, part: isOneOf(COPY_PARTS) }),
    reply: isNothing,
  },
};

export const TAG_VIEW_EVENTS: Contract<TagViewEvents> = {
  reload: { request: isNoArguments, reply: isNothing },
  policyChanged: { request: isNoArguments, reply: isNothing },
};
