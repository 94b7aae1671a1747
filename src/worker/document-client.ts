import { Worker } from 'node:worker_threads';
import type { LeakFinding } from '../core/audit/finding';
import type { PolicyChoice } from '../core/policy/policy';
import type { CopiedDocument, DocumentFindings } from '../core/run/copied-documents';
import type { DocumentAnswer } from '../core/run/search-document';
import type { DocumentReply, DocumentRequest } from './document-protocol';

/** A document that takes longer is given up, and the thread with it: it may be made to take for ever. */
const PATIENCE_MS = 30_000;
/** A document may need more memory than there is: it takes its thread with it, not the run. */
const MOST_MEMORY_MB = 512;

export interface DocumentSearchOptions {
  readonly choice: PolicyChoice;
  readonly signal?: AbortSignal;
  readonly patienceMs?: number;
}

/**
 * Searches documents in a thread of its own: what reads them is large and made for files that nobody vouches for. A
 * document at which the thread dies or stays is unread, and another thread goes on behind it. After the signal all that
 * are left are unread.
 * @param entry the bundled document worker
 */
export async function searchDocumentsInThread(
  entry: string,
  documents: readonly CopiedDocument[],
  { choice, signal, patienceMs = PATIENCE_MS }: DocumentSearchOptions,
): Promise<DocumentFindings> {
  const leaks: [CopiedDocument, LeakFinding][] = [];
  let [searched, unread, done] = [0, 0, 0];
  const take = (answer: DocumentAnswer): void => {
    const document = documents[done++]!;
    if (answer === null) unread++;
    else if (answer !== undefined) searched++;
    for (const leak of answer ?? []) leaks.push([document, leak]);
  };
  while (done < documents.length && !signal?.aborted) {
    const rest = documents.slice(done);
    await inThread(entry, { choice, documents: rest }, take, patienceMs, signal);
    if (done < documents.length && !signal?.aborted) take(null);
  }
  return { leaks, searched, unread: unread + documents.length - done };
}

/** Ends with the thread, which ends with its last answer, by itself, out of patience or at the signal. */
function inThread(
  entry: string,
  request: DocumentRequest,
  take: (answer: DocumentAnswer) => void,
  patienceMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve) => {
    const worker = new Worker(entry, {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    const end = (): void => void worker.terminate();
    const patience = setTimeout(end, patienceMs);
    signal?.addEventListener('abort', end, { once: true });
    worker.on('message', ({ answer }: DocumentReply) => {
      patience.refresh();
      take(answer);
    });
    worker.on('error', end);
    worker.on('exit', () => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', end);
      resolve();
    });
  });
}
