import type { IdListFile } from '../core/mapping/id-list-file';
import type { WorkbookIo } from '../core/mapping/saving';

/** One call of the WorkbookIo that runs in the other thread. */
export type WorkbookRequest =
  /** Load what reading and writing need, so that the first call need not wait for it. */
  | { readonly id: number; readonly kind: 'prepare'; readonly args: readonly [] }
  | { readonly id: number; readonly kind: 'read'; readonly args: Parameters<WorkbookIo['read']> }
  | { readonly id: number; readonly kind: 'write'; readonly args: Parameters<WorkbookIo['write']> }
  | { readonly id: number; readonly kind: 'readIdList'; readonly args: readonly [IdListFile] };

/** An error on its way between threads; with a remedy it is meant for people. */
export interface CarriedError {
  readonly message: string;
  readonly code?: string;
  readonly remedy?: string;
}

export type WorkbookReply =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: CarriedError };
