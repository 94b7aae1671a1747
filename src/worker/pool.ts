import { Worker } from 'node:worker_threads';
import { UserError } from '../core/errors';
import { decodeOutcome, encodeOutcome } from '../core/record/outcome-code';
import type {
  RewriteBatch,
  RewriteResult,
  RewriteSettings,
  SurveyBatch,
  SurveyResult,
  WorkProgress,
  Workers,
} from '../core/run/work';
import type { WorkerData, WorkerReply, WorkerRequest } from './protocol';
import { BATCH_LIMIT, createSharedBuffers, SharedProgress } from './shared-progress';
import {
  joinRewrite,
  joinSurvey,
  rewriteOutcomes,
  sliceRewrite,
  sliceSurvey,
  surveyOutcomes,
} from './split-batch';

/** Batches a worker may have waiting, the one it works on included: the next is there when it has finished one. */
const WAITING = 2;

/**
 * Workers keep little, and with the defaults would let four times as much garbage lie: V8 lets a heap grow the less
 * between collections, the less it may have at most. A header is not in the heap, so no worker comes near that.
 */
const MEMORY_LIMITS = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 1024 };

/** Settled by the reply, or by the death of the worker. */
interface Pending {
  readonly request: WorkerRequest & { kind: 'survey' | 'rewrite' };
  readonly resolve: (end: WorkerReply | Death) => void;
  readonly reject: (error: Error) => void;
}

/** A worker died while it had a batch: at which file, and what had become of those before. */
interface Death {
  readonly kind: 'death';
  /** -1 when it had not begun the batch. */
  readonly position: number;
  readonly outcomes: readonly number[];
  /** The kind of error, without its message, which may hold anything. */
  readonly cause: string;
}

interface Member {
  readonly thread: Worker;
  readonly progress: SharedProgress;
  readonly pending: Pending[];
}

/**
 * Worker threads that survey and rewrite batches. Each has its own buffers for its life; batches go to the worker with
 * the least to do, and workers are started as long as all others have something to do. A worker that dies takes one file
 * with it, which fails; a new worker does the rest.
 */
export class WorkerPool implements Workers {
  readonly capacity: number;
  private readonly cancelFlag = new SharedArrayBuffer(4);
  private readonly members: Member[] = [];
  private settings: RewriteSettings | undefined;
  private retired = { files: 0, bytes: 0 };
  /** Why nothing is accepted any more. */
  private ended: Error | undefined;
  private started = 0;
  private stillborn = 0;

  /**
   * @param entry the bundled worker script
   * @param size how many workers there may be; the first is started at once
   */
  constructor(
    private readonly entry: string,
    private readonly size: number,
  ) {
    this.capacity = size * WAITING;
    this.members.push(this.start(0));
  }

  async survey(batch: SurveyBatch): Promise<SurveyResult> {
    const end = await this.send({ kind: 'survey', batch });
    if (end.kind === 'survey') return end.result;
    if (end.kind !== 'death') throw new Error('a worker answered another question');
    if (end.position < 0) return this.survey(batch);
    const rest = sliceSurvey(batch, end.position + 1, batch.names.length);
    return joinSurvey([
      await this.survey(sliceSurvey(batch, 0, end.position)),
      crashed(surveyOutcomes([CRASHED]), 0, end.cause),
      await this.survey(rest),
    ]);
  }

  async rewrite(batch: RewriteBatch): Promise<RewriteResult> {
    const end = await this.send({ kind: 'rewrite', batch });
    if (end.kind === 'rewrite') return end.result;
    if (end.kind !== 'death') throw new Error('a worker answered another question');
    if (end.position < 0) return this.rewrite({ ...batch, fresh: false });
    const rest = sliceRewrite(batch, end.position + 1, batch.names.length);
    const done = crashed(rewriteOutcomes([...end.outcomes, CRASHED], isWritten), end.position, end.cause);
    return joinRewrite([done, await this.rewriteRest(rest)]);
  }

  /** What a dead worker left. When no worker lives any more, what it had done counts nevertheless. */
  private async rewriteRest(rest: RewriteBatch): Promise<RewriteResult> {
    try {
      return await this.rewrite(rest);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const outcomes = rest.names.map(() => CANCELLED);
      return { ...rewriteOutcomes(outcomes, isWritten), stop: { code: error.code } };
    }
  }

