import { Worker } from 'node:worker_threads';
import type { ExamplesReply, ExamplesRequest } from './examples-protocol';

/**
 * Finds examples in a thread of its own, which ends with the answer: the values of patients do not stay in memory.
 * @param entry the bundled examples worker
 */
export function findExamplesInThread(entry: string, request: ExamplesRequest): Promise<ExamplesReply> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: request });
    worker.on('message', (reply: ExamplesReply) => resolve(reply));
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the examples thread ended without an answer')));
  });
}
