import { parentPort, workerData } from 'node:worker_threads';
import { previewFolder } from '../core/run/preview-folder';
import type { PreviewMessage, PreviewThreadRequest } from './preview-protocol';

/** At most four words a second. */
const INTERVAL_MS = 250;

const send = (message: PreviewMessage): void => parentPort!.postMessage(message);
let last = 0;

void previewFolder(workerData as PreviewThreadRequest, (progress) => {
  if (Date.now() - last < INTERVAL_MS) return;
  last = Date.now();
  send({ kind: 'progress', ...progress });
}).then((table) => send({ kind: 'done', table }));
