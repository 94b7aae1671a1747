import { parentPort, workerData } from 'node:worker_threads';
import { FileAnonymiser } from '../core/run/anonymise-file';
import { rewriteBatch, surveyBatch } from '../core/run/batches';
import { FileSurveyor } from '../core/run/survey-file';
import type { WorkerData, WorkerReply, WorkerRequest } from './protocol';
import { SharedProgress } from './shared-progress';

const { index, shared } = workerData as WorkerData;
const progress = new SharedProgress(shared);
let surveyor: FileSurveyor | undefined;
let anonymiser: FileAnonymiser | undefined;

parentPort!.on('message', (request: WorkerRequest) => {
  const reply = handle(request);
  progress.endBatch();
  if (reply) parentPort!.postMessage(reply);
});

function handle(request: WorkerRequest): WorkerReply | undefined {
  switch (request.kind) {
    case 'configure':
      surveyor = undefined;
      anonymiser = new FileAnonymiser(request.settings, index, progress.beforeWrite);
      return undefined;
    case 'survey':
      surveyor ??= new FileSurveyor();
      return {
        kind: 'survey',
        result: surveyBatch(request.batch, surveyor, progress, progress.checkCancelled),
      };
    case 'rewrite':
      if (!anonymiser) throw new Error('the worker was not configured');
      return {
        kind: 'rewrite',
        result: rewriteBatch(request.batch, anonymiser, progress, progress.checkCancelled),
      };
  }
}
