import { spawn } from 'node:child_process';

/** Programs that run at a time: the machines that test have two cores or more. */
const AT_A_TIME = 2;

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the jobs, two at a time, and returns their results in order. */
export async function inParallel<J, R>(jobs: readonly J[], run: (job: J) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(jobs.length);
  let next = 0;
  const takeJobs = async (): Promise<void> => {
    while (next < jobs.length) {
      const index = next++;
      results[index] = await run(jobs[index]!);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, takeJobs));
  return results;
}

/** Runs a program to its end without blocking; its output is read as Latin-1, because it quotes values of files. */
export function runToEnd(program: string, args: readonly string[], input = ''): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const [stdout, stderr] = [Buffer.concat(out).toString('latin1'), Buffer.concat(err).toString('latin1')];
      resolve({ code, signal, stdout, stderr });
    });
    child.stdin.on('error', () => undefined); // a program that does not read its input may end first
    child.stdin.end(input);
  });
}
