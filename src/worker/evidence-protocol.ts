import type { PolicyChoice } from '../core/policy/policy';
import type { EvidenceFolders } from '../core/run/evidence-folders';
import type { EvidenceStep } from '../core/run/export-evidence';
import type { CrosswalkCounts } from '../core/run/write-crosswalks';

/** What the thread is started with. */
export interface EvidenceRequest extends EvidenceFolders {
  readonly workbook: string;
  readonly policy: PolicyChoice;
  readonly version: string;
}

/** What is told at the end: numbers, no paths. */
export interface EvidenceResult {
  readonly instances: number;
  readonly patients: number;
  readonly findings: number;
  /** Whether the audit found nothing serious. */
  readonly clean: boolean;
  readonly crosswalks: CrosswalkCounts | undefined;
}

/** The messages of the thread: the last one is not `progress`. */
export type EvidenceMessage =
  | { readonly type: 'progress'; readonly step: EvidenceStep; readonly files: number }
  | { readonly type: 'exported'; readonly result: EvidenceResult }
  | { readonly type: 'cancelled' }
  | {
      readonly type: 'refused';
      readonly code: string;
      readonly message: string;
      readonly remedy: string;
    };
