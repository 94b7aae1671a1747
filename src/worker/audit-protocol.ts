import type { AuditResult } from '../core/run/audit-folder';
import type { AuditStep } from '../core/run/audit-outputs';

/** What the thread is started with. */
export interface AuditRequest {
  /** Absolute path of the anonymised files. */
  readonly folder: string;
  readonly workbook: string;
  /** Absolute path of the originals; null: the workbook has to do. */
  readonly source: string | null;
  readonly pixels: boolean;
}

/** Thread to host: progress now and then, and one end. */
export type AuditReply =
  | { readonly kind: 'progress'; readonly step: AuditStep; readonly files: number }
  | { readonly kind: 'done'; readonly result: AuditResult }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly remedy: string };

/** Host to thread: the audit ends early, with what it has. */
export const CANCEL_AUDIT = 'cancel';
