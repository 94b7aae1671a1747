import { Worker } from 'node:worker_threads';
import { UserError } from '../core/errors';
import type { FixedId } from '../core/mapping/fixed-ids';
import type { IdListFile } from '../core/mapping/id-list-file';
import { isMissing } from '../core/io/missing';
import { pathExists } from '../core/io/path-exists';
import { explained } from '../core/mapping/file-error';
import type { MappingFiles } from '../core/mapping/mapping-files';
import { type KnownPart, type MappingIo, newMapping, type OpenedHead } from '../core/mapping/mapping-io';
import type { PatientRecord, StudyRecord } from '../core/mapping/model';
import type { ReadWorkbook } from '../core/mapping/workbook';
import type { SaveResult } from '../core/mapping/workbook-file';
import type { CarriedError, RecordPart, WorkbookReply, WorkbookRequest } from './workbook-protocol';

interface Call {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Reads and writes workbooks in a thread of its own: neither may block the one that answers the user. */
export interface WorkbookClient {
  readonly io: { read(file: string): Promise<ReadWorkbook | undefined> };
  readonly mappingIo: MappingIo;
  /** @throws UserError 'patient-ids' */
  readIdList(list: IdListFile): Promise<readonly FixedId[]>;
  close(): Promise<void>;
}

/** Its records lie outside the heap; see the limits of the pool. */
const MEMORY_LIMITS = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 1024 };

/** @param entry the bundled workbook worker, which is started when it is first needed */
export function workbookWorker(entry: string): WorkbookClient {
  const thread = new WorkbookThread(entry);
  return {
    io: { read: async (file) => (pathExists(file) ? thread.read(file) : undefined) },
    mappingIo: new ThreadMappingIo(thread),
    readIdList: (list) => thread.call('readIdList', [list]) as Promise<readonly FixedId[]>,
    close: () => thread.close(),
  };
}

class WorkbookThread {
  private worker: Worker | undefined;
  private readonly calls = new Map<number, Call>();
  private nextId = 0;

  constructor(private readonly entry: string) {}

  /** Starts the thread if it does not run, so that it is ready when it is called. */
  prepare(): Worker {
    return (this.worker ??= this.start());
  }

  call<K extends WorkbookRequest['kind']>(
    kind: K,
    args: Extract<WorkbookRequest, { kind: K }>['args'],
  ): Promise<unknown> {
    const worker = this.prepare();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.calls.set(id, { resolve, reject });
      worker.postMessage({ id, kind, args });
    });
  }

  async read(file: string): Promise<ReadWorkbook | undefined> {
    const workbook = (await this.call('read', [file])) as ReadWorkbook | undefined;
    if (workbook === undefined) return undefined;
    const patients: PatientRecord[] = [];
    const studies: StudyRecord[] = [];
    for (let part = await this.nextPart(); part; part = await this.nextPart()) {
      patients.push(...part.patients);
      studies.push(...part.studies);
    }
    return { ...workbook, patients, studies };
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private nextPart(): Promise<RecordPart | undefined> {
    return this.call('nextPart', []) as Promise<RecordPart | undefined>;
  }

  private start(): Worker {
    const worker = new Worker(this.entry, { resourceLimits: MEMORY_LIMITS });
    worker.on('message', (reply: WorkbookReply) => this.settle(reply));
    worker.on('error', (error: Error) => this.fail(error));
    worker.on('exit', () => this.fail(new Error('the workbook thread ended')));
    return worker;
  }

  private settle(reply: WorkbookReply): void {
    const call = this.calls.get(reply.id);
    this.calls.delete(reply.id);
    if ('error' in reply) call?.reject(revive(reply.error));
    else call?.resolve(reply.value);
  }

  private fail(error: Error): void {
    for (const { reject } of this.calls.values()) reject(error);
    this.calls.clear();
    this.worker = undefined;
  }
}

/** Starting the thread takes longer than most workbooks: it is not needed for one that is not there. */
class ThreadMappingIo implements MappingIo {
  private isNew = false;

  constructor(private readonly thread: WorkbookThread) {}

  open(files: MappingFiles): Promise<OpenedHead> {
    return explained(files.workbook, async () => {
      this.isNew = (await isMissing(files.workbook)) && (await isMissing(files.journal));
      return this.isNew ? newMapping() : ((await this.thread.call('open', [files])) as OpenedHead);
    });
  }

  /** When there are no more, the thread has nothing to do for as long as the run lasts, and gives its memory back. */
  async nextKnown(): Promise<KnownPart | undefined> {
    if (this.isNew) return undefined;
    const part = (await this.thread.call('nextKnown', [])) as KnownPart | undefined;
    if (part === undefined) await this.thread.close();
    return part;
  }

  prepare(): void {
    this.thread.prepare();
  }

  save(...args: Parameters<MappingIo['save']>): Promise<SaveResult> {
    return this.thread.call('save', args) as Promise<SaveResult>;
  }
}

function revive({ message, code, remedy }: CarriedError): Error {
  return code !== undefined && remedy !== undefined
    ? new UserError(code, message, remedy)
    : new Error(message);
}
