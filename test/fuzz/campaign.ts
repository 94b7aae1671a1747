/** Runs cases in a thread that is ended when one of them takes too long or too much memory. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Finding } from './judge';

export interface CampaignOptions {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Whether real files, where they are at hand, are mutated as well as the sample's. */
  readonly real: boolean;
  readonly onProgress?: (done: number) => void;
}

/** A finding and the case that shows it: the same seed and number show it again. */
export interface FoundCase extends Finding {
  readonly number: number;
  readonly mutations: readonly string[];
}

export interface CampaignResult {
  readonly cases: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly findings: readonly FoundCase[];
  readonly seconds: number;
}

/** What the thread is told; `position` holds the number of the case at hand. */
export interface BatchOrder {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly real: boolean;
  readonly skip: readonly number[];
  readonly position: SharedArrayBuffer;
}

/** What the thread says each time that it has done some cases. */
export interface BatchReport {
  readonly done: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly findings: readonly FoundCase[];
}

/** A case takes less than a millisecond; this long is a hang, also on a busy machine. */
const HANG_MS = 15_000;
const LOOK_EVERY_MS = 250;
/** Of the whole process: the bases take about a fifth of it. */
const MEMORY_LIMIT = 1024 * 1024 * 1024;
const HEAP_LIMIT_MB = 512;
const THREAD = join(__dirname, 'campaign-worker.js');

/** Runs cases [from, to) and says what became of them. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const campaign = new Campaign(options);
  const started = performance.now();
  while (campaign.done < options.to) await campaign.runThread();
  const { outcomes, findings } = campaign;
  const seconds = (performance.now() - started) / 1000;
  return { cases: options.to - options.from, outcomes: Object.fromEntries(outcomes), findings, seconds };
}

class Campaign {
  readonly outcomes = new Map<string, number>();
  readonly findings: FoundCase[] = [];
  done: number;
  private readonly skip: number[] = [];
  private readonly position = new SharedArrayBuffer(4);

  constructor(private readonly options: CampaignOptions) {
    this.done = options.from;
  }

  /** Until all cases are done, or one of them ends the thread: that one is left out the next time. */
  runThread(): Promise<void> {
    const { seed, to, real } = this.options;
    const order: BatchOrder = { seed, from: this.done, to, real, skip: this.skip, position: this.position };
    Atomics.store(new Int32Array(this.position), 0, -1);
    const resourceLimits = { maxOldGenerationSizeMb: HEAP_LIMIT_MB };
    const worker = new Worker(THREAD, { workerData: order, resourceLimits });
    return new Promise((resolve) => {
      const stop = watch(this.position, (why) => {
        this.blame(why, `case ${this.current()}`);
        void worker.terminate();
      });
      worker.on('message', (report: BatchReport) => this.add(report));
      worker.on('error', (error) => this.blame('thread ended', error.message));
      worker.on('exit', () => {
        stop();
        resolve();
      });
    });
  }

  private add({ done, outcomes, findings }: BatchReport): void {
    this.done = done;
    for (const [outcome, count] of Object.entries(outcomes)) this.count(outcome, count);
    this.findings.push(...findings);
    this.options.onProgress?.(done - this.options.from);
  }

  private blame(kind: string, detail: string): void {
    const number = this.current();
    if (number < 0) throw new Error(`the thread did not start: ${detail}`);
    this.skip.push(number);
    this.findings.push({ kind, detail, number, mutations: [] });
    this.count(kind, 1);
  }

  private count(outcome: string, by: number): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + by);
  }

  private current(): number {
    return Atomics.load(new Int32Array(this.position), 0);
  }
}

/** Calls `end` once when a case hangs or memory grows beyond its limit; the result ends the watch. */
function watch(position: SharedArrayBuffer, end: (why: string) => void): () => void {
  const current = new Int32Array(position);
  let [last, since] = [-1, performance.now()];
  const timer = setInterval(() => {
    const at = Atomics.load(current, 0);
    if (at !== last) [last, since] = [at, performance.now()];
    const hangs = at >= 0 && performance.now() - since > HANG_MS;
    const isLarge = process.memoryUsage.rss() > MEMORY_LIMIT;
    if (!hangs && !isLarge) return;
    clearInterval(timer);
    end(hangs ? 'hang' : 'memory');
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
