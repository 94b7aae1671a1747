import { parentPort } from 'node:worker_threads';
import { DicomError } from '../../core/dicom/errors';
import { UserError } from '../../core/errors';
import { REASONS } from '../../core/record/reason-text';
import { type FilePreviewRequest, withPlannedCopy } from '../../core/run/planned-copy';
import { DcmjsReader } from '../../core/view/dcmjs-reader';
import { memorySource } from '../../core/view/inflate-data-set';
import { readAttributes, type AttributeFile } from '../../core/view/read-attributes';
import { ScannerReader } from '../../core/view/scanner-reader';
import { formatTagList } from '../../core/view/tag-list';
import { serve } from '../../rpc/serve';
import { withFileSource } from './file-source';
import { READER_CALLS, type FileToRead } from './reader-contract';
import { threadPort } from './thread-port';
import { toRows } from './tag-rows';

const READERS = [new DcmjsReader(), new ScannerReader()];

/** The entry of the reader thread: reads one file for each request. */
function main(): void {
  if (!parentPort) return;
  serve(
    threadPort(parentPort),
    READER_CALLS,
    {
      async rows(file) {
        const { attributes, stop } = await read(file);
        return { rows: toRows(attributes), stop: stop ?? null };
      },
      async list(file) {
        return formatTagList((await read(file)).attributes);
      },
      preview: (request) => listPlanned(request),
    },
    rethrow,
  );
}

async function read(file: FileToRead): Promise<AttributeFile> {
  if ('bytes' in file) return readAttributes(memorySource(file.bytes), READERS);
  try {
    return await withFileSource(file.path, (source) => readAttributes(source, READERS));
  } catch (error) {
    throw isSystemError(error) ? unreadable() : error;
  }
}

async function listPlanned(request: FilePreviewRequest): Promise<string> {
  try {
    return await withPlannedCopy(request, async (copy) =>
      formatTagList((await readAttributes(copy, READERS)).attributes),
    );
  } catch (error) {
    if (error instanceof DicomError) throw unplanned(error);
    throw isSystemError(error) ? unreadable() : error;
  }
}

/** The run would fail this file for the same reason. */
function unplanned({ fault, message }: DicomError): UserError {
  const { what, remedy } = REASONS[fault];
  return new UserError(fault, `No copy would be written: ${what} (${message}).`, remedy);
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function unreadable(): UserError {
  return new UserError('unreadable', 'The file could not be read.', 'Check that it exists and may be read.');
}

/** A fault of the program ends the thread; the extension host sees that and starts another one. */
function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

main();
