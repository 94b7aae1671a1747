import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const CLI = resolve('dist', 'cli.js');

/** Runs the command line of the build to its end. */
export function runCli(args: readonly string[]): { status: number; stdout: string; stderr: string } {
  const run = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.error) throw run.error;
  return { status: run.status ?? -1, stdout: run.stdout, stderr: run.stderr };
}
