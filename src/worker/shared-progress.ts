import { CancelledError } from '../core/io/cancellation';

/** No batch holds more files than this. */
export const BATCH_LIMIT = 64;

/** What a worker and the pool both see: where the worker is, what it has done, and whether it should stop. */
export interface SharedBuffers {
  readonly cancel: SharedArrayBuffer;
  readonly progress: SharedArrayBuffer;
}

const POSITION = 0;
const FILES = 1;
const HEADER = 16;

/** Memory for one worker. `cancel` is the same for all workers of a pool. */
export function createSharedBuffers(cancel: SharedArrayBuffer): SharedBuffers {
  return { cancel, progress: new SharedArrayBuffer(HEADER + BATCH_LIMIT) };
}

/**
 * The progress of one worker, in memory that it shares with the pool: the pool reads it as often as it likes and without
 * a message, also after the worker has died.
 */
export class SharedProgress {
  private readonly counters: Int32Array;
  private readonly outcomes: Uint8Array;
  private readonly cancel: Int32Array;
  /** Written by the worker alone, so that it needs no atomic addition. */
  private readonly byteCount: Float64Array;
  private ofThisFile = 0;

  constructor({ cancel, progress }: SharedBuffers) {
    this.cancel = new Int32Array(cancel);
    this.counters = new Int32Array(progress, 0, 2);
    this.byteCount = new Float64Array(progress, 8, 1);
    this.outcomes = new Uint8Array(progress, HEADER, BATCH_LIMIT);
  }

  /** The file of the batch that is being worked on, -1 between batches. */
  get position(): number {
    return Atomics.load(this.counters, POSITION);
  }

  /** Files finished since the worker started. */
  get files(): number {
    return Atomics.load(this.counters, FILES);
  }

  /** Bytes of the files that are done, and of the one in work what is written, since the worker started. */
  get bytes(): number {
    return this.byteCount[0]!;
  }

  outcome(position: number): number {
    return Atomics.load(this.outcomes, position);
  }

  begin(position: number): void {
    Atomics.store(this.counters, POSITION, position);
    this.ofThisFile = 0;
  }

  /** @throws CancelledError when the pool was cancelled */
  readonly beforeWrite = (bytes: number): void => {
    this.checkCancelled();
    this.ofThisFile += bytes;
    this.byteCount[0]! += bytes;
  };

  end(position: number, outcome: number, size: number): void {
    this.byteCount[0]! += size - this.ofThisFile;
    Atomics.store(this.outcomes, position, outcome);
    Atomics.add(this.counters, FILES, 1);
  }

  endBatch(): void {
    Atomics.store(this.counters, POSITION, -1);
  }

  /** @throws CancelledError when the pool was cancelled */
  readonly checkCancelled = (): void => {
    if (Atomics.load(this.cancel, 0) !== 0) throw new CancelledError();
  };
}
