import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { UserError } from '../core/errors';
import type { FixedId } from '../core/mapping/fixed-ids';
import type { IdListFile } from '../core/mapping/id-list-file';
import { pathExists } from '../core/io/path-exists';
import type { WorkbookIo } from '../core/mapping/saving';
import type { SaveResult } from '../core/mapping/workbook-file';
import {
  partsOf,
  type CarriedError,
  type RecordPart,
  type WorkbookReply,
  type WorkbookRequest,
} from './workbook-protocol';

interface Call {
  /** Records that came before the value. */
  readonly parts: RecordPart[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Reads and writes workbooks in a thread of its own: neither may block the one that answers the user. */
export interface WorkbookClient {
  readonly io: WorkbookIo;
  /** @throws UserError 'patient-ids' */
  readIdList(list: IdListFile): Promise<readonly FixedId[]>;
  /** Starts the thread now, so that it is ready when there is something to write. */
  prepare(): void;
  close(): Promise<void>;
}

/** @param entry the bundled workbook worker, which is started when it is first needed */
export function workbookWorker(entry: string): WorkbookClient {
  const thread = new WorkbookThread(entry);
  return {
    io: {
      read: async (file) =>
        pathExists(file) ? (thread.call('read', [file]) as ReturnType<WorkbookIo['read']>) : undefined,
      write: (...args) => thread.write(args),
    },
    readIdList: (list) => thread.call('readIdList', [list]) as Promise<readonly FixedId[]>,
    prepare: () => void thread.call('prepare', []).catch(() => undefined), // a failure shows in the next call
    close: () => thread.close(),
  };
}

class WorkbookThread {
  private worker: Worker | undefined;
  private readonly calls = new Map<number, Call>();
  private nextId = 0;

  constructor(private readonly entry: string) {}

  call<K extends WorkbookRequest['kind']>(
    kind: K,
    args: Extract<WorkbookRequest, { kind: K }>['args'],
  ): Promise<unknown> {
    this.worker ??= this.start();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.calls.set(id, { resolve, reject, parts: [] });
      this.worker!.postMessage({ id, kind, args });
    });
  }

  /** Sends the records ahead, with pauses in which others have their turn. */
  async write([file, mapping, ...rest]: Parameters<WorkbookIo['write']>): Promise<SaveResult> {
    for (const part of partsOf(mapping)) {
      await this.call('part', [part]);
      await turn();
    }
    const records = mapping.patients.length + mapping.studies.length;
    return (await this.call('write', [records, file, { ...mapping, ...NO_RECORDS }, ...rest])) as SaveResult;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(this.entry);
    worker.on('message', (reply: WorkbookReply) => this.settle(reply));
    worker.on('error', (error: Error) => this.fail(error));
    worker.on('exit', () => this.fail(new Error('the workbook thread ended')));
    return worker;
  }

  private settle(reply: WorkbookReply): void {
    const call = this.calls.get(reply.id);
    if ('part' in reply) {
      call?.parts.push(reply.part);
      return;
    }
    this.calls.delete(reply.id);
    if ('error' in reply) call?.reject(revive(reply.error));
    else
      call?.resolve(
        call.parts.length > 0 ? { ...(reply.value as object), ...joined(call.parts) } : reply.value,
      );
  }

  private fail(error: Error): void {
    for (const { reject } of this.calls.values()) reject(error);
    this.calls.clear();
    this.worker = undefined;
  }
}

const NO_RECORDS: RecordPart = { patients: [], studies: [] };

function joined(parts: readonly RecordPart[]): RecordPart {
  return {
    patients: parts.flatMap(({ patients }) => patients),
    studies: parts.flatMap(({ studies }) => studies),
  };
}

function revive({ message, code, remedy }: CarriedError): Error {
  return code !== undefined && remedy !== undefined
    ? new UserError(code, message, remedy)
    : new Error(message);
}
