import * as vscode from 'vscode';
import { viewProgress } from '../../panel/progress-view';
import { headlineOf, sumText } from '../../panel/result-view';
import type { RunState } from '../../panel/panel-state';
import { USER_COMMANDS } from '../commands';
import { act } from './result-actions';
import type { RunController, RunOutcome } from './run-controller';
import { Throttle } from './throttle';

/** At most four updates a second. */
const INTERVAL_MS = 250;

/** Tells of the run outside the panel: a status-bar item while it lasts, a notification while no panel shows it. */
export class RunStatus {
  private readonly item = vscode.window.createStatusBarItem('dicomanon.run', vscode.StatusBarAlignment.Left);
  private readonly throttle = new Throttle(() => this.update(), INTERVAL_MS);
  private readonly stop: () => void;
  private notification: ProgressNotification | undefined;
  private last: RunState['kind'] = 'idle';

  constructor(
    private readonly controller: RunController,
    private readonly isPanelVisible: () => boolean,
    private readonly showPanel: () => void,
  ) {
    this.item.name = vscode.l10n.t('DicomAnon');
    this.item.command = USER_COMMANDS.showPanel;
    this.item.tooltip = vscode.l10n.t('Show the run');
    this.stop = controller.onDidChange(() => this.throttle.request());
  }

  /** The panel came into view or went out of it. */
  panelChanged(): void {
    this.throttle.request();
  }

  dispose(): void {
    this.stop();
    this.throttle.dispose();
    this.notification?.close();
    this.item.dispose();
  }

  private update(): void {
    const { run } = this.controller.state;
    const isBusy = run.kind === 'running' || run.kind === 'waiting';
    const percent = run.kind === 'running' ? viewProgress(run.progress).percent : undefined;
    this.updateItem(isBusy, percent);
    this.updateNotification(isBusy, run);
    const hasEnded = this.last === 'running' || this.last === 'waiting';
    this.last = run.kind;
    if (hasEnded && !this.isPanelVisible() && (run.kind === 'ended' || run.kind === 'refused'))
      void this.tellEnd(run);
  }

  private updateItem(isBusy: boolean, percent: number | undefined): void {
    if (!isBusy) return this.item.hide();
    const text = percent === undefined ? vscode.l10n.t('counting') : `${percent} %`;
    this.item.text = `$(sync~spin) DicomAnon: ${text}`;
    this.item.accessibilityInformation = {
      label: vscode.l10n.t('DicomAnon is running, {0}', text),
      role: 'button',
    };
    this.item.show();
  }

  private updateNotification(isBusy: boolean, run: RunState): void {
    if (!isBusy || this.isPanelVisible()) {
      this.notification?.close();
      this.notification = undefined;
      return;
    }
    this.notification ??= new ProgressNotification(() => this.controller.cancel());
    if (run.kind === 'running') this.notification.report(run);
  }

  private async tellEnd(run: RunOutcome): Promise<void> {
    const show = vscode.l10n.t('Show Result');
    if (run.kind === 'refused') {
      const { message, remedy } = run.problem;
      if ((await vscode.window.showErrorMessage(`${message} ${remedy}`, show)) === show) this.showPanel();
      return;
    }
    const reveal = vscode.l10n.t('Reveal Output');
    const tell =
      run.result.failed > 0 || run.result.problem
        ? vscode.window.showWarningMessage
        : vscode.window.showInformationMessage;
    const chosen = await tell(`${headlineOf(run.result)}: ${sumText(run.result)}`, show, reveal);
    if (chosen === show) this.showPanel();
    if (chosen === reveal) await act('revealOutput', this.controller);
  }
}

/** A notification with a bar and Cancel, until it is closed. */
class ProgressNotification {
  private readonly ended: Promise<void>;
  private end: () => void = () => undefined;
  private progress: vscode.Progress<{ message?: string; increment?: number }> | undefined;
  private shown = 0;

  constructor(onCancel: () => void) {
    this.ended = new Promise((resolve) => (this.end = resolve));
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Anonymising'),
      cancellable: true,
    };
    void vscode.window.withProgress(options, (progress, token) => {
      this.progress = progress;
      token.onCancellationRequested(onCancel);
      return this.ended;
    });
  }

  report({ progress, cancelling }: Extract<RunState, { kind: 'running' }>): void {
    const { percent, files, timeLeft } = viewProgress(progress);
    const message = cancelling
      ? vscode.l10n.t('Cancelling…')
      : [`${percent} %`, files, timeLeft].filter(Boolean).join(' · ');
    this.progress?.report({ message, increment: percent - this.shown });
    this.shown = percent;
  }

  close(): void {
    this.end();
  }
}
