import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JsonSummary } from '../run/command-line';
import { NODE_FLAGS } from '../support/node-flags';
import { DELAY_MARK, type EventLoopDelay } from './event-loop-delay';

/** What one run took. */
export interface Watched {
  readonly status: number | null;
  readonly summary: Pick<JsonSummary, 'found'> | undefined;
  readonly stderr: string;
  readonly seconds: number;
  /** Resident set of a process that was there before; 0 when it was started for the run. */
  readonly startBytes: number;
  /** Largest resident set of the process, its threads included. */
  readonly peakBytes: number;
  /** Undefined where they were not counted. */
  readonly mostHandles: number | undefined;
  readonly delay: EventLoopDelay | undefined;
}

const PRELOAD = join(process.cwd(), 'out', 'test', 'load', 'preload.js');
const POLL_MS = 50;

/** Runs a program and watches its process; memory and handles are known on Linux only. */
export async function watchRun(program: string, args: readonly string[]): Promise<Watched> {
  const started = Date.now();
  const child = spawn(process.execPath, [...NODE_FLAGS, '--require', PRELOAD, program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [peakBytes, mostHandles] = [0, 0];
  const poll = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid!));
    mostHandles = Math.max(mostHandles, handlesOf(child.pid!));
  }, POLL_MS);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  clearInterval(poll);
  return {
    status,
    summary: stdout === '' ? undefined : (JSON.parse(stdout) as JsonSummary),
    stderr,
    seconds: (Date.now() - started) / 1000,
    startBytes: 0,
    peakBytes,
    mostHandles,
    delay: delayToldIn(stderr),
  };
}

function delayToldIn(stderr: string): EventLoopDelay | undefined {
  const line = stderr.split('\n').find((each) => each.startsWith(DELAY_MARK));
  return line === undefined ? undefined : (JSON.parse(line.slice(DELAY_MARK.length)) as EventLoopDelay);
}

/** The kernel's own high-water mark, so that polling misses only what grows within the last interval. */
function peakOf(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function handlesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}
