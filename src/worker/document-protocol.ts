import type { PolicyChoice } from '../core/policy/policy';
import type { CopiedDocument } from '../core/run/copied-documents';
import type { DocumentAnswer } from '../core/run/search-document';

/** What the thread is started with: it searches the documents in this order. */
export interface DocumentRequest {
  readonly choice: PolicyChoice;
  readonly documents: readonly CopiedDocument[];
}

/** Thread to run, once for each document. */
export type DocumentReply = { readonly answer: DocumentAnswer };
