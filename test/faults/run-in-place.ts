import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CLI, type JsonSummary } from '../run/command-line';
import { INSTRUCTIONS, type Instructions } from './fault';

/** How a run ended. */
export interface PlaceRun {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** Undefined when none was printed. */
  readonly summary: JsonSummary | undefined;
  /** It was still going after LONGEST_MS. */
  readonly hung: boolean;
  /** The planned fault struck. */
  readonly struck: boolean;
}

const PRELOAD = join(process.cwd(), 'out', 'test', 'faults', 'preload.js');
/** What runs for a third of a second gains nothing from being optimised. */
const SHORT_LIVED = ['--no-opt'];
/** A run takes less than a second; with all its retries, a few. */
const LONGEST_MS = 60_000;

/** Runs the command from `source` to `copies` below a folder, with workbook and report beside them. */
export async function runInPlace(
  root: string,
  instructions: Omit<Instructions, 'root'> & { readonly mark: string },
): Promise<PlaceRun> {
  rmSync(instructions.mark, { force: true });
  const at = (name: string): string => join(root, name);
  const files = ['--workbook', at('m.xlsx'), '--report', at('report.csv')];
  const child = spawn(
    process.execPath,
    [
      ...SHORT_LIVED,
      '--require',
      PRELOAD,
      CLI,
      at('source'),
      at('copies'),
      ...files,
      '--json',
      '--workers',
      '1',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        [INSTRUCTIONS]: JSON.stringify({ ...instructions, root } satisfies Instructions),
      },
    },
  );
  let hung = false;
  const guard = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, LONGEST_MS);
  const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (status, signal) => resolve([status, signal]));
  });
  const [stdout, stderr, [status, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  clearTimeout(guard);
  const summary = stdout === '' ? undefined : (JSON.parse(stdout) as JsonSummary);
  return { status, signal, stderr, summary, hung, struck: existsSync(instructions.mark) };
}
