import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../core/errors';
import { directWorkbookIo } from '../core/mapping/direct-workbook-io';
import { auditOutputs, mappingToAudit } from '../core/run/audit-outputs';
import { type AuditReply, type AuditRequest, CANCEL_AUDIT } from './audit-protocol';

const PROGRESS_INTERVAL_MS = 250;

const cancelled = new AbortController();
const port = parentPort!;
port.on('message', (message: unknown) => {
  if (message === CANCEL_AUDIT) cancelled.abort();
});

void audit(workerData as AuditRequest).then((reply) => {
  port.postMessage(reply);
  port.close();
});

async function audit({ folder, workbook, source, pixels }: AuditRequest): Promise<AuditReply> {
  let last = 0;
  try {
    const mapping = await mappingToAudit(workbook, directWorkbookIo);
    const result = await auditOutputs({
      ...{ folder, mapping, pixels, signal: cancelled.signal },
      source: source ?? undefined,
      onProgress: (step, files) => {
        if (Date.now() - last < PROGRESS_INTERVAL_MS) return;
        last = Date.now();
        port.postMessage({ kind: 'progress', step, files } satisfies AuditReply);
      },
    });
    return { kind: 'done', result };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'refused', code: error.code, message: error.message, remedy: error.remedy };
  }
}
