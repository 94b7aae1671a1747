import type { LogOutputChannel } from 'vscode';
import { choiceText } from '../../core/policy/choice-text';
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
    const line = lineOf(run, choiceText(controller.policy));
    if (line !== '') log.info(line);
  });
}

function lineOf(run: RunState, policy: string): string {
  switch (run.kind) {
    case 'waiting':
      return `run started; policy: ${policy}`;
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
