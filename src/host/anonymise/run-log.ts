import type { LogOutputChannel } from 'vscode';
import { turnedSwitches } from '../../core/policy/policy';
import { sumText } from '../../panel/result-view';
import type { RunState } from '../../panel/panel-state';
import type { RunController } from './run-controller';

/** Logs how runs go, in numbers: no path, no value. Returns what ends it. */
export function logRun(controller: RunController, log: LogOutputChannel): () => void {
  let last: RunState['kind'] = 'idle';
  return controller.onDidChange(() => {
    const { run } = controller.state;
    if (run.kind === last) return;
    last = run.kind;
    const line = lineOf(run, Object.entries(turnedSwitches(controller.policy)));
    if (line !== '') log.info(line);
  });
}

function lineOf(run: RunState, turned: readonly (readonly [string, boolean])[]): string {
  switch (run.kind) {
    case 'waiting':
      return `run started; parts of the policy turned off: ${namesOf(turned, false)}; turned on: ${namesOf(turned, true)}`;
    case 'ended':
      return `run ended (${run.result.end}) after ${run.result.seconds.toFixed(1)} s: ${sumText(run.result)}`;
    case 'refused':
      return `run refused: ${run.problem.code}`;
    case 'idle':
    case 'running':
    case 'earlier':
      return '';
  }
}

function namesOf(turned: readonly (readonly [string, boolean])[], on: boolean): string {
  const names = turned.filter((entry) => entry[1] === on).map(([id]) => id);
  return names.join(', ') || 'none';
}
