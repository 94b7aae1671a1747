import { parentPort } from 'node:worker_threads';
import { UserError } from '../core/errors';
import { directWorkbookIo } from '../core/mapping/direct-workbook-io';
import { readIdList } from '../core/mapping/id-list-file';
import type { CarriedError, WorkbookReply, WorkbookRequest } from './workbook-protocol';

parentPort!.on('message', (request: WorkbookRequest) => {
  void answer(request).then((reply) => parentPort!.postMessage(reply));
});

async function answer(request: WorkbookRequest): Promise<WorkbookReply> {
  try {
    return { id: request.id, value: await carryOut(request) };
  } catch (error) {
    return { id: request.id, error: carry(error) };
  }
}

function carryOut(request: WorkbookRequest): Promise<unknown> {
  switch (request.kind) {
    case 'prepare':
      return import('exceljs/lib/doc/workbook.js').then(() => undefined);
    case 'read':
      return directWorkbookIo.read(...request.args);
    case 'write':
      return directWorkbookIo.write(...request.args);
    case 'readIdList':
      return readIdList(...request.args);
  }
}

function carry(error: unknown): CarriedError {
  if (error instanceof UserError) return { message: error.message, code: error.code, remedy: error.remedy };
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
