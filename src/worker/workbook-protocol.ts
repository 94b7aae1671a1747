import type { WorkbookIo } from '../core/mapping/saving';

/** One call of the WorkbookIo that runs in the other thread. */
export type WorkbookRequest =
  | { readonly id: number; readonly kind: 'read'; readonly args: Parameters<WorkbookIo['read']> }
  | { readonly id: number; readonly kind: 'write'; readonly args: Parameters<WorkbookIo['write']> };

/** An error on its way between threads; with a remedy it is meant for people. */
export interface CarriedError {
  readonly message: string;
  readonly code?: string;
  readonly remedy?: string;
}

export type WorkbookReply =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: CarriedError };
