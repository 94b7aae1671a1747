import type { Contract } from '../../rpc/contract';
import { isStringUpTo, isCount, isRecordOf, type Guard } from '../../rpc/guards';
import type { FilePreviewRequest } from '../../core/run/planned-copy';
import type { ReadStop } from '../../core/view/raw';
import type { TagRow } from '../../panel/tag-view-protocol';

/** Where the bytes of a file are: on a disk, or, for files of other providers, in memory. */
export type FileToRead = { readonly path: string } | { readonly bytes: Uint8Array };

/** A file as rows of the tag view. */
export interface TagRows {
  readonly rows: readonly TagRow[];
  readonly stop: ReadStop | null;
}

/** What the reader thread does, so that neither a long file nor a broken one holds up the extension host. */
export interface ReaderCalls {
  readonly rows: { readonly request: FileToRead; readonly reply: TagRows };
  /** The file as text, for a diff. */
  readonly list: { readonly request: FileToRead; readonly reply: string };
  /** The planned copy of a file as text. */
  readonly preview: { readonly request: FilePreviewRequest; readonly reply: string };
}

const isPath = isRecordOf<{ path: string }>({ path: isStringUpTo(32_768) });
const isBytes = isRecordOf<{ bytes: Uint8Array }>({
  bytes: (value): value is Uint8Array => value instanceof Uint8Array,
});
const isFile: Guard<FileToRead> = (value): value is FileToRead => isPath(value) || isBytes(value);

const isStop: Guard<ReadStop | null> = (value): value is ReadStop | null =>
  value === null || isStopRecord(value);
const isStopRecord = isRecordOf<ReadStop>({
  offset: isCount,
  reason: (value): value is ReadStop['reason'] => typeof value === 'string',
});

// The rows are made by this same code in another thread; the webview checks each of them.
const isRows = (value: unknown): value is readonly TagRow[] => Array.isArray(value);

// Made by the extension itself; nothing of it comes from outside.
const isPreviewRequest: Guard<FilePreviewRequest> = (value): value is FilePreviewRequest =>
  typeof value === 'object' && value !== null && 'path' in value && 'choice' in value;

export const READER_CALLS: Contract<ReaderCalls> = {
  rows: { request: isFile, reply: isRecordOf<TagRows>({ rows: isRows, stop: isStop }) },
  list: { request: isFile, reply: isStringUpTo(Number.MAX_SAFE_INTEGER) },
  preview: { request: isPreviewRequest, reply: isStringUpTo(Number.MAX_SAFE_INTEGER) },
};
