import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { VsCodeHost } from '../host/vscode-host';
import { HOST_JOB, type HostJob, type HostOutcome } from './host-job';
import type { Watched } from './watch';

/** Runs the command over an export in a VS Code, and watches its extension host. */
export async function watchHost(folder: string, job: Omit<HostJob, 'outcome'>): Promise<Watched> {
  const file = join(folder, 'outcome.json');
  // A window on the export itself would have it searched and watched by VS Code, too.
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace, { recursive: true });
  const env = { [HOST_JOB]: JSON.stringify({ ...job, outcome: file } satisfies HostJob) };
  const host = await VsCodeHost.start({ development: true, env });
  try {
    const status = await new Promise<number>((onExit, reject) => {
      const tests = resolve('out', 'test', 'load', 'host-run.js');
      host.open({ folder: workspace, extension: resolve('.'), tests, onExit }).catch(reject);
    });
    const { found, problem, ...measured } = JSON.parse(readFileSync(file, 'utf8')) as HostOutcome;
    return {
      ...measured,
      status: problem === '' ? status : 1,
      stderr: problem,
      summary: found === undefined ? undefined : { found },
      mostHandles: undefined,
    };
  } finally {
    await host.stop();
  }
}
