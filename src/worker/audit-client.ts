import { Worker } from 'node:worker_threads';
import { UserError } from '../core/errors';
import type { AuditResult } from '../core/run/audit-folder';
import type { AuditStep } from '../core/run/audit-outputs';
import { type AuditReply, type AuditRequest, CANCEL_AUDIT } from './audit-protocol';

/**
 * Audits a folder in a thread of its own, which ends with the answer: the values of patients do not stay in memory.
 * @param entry the bundled audit worker
 * @throws UserError when the workbook is missing or can't be read
 */
export function auditInThread(
  entry: string,
  request: AuditRequest,
  signal: AbortSignal,
  onProgress: (step: AuditStep, files: number) => void,
): Promise<AuditResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: request });
    const cancel = (): void => worker.postMessage(CANCEL_AUDIT);
    signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (reply: AuditReply) => {
      if (reply.kind === 'progress') onProgress(reply.step, reply.files);
      else if (reply.kind === 'done') resolve(reply.result);
      else reject(new UserError(reply.code, reply.message, reply.remedy));
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', cancel);
      reject(new Error('the audit thread ended without an answer'));
    });
    if (signal.aborted) cancel();
  });
}
