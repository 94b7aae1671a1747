import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../core/errors';
import { CancelledError } from '../core/io/cancellation';
import { directWorkbookIo } from '../core/mapping/direct-workbook-io';
import { peekMapping } from '../core/mapping/peek';
import { exportEvidence } from '../core/run/export-evidence';
import type { EvidenceMessage, EvidenceRequest, EvidenceResult } from './evidence-protocol';

const INTERVAL_MS = 250;

const cancelling = new AbortController();
let last = 0;

/** The one message that the thread is sent asks it to stop. */
parentPort!.once('message', () => cancelling.abort());

answer(workerData as EvidenceRequest).then(
  (message) => {
    send(message);
    parentPort!.close();
  },
  (error: unknown) => {
    throw error;
  },
);

async function answer(request: EvidenceRequest): Promise<EvidenceMessage> {
  try {
    return { type: 'exported', result: await exportAsked(request) };
  } catch (error) {
    if (error instanceof CancelledError) return { type: 'cancelled' };
    if (!(error instanceof UserError)) throw error;
    return { type: 'refused', code: error.code, message: error.message, remedy: error.remedy };
  }
}

async function exportAsked({ workbook, ...request }: EvidenceRequest): Promise<EvidenceResult> {
  const mapping = await peekMapping(workbook, directWorkbookIo);
  if (!mapping)
    throw new UserError(
      'no-workbook',
      'There is no mapping workbook yet.',
      'Choose the workbook with which the files were anonymised, in the settings.',
    );
  const { evidence, crosswalks } = await exportEvidence({
    ...request,
    mapping,
    signal: cancelling.signal,
    onProgress: (step, files) => {
      if (Date.now() - last < INTERVAL_MS) return;
      last = Date.now();
      send({ type: 'progress', step, files });
    },
  });
  const { outputs, audit } = evidence;
  return {
    ...{ instances: outputs.instances, patients: outputs.patients },
    ...{ findings: audit.findings, clean: audit.clean, crosswalks },
  };
}

function send(message: EvidenceMessage): void {
  parentPort!.postMessage(message);
}
