import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { describeFault } from '../log';
import { showError } from '../show-error';
import { askForSource, foldersOf } from './choose-folders';
import { createLocalEngine } from './local-engine';
import { Panel } from './panel';
import { type PlainSummary, plainSummary } from './plain-summary';
import { PANEL_VIEW } from './register-anonymise';
import { readRunOptions } from './run-arguments';
import { RunController } from './run-controller';
import { logRun } from './run-log';
import { RunStatus } from './run-status';
import { readSettings } from './settings';

const RUN_ACTIVE = new UserError(
  'run-active',
  'DicomAnon is anonymising another folder.',
  'Wait until that run has ended, or cancel it.',
);

/** The run with all that belongs to it: one controller, one panel, one status. */
export class AnonymiseFeature {
  private readonly controller: RunController;
  private readonly status: RunStatus;
  private panel: Panel | undefined;
  private readonly stopLog: () => void;

  constructor(
    private readonly extensionUri: vscode.Uri,
    version: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const scripts = vscode.Uri.joinPath(extensionUri, 'dist').fsPath;
    this.controller = new RunController(createLocalEngine(scripts, version), {
      settings: () => readSettings((name) => vscode.workspace.getConfiguration('dicomanon').get(name)),
      isInWorkspace: (folder) => vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) !== undefined,
      report: (error) => this.report(error),
    });
    this.stopLog = logRun(this.controller, log);
    this.status = new RunStatus(
      this.controller,
      () => this.panel?.isVisible === true,
      () => this.showPanel(),
    );
  }

  /**
   * Opens the panel on the folders of a menu, or on one that the user chooses. With options it runs at once and without
   * questions, and resolves with the summary as plain JSON.
   */
  async anonymise(target: unknown, second: unknown): Promise<PlainSummary | undefined> {
    if (typeof second === 'object' && second !== null && !Array.isArray(second))
      return this.runAtOnce(target, second);
    if (this.controller.isRunning) this.showPanel();
    else await this.open(target, second).catch(showError);
    return undefined;
  }

  /** Brings the panel to the front; makes it if there is none. */
  showPanel(): void {
    if (this.panel) return this.panel.reveal();
    const options = { enableFindWidget: true };
    this.attach(
      vscode.window.createWebviewPanel(
        PANEL_VIEW,
        vscode.l10n.t('DicomAnon'),
        vscode.ViewColumn.Active,
        options,
      ),
    );
  }

  /** Takes over the panel that was open when the window was reloaded, and shows what is known of the last run. */
  async restore(webviewPanel: vscode.WebviewPanel): Promise<void> {
    if (this.panel) {
      webviewPanel.dispose();
      return;
    }
    this.attach(webviewPanel);
    await this.controller.recall();
  }

  /** The original of a copy that a run of this window made. */
  findOriginal(copy: vscode.Uri): vscode.Uri | undefined {
    const original = this.controller.result.originalOf(copy.fsPath);
    return original === undefined ? undefined : vscode.Uri.file(original);
  }

  /** Ends everything in order. */
  stop(): Promise<void> {
    return this.controller.dispose();
  }

  dispose(): void {
    this.stopLog();
    this.status.dispose();
    void this.stop();
  }

  private async open(target: unknown, others: unknown): Promise<void> {
    const named = foldersOf(target, others);
    const asked = named.length > 0 ? undefined : await askForSource();
    const folders = asked === undefined ? named : [asked];
    if (folders.length === 0) return;
    this.controller.chooseSources(folders);
    this.showPanel();
  }

  private async runAtOnce(target: unknown, options: object): Promise<PlainSummary> {
    try {
      if (this.controller.isRunning) throw RUN_ACTIVE;
      const changes = readRunOptions(options);
      this.controller.chooseSources(foldersOf(target, undefined), changes);
      return plainSummary(await this.controller.start());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error === RUN_ACTIVE) this.showPanel();
      return { state: 'refused', code: error.code, message: error.message, remedy: error.remedy };
    }
  }

  private attach(webviewPanel: vscode.WebviewPanel): void {
    const media = vscode.Uri.joinPath(this.extensionUri, 'dist', 'media');
    webviewPanel.onDidDispose(() => (this.panel = undefined));
    this.panel = new Panel(
      webviewPanel,
      media,
      this.controller,
      (error) => this.report(error),
      () => this.status.panelChanged(),
    );
    this.status.panelChanged();
  }

  private report(error: unknown): void {
    this.log.error(describeFault(error));
  }
}
