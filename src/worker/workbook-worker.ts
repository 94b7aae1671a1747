import { parentPort } from 'node:worker_threads';
import { UserError } from '../core/errors';
import { directWorkbookIo } from '../core/mapping/direct-workbook-io';
import { readIdList } from '../core/mapping/id-list-file';
import { mappingIo } from '../core/mapping/mapping-io';
import { readWorkbook } from '../core/mapping/workbook';
import {
  partsOf,
  type CarriedError,
  type RecordPart,
  type WorkbookReply,
  type WorkbookRequest,
} from './workbook-protocol';

const mapping = mappingIo(directWorkbookIo);
/** Of the workbook that was read last. */
let parts: Iterator<RecordPart> = partsOf({ patients: [], studies: [] });

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
    case 'read':
      return read(...request.args);
    case 'nextPart':
      return Promise.resolve(nextPart());
    case 'readIdList':
      return readIdList(...request.args);
    case 'open':
      return mapping.open(...request.args);
    case 'nextKnown':
      return mapping.nextKnown();
    case 'save':
      return mapping.save(...request.args);
  }
}

async function read(file: string): Promise<unknown> {
  const workbook = await readWorkbook(file);
  if (workbook === undefined) return undefined;
  parts = partsOf(workbook);
  return { ...workbook, patients: [], studies: [] };
}

function nextPart(): RecordPart | undefined {
  const next = parts.next();
  return next.done === true ? undefined : next.value;
}

function carry(error: unknown): CarriedError {
  if (error instanceof UserError) return { message: error.message, code: error.code, remedy: error.remedy };
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
