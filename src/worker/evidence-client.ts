import { Worker } from 'node:worker_threads';
import { UserError } from '../core/errors';
import { CancelledError } from '../core/io/cancellation';
import type { EvidenceStep } from '../core/run/export-evidence';
import type { EvidenceMessage, EvidenceRequest, EvidenceResult } from './evidence-protocol';

/**
 * Exports evidence in a thread of its own, which ends with the answer.
 * @param entry the bundled evidence worker
 * @throws UserError; CancelledError once `signal` has been heard
 */
export function exportEvidenceInThread(
  entry: string,
  request: EvidenceRequest,
  signal: AbortSignal,
  onProgress: (step: EvidenceStep, files: number) => void,
): Promise<EvidenceResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: request });
    const cancel = (): void => worker.postMessage('cancel');
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: EvidenceMessage) => {
      switch (message.type) {
        case 'progress':
          return onProgress(message.step, message.files);
        case 'exported':
          return resolve(message.result);
        case 'cancelled':
          return reject(new CancelledError());
        case 'refused':
          return reject(new UserError(message.code, message.message, message.remedy));
      }
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', cancel);
      reject(new Error('the evidence thread ended without an answer'));
    });
  });
}
