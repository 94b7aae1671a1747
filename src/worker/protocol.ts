import type {
  RewriteBatch,
  RewriteResult,
  RewriteSettings,
  SurveyBatch,
  SurveyResult,
} from '../core/run/work';
import type { SharedBuffers } from './shared-progress';

/** What a worker is started with. */
export interface WorkerData {
  readonly index: number;
  readonly shared: SharedBuffers;
}

/** Pool to worker. */
export type WorkerRequest =
  | { readonly kind: 'configure'; readonly settings: RewriteSettings }
  | { readonly kind: 'survey'; readonly batch: SurveyBatch }
  | { readonly kind: 'rewrite'; readonly batch: RewriteBatch };

/** Worker to pool: one for each survey and rewrite, in the order of the requests. */
export type WorkerReply =
  | { readonly kind: 'survey'; readonly result: SurveyResult }
  | { readonly kind: 'rewrite'; readonly result: RewriteResult };
