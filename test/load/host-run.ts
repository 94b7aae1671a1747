/**
 * Called inside the extension host: runs the command over an export, with the panel open, and shows its report, and says
 * how long the host kept others waiting meanwhile.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { delayIn, RESOLUTION_MS } from './event-loop-delay';
import { HOST_JOB, type HostJob, type HostOutcome } from './host-job';

export async function run(): Promise<void> {
  const job = JSON.parse(process.env[HOST_JOB] ?? '') as HostJob;
  await vscode.commands.executeCommand('dicomanon.showPanel');
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const startBytes = process.memoryUsage.rss();
  const started = Date.now();
  const end = await anonymise(job);
  delay.disable();
  const outcome: HostOutcome = {
    ...end,
    seconds: (Date.now() - started) / 1000,
    startBytes,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    delay: delayIn(delay),
  };
  writeFileSync(job.outcome, JSON.stringify(outcome));
}

async function anonymise({
  source,
  destination,
  workbook,
  workers,
}: HostJob): Promise<Pick<HostOutcome, 'found' | 'problem'>> {
  try {
    const options = { destination, workbook, workers, report: true };
    const uri = vscode.Uri.file(source);
    const { found, state } = await vscode.commands.executeCommand<{ found: number; state: string }>(
      'dicomanon.anonymise',
      uri,
      options,
    );
    await vscode.commands.executeCommand('dicomanon.showReport');
    return { found, problem: state === 'done' ? '' : state };
  } catch (error) {
    return { found: undefined, problem: (error as Error).message };
  }
}
