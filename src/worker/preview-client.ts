import { Worker } from 'node:worker_threads';
import type { PreviewProgress } from '../core/run/preview-folder';
import type { PreviewTable } from '../core/run/preview-table';
import type { PreviewMessage, PreviewThreadRequest } from './preview-protocol';

/**
 * Makes the preview of a folder in a thread of its own, which ends with it; undefined when it was cancelled.
 * @param entry the bundled preview worker
 */
export function previewInThread(
  entry: string,
  request: PreviewThreadRequest,
  signal: AbortSignal,
  onProgress: (progress: PreviewProgress) => void,
): Promise<PreviewTable | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: request });
    const cancel = (): void => {
      resolve(undefined);
      void worker.terminate();
    };
    signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (message: PreviewMessage) => {
      if (message.kind === 'progress') onProgress(message);
      else resolve(message.table);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', cancel);
      reject(new Error('the preview thread ended without an answer'));
    });
  });
}
