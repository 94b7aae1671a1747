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
import { isMapOf, isNullOr } from './panel-guards';

/** How grave the lines of a group are, by the names of their icons. */
export const TONES = ['error', 'warning', 'info', 'pass'] as const;
export type Tone = (typeof TONES)[number];

export interface ReportColumn {
  /** Tells the columns apart in style sheets. */
  readonly id: string;
  readonly title: string;
  /** Its cells are paths of files that can be opened. */
  readonly opens: boolean;
}

/** Lines with the same reason. */
export interface ReportGroup {
  readonly title: string;
  /** What can be done about it; '' where nothing needs to be. */
  readonly remedy: string;
  readonly tone: Tone;
}

/** A line as it is shown. */
export interface ReportRow {
  /** By this number the extension knows it. */
  readonly row: number;
  /** One for each column. */
  readonly cells: readonly string[];
}

/** What the page needs once. Rows are not among it. */
export interface ReportOpening {
  readonly heading: string;
  /** The folders that it is about, absolute. */
  readonly folders: readonly string[];
  readonly summary: string;
  readonly columns: readonly ReportColumn[];
  readonly groups: readonly ReportGroup[];
  /** How many rows there are. */
  readonly total: number;
  /** Translations by English text; {} for English. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What is looked for, and in which order it comes within each group. */
export interface ReportQuery {
  readonly search: string;
  /** Index of a column; null for the order in which the rows came. */
  readonly sort: number | null;
  readonly descending: boolean;
}

/** A group with how many of its rows a query finds. */
export interface FoundGroup {
  readonly group: number;
  readonly count: number;
}

export interface ReportFound {
  /** Rows are asked for with this number: an answer to an earlier query has another one. */
  readonly serial: number;
  /** Groups of which there are rows. */
  readonly groups: readonly FoundGroup[];
}

/** Which rows of what was found last. */
export interface RowsRequest {
  readonly serial: number;
  readonly group: number;
  readonly from: number;
}

/** Which file: the path in this column of this row. */
export interface OpenRequest {
  readonly row: number;
  readonly column: number;
}

/** Requests of the page, answered by the extension. No path ever comes from the page. */
export interface ReportCalls {
  readonly open: { readonly request: NoArguments; readonly reply: ReportOpening };
  readonly find: { readonly request: ReportQuery; readonly reply: ReportFound };
  readonly rows: { readonly request: RowsRequest; readonly reply: readonly ReportRow[] };
  readonly openFile: { readonly request: OpenRequest; readonly reply: null };
}

/** At most so many rows come with one reply. */
export const ROWS_PER_PAGE = 100;

const MOST_FOLDERS = 1000;
const MOST_GROUPS = 2000;
const MOST_COLUMNS = 8;
const MOST_TEXTS = 10_000;
const isName = isStringUpTo(400);
const isText = isStringUpTo(4000);
/** Windows takes paths of 32,767 characters. */
const isPath = isStringUpTo(40_000);

const isColumn = isRecordOf<ReportColumn>({ id: isName, title: isName, opens: isBoolean });
const isGroup = isRecordOf<ReportGroup>({ title: isText, remedy: isText, tone: isOneOf(TONES) });
const isFoundGroup = isRecordOf<FoundGroup>({ group: isCount, count: isCount });
const isRow = isRecordOf<ReportRow>({ row: isCount, cells: isArrayOf(isPath, MOST_COLUMNS) });

export const REPORT_CALLS: Contract<ReportCalls> = {
  open: {
    request: isNoArguments,
    reply: isRecordOf<ReportOpening>({
      heading: isName,
      folders: isArrayOf(isPath, MOST_FOLDERS),
      summary: isText,
      columns: isArrayOf(isColumn, MOST_COLUMNS),
      groups: isArrayOf(isGroup, MOST_GROUPS),
      total: isCount,
      texts: isMapOf(isText, isText, MOST_TEXTS),
    }),
  },
  find: {
    request: isRecordOf<ReportQuery>({ search: isText, sort: isNullOr(isCount), descending: isBoolean }),
    reply: isRecordOf<ReportFound>({ serial: isCount, groups: isArrayOf(isFoundGroup, MOST_GROUPS) }),
  },
  rows: {
    request: isRecordOf<RowsRequest>({ serial: isCount, group: isCount, from: isCount }),
    reply: isArrayOf(isRow, ROWS_PER_PAGE),
  },
  openFile: {
    request: isRecordOf<OpenRequest>({ row: isCount, column: isCount }),
    reply: isNothing,
  },
};
