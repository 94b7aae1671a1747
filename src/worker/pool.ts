import { Worker } from 'node:worker_threads';
import { UserError } from '../core/errors';
import { decodeOutcome, encodeOutcome } from '../core/record/outcome-code';
import type { RewriteBatch, RewriteResult, RewriteSettings, SurveyBatch, SurveyResult, WorkProgress, Workers } from '../core/run/work';
import type { WorkerData, WorkerReply, WorkerRequest } from './protocol';
import { BATCH_LIMIT, createSharedBuffers, SharedProgress } from './shared-progress';
import { joinRewrite, joinSurvey, rewriteOutcomes, sliceRewrite, sliceSurvey, surveyOutcomes } from './split-batch';

/** Batches a worker may have waiting, the one it works on included: the next is there when it has finished one. */
const WAITING = 2;

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
}

interface Member {
  readonly thread: Worker;
  readonly progress: SharedProgress;
  readonly pending: Pending[];
}

/**
 * Worker threads that survey and rewrite batches. Each has its own buffers for its life; batches go to the worker with
 * the least to do. A worker that dies takes one file with it, which fails; a new worker does the rest.
 */
export class WorkerPool implements Workers {
  readonly capacity: number;
  private readonly cancelFlag = new SharedArrayBuffer(4);
  private readonly members: (Member | undefined)[] = [];
  private settings: RewriteSettings | undefined;
  private retired = { files: 0, bytes: 0 };
  private closed = false;
  private stillborn = 0;

  /** @param entry the bundled worker script */
  constructor(
    private readonly entry: string,
    size: number,
  ) {
    this.capacity = size * WAITING;
    for (let index = 0; index < size; index++) this.members[index] = this.start(index);
  }

  async survey(batch: SurveyBatch): Promise<SurveyResult> {
    const end = await this.send({ kind: 'survey', batch });
    if (end.kind === 'survey') return end.result;
    if (end.kind !== 'death') throw new Error('a worker answered another question');
    if (end.position < 0) return this.survey(batch);
    const rest = sliceSurvey(batch, end.position + 1, batch.names.length);
    return joinSurvey([
      await this.survey(sliceSurvey(batch, 0, end.position)),
      surveyOutcomes([CRASHED]),
      await this.survey(rest),
    ]);
  }

  async rewrite(batch: RewriteBatch): Promise<RewriteResult> {
    const end = await this.send({ kind: 'rewrite', batch });
    if (end.kind === 'rewrite') return end.result;
    if (end.kind !== 'death') throw new Error('a worker answered another question');
    if (end.position < 0) return this.rewrite({ ...batch, fresh: false });
    const rest = sliceRewrite(batch, end.position + 1, batch.names.length);
    const done = rewriteOutcomes([...end.outcomes, CRASHED], isWritten);
    return joinRewrite([done, await this.rewrite(rest)]);
  }

  configure(settings: RewriteSettings): void {
    this.settings = settings;
    for (const member of this.members) member?.thread.postMessage({ kind: 'configure', settings } satisfies WorkerRequest);
  }

  progress(): WorkProgress {
    const alive = this.members.filter((member) => member !== undefined);
    return {
      files: alive.reduce((sum, { progress }) => sum + progress.files, this.retired.files),
      bytes: alive.reduce((sum, { progress }) => sum + progress.bytes, this.retired.bytes),
    };
  }

  cancel(): void {
    Atomics.store(new Int32Array(this.cancelFlag), 0, 1);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.members.map((member) => member?.thread.terminate()));
  }

  private send(request: Pending['request']): Promise<WorkerReply | Death> {
    if (request.batch.names.length > BATCH_LIMIT) throw new RangeError(`a batch holds at most ${BATCH_LIMIT} files`);
    return new Promise((resolve, reject) => {
      const member = this.leastBusy();
      member.pending.push({ request, resolve, reject });
      member.thread.postMessage(request);
    });
  }

  private giveUp(): void {
    this.closed = true;
    const error = new UserError('worker-failed', 'The worker threads cannot start.', 'Reinstall DicomAnon, or run it with fewer workers.');
    for (const member of this.members) {
      for (const { reject } of member?.pending ?? []) reject(error);
      void member?.thread.terminate();
    }
  }

  private leastBusy(): Member {
    const alive = this.members.filter((member) => member !== undefined);
    return alive.reduce((best, member) => (member.pending.length < best.pending.length ? member : best));
  }

  private start(index: number): Member {
    const shared = createSharedBuffers(this.cancelFlag);
    const thread = new Worker(this.entry, { workerData: { index, shared } satisfies WorkerData });
    const member: Member = { thread, progress: new SharedProgress(shared), pending: [] };
    member.progress.endBatch();
    if (this.settings) thread.postMessage({ kind: 'configure', settings: this.settings } satisfies WorkerRequest);
    thread.on('message', (reply: WorkerReply) => member.pending.shift()?.resolve(reply));
    thread.on('error', () => undefined); // 'exit' follows, and says all that is needed
    thread.on('exit', () => this.replace(index, member));
    return member;
  }

  /** After a crash: a new worker for the same place, and word to those who wait for the old one. */
  private replace(index: number, dead: Member): void {
    if (this.closed) return;
    const { files, bytes, position } = dead.progress;
    this.stillborn = files === 0 && position < 0 ? this.stillborn + 1 : 0;
    if (this.stillborn > STILLBORN_LIMIT) return this.giveUp();
    this.retired = { files: this.retired.files + files, bytes: this.retired.bytes + bytes };
    this.members[index] = this.start(index);
    dead.pending.forEach(({ resolve }, waiting) => {
      const begun = waiting === 0 ? position : -1;
      const outcomes = Array.from({ length: Math.max(0, begun) }, (_, at) => dead.progress.outcome(at));
      resolve({ kind: 'death', position: begun, outcomes });
    });
  }
}

const CRASHED = encodeOutcome({ kind: 'failed', reason: 'worker-crashed' });

/** So many workers in a row that die before they begin a file mean that none will ever live. */
const STILLBORN_LIMIT = 8;

function isWritten(outcome: number): boolean {
  return decodeOutcome(outcome)?.kind === 'written';
}
