import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What one run of a command took: seconds, and the largest resident set of any of its processes in bytes. */
export interface Measurement {
  readonly wall: number;
  readonly user: number;
  readonly system: number;
  readonly peakBytes: number;
  readonly stdout: string;
}

export type Run =
  | { readonly kind: 'done'; readonly measurement: Measurement }
  | { readonly kind: 'failed'; readonly reason: string };

const POLL_MS = 25;
const MAX_MESSAGE_CHARACTERS = 300;

/**
 * `time` is a word of bash and thus there wherever bash is; it counts all processes of the command. Its
 * report goes to file descriptor 3, apart from what the command itself says.
 */
const TIMED = 'TIMEFORMAT="%R %U %S"; { time "$@" 2>&4; } 4>&2 2>&3';

/** Runs a command to its end and measures it. */
export async function measure(command: readonly string[]): Promise<Run> {
  const child = spawn('bash', ['-c', TIMED, 'bench', ...command], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  const [, stdout, stderr, times] = child.stdio;
  const texts = [stdout, stderr, times].map(readAll);
  let peakBytes = 0;
  const poll = setInterval(() => {
    if (child.pid !== undefined) peakBytes = Math.max(peakBytes, peakOfTree(child.pid));
  }, POLL_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => clearInterval(poll));
  const [out = '', err = '', report = ''] = await Promise.all(texts);
  if (code !== 0)
    return { kind: 'failed', reason: `exit code ${code}: ${err.slice(-MAX_MESSAGE_CHARACTERS)}` };
  const [wall = NaN, user = NaN, system = NaN] = report.trim().split(' ').map(Number);
  return { kind: 'done', measurement: { wall, user, system, peakBytes, stdout: out } };
}

async function readAll(stream: unknown): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The largest of the peaks of the process and its descendants; those that just ended count no more. */
function peakOfTree(pid: number): number {
  const peaks = childrenOf(pid).map(peakOfTree);
  return Math.max(peakOf(pid), ...peaks);
}

function childrenOf(pid: number): readonly number[] {
  const text = readOrEmpty(`/proc/${pid}/task/${pid}/children`);
  return text.split(' ').filter(Boolean).map(Number);
}

/** The kernel's own high-water mark, so that polling misses only what grows within the last interval. */
function peakOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readOrEmpty(`/proc/${pid}/status`))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