  configure(settings: RewriteSettings): void {
    this.settings = settings;
    for (const { thread } of this.members)
      thread.postMessage({ kind: 'configure', settings } satisfies WorkerRequest);
  }

  progress(): WorkProgress {
    const { members, retired } = this;
    return {
      files: members.reduce((sum, { progress }) => sum + progress.files, retired.files),
      bytes: members.reduce((sum, { progress }) => sum + progress.bytes, retired.bytes),
    };
  }

  cancel(): void {
    Atomics.store(new Int32Array(this.cancelFlag), 0, 1);
  }

  /** Ends the workers at once; what is under way is rejected. */
  async close(): Promise<void> {
    await this.end(new Error('the worker pool is closed'));
  }

  private send(request: Pending['request']): Promise<WorkerReply | Death> {
    if (request.batch.names.length > BATCH_LIMIT)
      throw new RangeError(`a batch holds at most ${BATCH_LIMIT} files`);
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      const member = this.leastBusy();
      member.pending.push({ request, resolve, reject });
      member.thread.postMessage(request);
    });
  }

  private async end(reason: Error): Promise<void> {
    this.ended ??= reason;
    for (const { pending } of this.members) for (const { reject } of pending.splice(0)) reject(this.ended);
    await Promise.all(this.members.map(({ thread }) => thread.terminate()));
  }

  private leastBusy(): Member {
    const { members } = this;
    const best = members.reduce((one, other) => (other.pending.length < one.pending.length ? other : one));
    if (best.pending.length === 0 || members.length === this.size) return best;
    const fresh = this.start(members.length);
    members.push(fresh);
    return fresh;
  }

  private start(index: number): Member {
    const shared = createSharedBuffers(this.cancelFlag);
    // A new number for each worker: it names temporary files, and a dead one may have left some.
    const thread = new Worker(this.entry, {
      workerData: { index: this.started++, shared } satisfies WorkerData,
      resourceLimits: MEMORY_LIMITS,
    });
    const member: Member = { thread, progress: new SharedProgress(shared), pending: [] };
    let cause = 'ended';
    member.progress.endBatch();
    if (this.settings)
      thread.postMessage({ kind: 'configure', settings: this.settings } satisfies WorkerRequest);
    thread.on('message', (reply: WorkerReply) => member.pending.shift()?.resolve(reply));
    thread.on('error', (error: NodeJS.ErrnoException) => (cause = error.code ?? error.name));
    thread.on('exit', () => this.replace(index, member, cause));
    return member;
  }

  /** After a crash: a new worker for the same place, and word to those who wait for the old one. */
  private replace(index: number, dead: Member, cause: string): void {
    if (this.ended) return;
    const { files, bytes, position } = dead.progress;
    this.stillborn = files === 0 && position < 0 ? this.stillborn + 1 : 0;
    if (this.stillborn > STILLBORN_LIMIT) return void this.end(workerFailed());
    const lost = position < 0 ? 0 : 1;
    this.retired = { files: this.retired.files + files + lost, bytes: this.retired.bytes + bytes };
    this.members[index] = this.start(index);
    dead.pending.forEach(({ resolve }, waiting) => {
      const begun = waiting === 0 ? position : -1;
      const outcomes = Array.from({ length: Math.max(0, begun) }, (_, at) => dead.progress.outcome(at));
      resolve({ kind: 'death', position: begun, outcomes, cause });
    });
  }
}

const CANCELLED = encodeOutcome({ kind: 'failed', reason: 'cancelled' });
const CRASHED = encodeOutcome({ kind: 'failed', reason: 'worker-crashed' });

/** So many workers in a row that die before they begin a file mean that none will ever live. */
const STILLBORN_LIMIT = 8;

function isWritten(outcome: number): boolean {
  return decodeOutcome(outcome)?.kind === 'written';
}

/** `result`, whose file at `position` took a worker with it. */
function crashed<R extends SurveyResult | RewriteResult>(result: R, position: number, cause: string): R {
  return { ...result, details: [[position, cause]] };
}

function workerFailed(): UserError {
  return new UserError(
    'worker-failed',
    'The worker threads cannot start.',
    'Reinstall DicomAnon, or run it with fewer workers.',
  );
}
