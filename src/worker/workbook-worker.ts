import { setImmediate as turn } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { UserError } from '../core/errors';
import { directWorkbookIo } from '../core/mapping/direct-workbook-io';
import { readIdList } from '../core/mapping/id-list-file';
import {
  partsOf,
  type CarriedError,
  type RecordPart,
  type WorkbookReply,
  type WorkbookRequest,
} from './workbook-protocol';

/** Records that came for the next `write`. */
let waiting: readonly RecordPart[] = [];

parentPort!.on('message', (request: WorkbookRequest) => {
  void answer(request).then(post);
});

function post(reply: WorkbookReply): void {
  parentPort!.postMessage(reply);
}

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
      return read(request.id, ...request.args);
    case 'part':
      waiting = [...waiting, ...request.args];
      return Promise.resolve();
    case 'write':
      return write(...request.args);
    case 'readIdList':
      return readIdList(...request.args);
  }
}

async function read(id: number, file: string): Promise<unknown> {
  const workbook = await directWorkbookIo.read(file);
  if (workbook === undefined) return undefined;
  for (const part of partsOf(workbook)) {
    post({ id, part });
    await turn();
  }
  return { ...workbook, patients: [], studies: [] };
}

async function write(...[records, file, mapping, ...rest]: WriteArguments): Promise<unknown> {
  const patients = waiting.flatMap((part) => part.patients);
  const studies = waiting.flatMap((part) => part.studies);
  waiting = [];
  if (patients.length + studies.length !== records) throw new Error('records of the mapping are missing');
  return directWorkbookIo.write(file, { ...mapping, patients, studies }, ...rest);
}

type WriteArguments = Extract<WorkbookRequest, { kind: 'write' }>['args'];

function carry(error: unknown): CarriedError {
  if (error instanceof UserError) return { message: error.message, code: error.code, remedy: error.remedy };
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
