import { Worker } from 'node:worker_threads';
import { UserError } from '../../core/errors';
import type { FilePreviewRequest } from '../../core/run/planned-copy';
import { connect, type Client } from '../../rpc/connect';
import { READER_CALLS, type FileToRead, type ReaderCalls, type TagRows } from './reader-contract';
import { threadPort } from './thread-port';

/** A file that is not read after this long makes no more progress. */
const PATIENCE_MS = 60_000;

const CRASHED = new UserError(
  'reader-crashed',
  'The file could not be read: the reader stopped unexpectedly.',
  'Open the file again.',
);
const STUCK = new UserError(
  'reader-stuck',
  'The file could not be read in a minute.',
  'Open the file again.',
);

interface Running {
  readonly worker: Worker;
  readonly client: Client<ReaderCalls>;
}

/** Reads files in a thread of its own, which starts with the first file and again after it was lost. */
export class ReaderThread {
  private running: Running | undefined;

  /** @param script the bundled `reader-worker` */
  constructor(private readonly script: string) {}

  /** Rejects with a `UserError` when the file is not DICOM or can't be read. */
  rows(file: FileToRead): Promise<TagRows> {
    return this.withinPatience((client) => client.call('rows', file));
  }

  /** The tag list of a file; rejects as `rows` does. */
  list(file: FileToRead): Promise<string> {
    return this.withinPatience((client) => client.call('list', file));
  }

  /** The tag list of the copy that a run would make of a file; rejects with a `UserError` when it can't be made. */
  preview(request: FilePreviewRequest): Promise<string> {
    return this.withinPatience((client) => client.call('preview', request));
  }

  dispose(): void {
    this.stop(CRASHED);
  }

  private async withinPatience<T>(call: (client: Client<ReaderCalls>) => Promise<T>): Promise<T> {
    const { client } = (this.running ??= this.start());
    const timer = setTimeout(() => this.stop(STUCK), PATIENCE_MS);
    try {
      return await call(client);
    } finally {
      clearTimeout(timer);
    }
  }

  private start(): Running {
    const worker = new Worker(this.script);
    const running = { worker, client: connect(threadPort(worker), READER_CALLS) };
    const lost = (): void => {
      running.client.close(CRASHED);
      if (this.running === running) this.running = undefined;
    };
    worker.on('error', lost);
    worker.on('exit', lost);
    return running;
  }

  private stop(reason: UserError): void {
    this.running?.client.close(reason);
    void this.running?.worker.terminate();
    this.running = undefined;
  }
}
