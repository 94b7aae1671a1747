import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { UserError } from '../../core/errors';
import { explain, explanationSentence } from '../../core/policy/explain';
import { type LoadedPolicy, loadPolicy, POLICY_FILE_ENDING } from '../../core/run/load-policy';
import { type EvidenceAnswer, exportEvidence } from '../evidence/export-evidence';
import { describeFault } from '../log';
import { type AuditResult } from '../../core/run/audit-folder';
import { auditWithProgress, tellAudit } from '../audit/audit-folder-command';
import { createPolicy, editPolicy } from '../policy/edit-policy';
import { ExplainTag } from '../policy/explain-tag';
import { elementOfRow, type RowPlace } from '../policy/placed-row';
import { PolicyDiagnostics } from '../policy/policy-diagnostics';
import { FilePreview, topFolderOf } from '../preview/file-preview';
import { PreviewPanel } from '../preview/preview-panel';
import { basisOf, folderPreviewer } from '../preview/previewer';
import { PolicyList } from '../policy/policy-list';
import { auditReport } from '../report-view/audit-report';
import { ReportTabs } from '../report-view/report-tabs';
import { showError } from '../show-error';
import { TAG_VIEW } from '../tag-view/tag-view-editor';
import { ReaderThread } from '../tag-view/reader-thread';
import { askForAudited, askForSource, foldersOf } from './choose-folders';
import { expandHome } from './destination-rule';
import type { RunChoices } from './engine';
import { createLocalEngine } from './local-engine';
import { Panel, type PolicyActions } from './panel';
import { type PlainSummary, plainSummary } from './plain-summary';
import { PANEL_VIEW } from './register-anonymise';
import { readRunOptions } from './run-arguments';
import { choicesOf } from './run-choices';
import { RunController } from './run-controller';
import { logRun } from './run-log';
import { RunStatus } from './run-status';
import { builtInPolicy, readSettings, SETTING, type Settings } from './settings';

const NO_RUN = new UserError(
  'no-run',
  'There is no run to report on.',
  'Anonymise a folder, or wait until the run has ended: its report lists every file.',
);
const RUN_ACTIVE = new UserError(
  'run-active',
  'DicomAnon is anonymising another folder.',
  'Wait until that run has ended, or cancel it.',
);

/** The run with all that belongs to it: one controller, one panel, one status. */
export class AnonymiseFeature {
  private readonly controller: RunController;
  private readonly status: RunStatus;
  private readonly explanation = new ExplainTag();
  private readonly diagnostics = new PolicyDiagnostics();
  private readonly policies: PolicyList;
  private readonly policyChanges: vscode.Disposable;
  private readonly filePreview: FilePreview;
  private readonly reports: ReportTabs;
  private panel: Panel | undefined;
  private readonly stopLog: () => void;
  private readonly stopTelling: () => void;
  private readonly scripts: string;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly version: string,
    private readonly log: vscode.LogOutputChannel,
    policyChanged: () => void,
  ) {
    const scripts = (this.scripts = vscode.Uri.joinPath(extensionUri, 'dist').fsPath);
    this.filePreview = new FilePreview(new ReaderThread(join(scripts, 'tag-reader.js')));
    this.reports = new ReportTabs(extensionUri, (error) => this.report(error));
    this.controller = new RunController(createLocalEngine(scripts, version), {
      settings,
      isInWorkspace: (folder) => vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) !== undefined,
      report: (error) => this.report(error),
    });
    this.policies = new PolicyList((error) => this.report(error));
    this.policyChanges = vscode.Disposable.from(
      vscode.workspace.onDidSaveTextDocument(({ fileName }) => this.policySaved(fileName)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`dicomanon.${SETTING.policy}`)) this.policyChosen();
      }),
      this.policies.onDidChange(() => this.panel?.refresh()),
      this.policies,
    );
    this.stopLog = logRun(this.controller, log);
    this.stopTelling = this.controller.onDidChange(onChange(() => this.controller.policy, policyChanged));
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

  /** Asks for a folder and opens the panel on it, with the policy of this file. */
  async anonymiseWithPolicy(file: unknown): Promise<void> {
    const [path] = foldersOf(file, undefined);
    if (path === undefined) return;
    const policy = loadPolicy(path, path);
    const source = this.controller.isRunning ? undefined : await askForSource();
    if (source !== undefined) this.controller.chooseSources([source], { policy });
    if (source !== undefined || this.controller.isRunning) this.showPanel();
  }

  /**
   * Searches a folder of anonymised files: that of a menu, or one that the user chooses. The originals are those of the
   * run that wrote it in this window, or of a script.
   */
  async auditFolder(target: unknown, originals: unknown): Promise<AuditResult | undefined> {
    const folder = foldersOf(target, undefined)[0] ?? (await askForAudited(this.controller.destinations[0]));
    if (folder === undefined) return undefined;
    const scripts = vscode.Uri.joinPath(this.extensionUri, 'dist').fsPath;
    const source = typeof originals === 'string' ? originals : this.controller.sourceOf(folder);
    const { workbook } = this.panel ? this.controller.state : settings();
    const result = await auditWithProgress(scripts, { folder, workbook, source });
    this.log.info(
      `audit: ${result.files} files, ${result.findingCount} findings, ${result.problems.length} problems`,
    );
    const report = auditReport(folder, result);
    if (report.entries.length > 0) await this.reports.show(result, () => report);
    void tellAudit(result);
    return result;
  }

  /**
   * Shows every file of the last run in a tab of its own.
   * @throws UserError when no run of this window has ended
   */
  async showReport(): Promise<void> {
    const { result, state } = this.controller;
    if (state.run.kind !== 'ended') throw NO_RUN;
    const progress = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Making the report') };
    await vscode.window.withProgress(progress, () => this.reports.show(result, () => result.report()));
  }

  /**
   * Shows what a run would do, without writing anything: to a file as a diff of its tags, to a folder as a table in a tab
   * of its own. Without a target: to the file in the active tag view, the sources of the panel, or a folder asked for.
   */
  async preview(target: unknown, others: unknown): Promise<void> {
    const named = target === undefined ? activeFile() : foldersOf(target, others);
    const paths = named.length > 0 ? named : await this.sourcesToPreview();
    for (const path of paths) {
      if (statSync(path).isDirectory()) this.previewFolder(path);
      else await this.previewFile(path);
    }
  }

  /** Makes a policy file and opens it. */
  newPolicy(): Promise<vscode.Uri | undefined> {
    return createPolicy();
  }

  /** Opens the policy file in use, or offers to make one. */
  editPolicy(): Promise<void> {
    return editPolicy(this.panel ? this.controller.policyFile : (settings().policy.file ?? namedFile()));
  }

  /** Shows which rule of the policy in use decides on an attribute. */
  async explainTag(row: RowPlace | undefined): Promise<void> {
    const { policy, policyProblem } = settings();
    if (policyProblem && !this.panel) throw policyProblem;
    await this.explanation.show(
      this.panel ? this.controller.policy : policy.choice,
      row && elementOfRow(row),
    );
  }

  /** What the policy in use does with the element of a row, in a sentence; '' for an Item. */
  explainRow(row: RowPlace): string {
    const element = elementOfRow(row);
    const { policy, policyProblem } = settings();
    if (policyProblem && !this.panel) return policyProblem.message;
    const choice = this.panel ? this.controller.policy : policy.choice;
    return element ? explanationSentence(explain(choice, element), choice) : '';
  }

  /**
   * Exports evidence of a folder of copies: that of the last run is proposed, with the policy and the workbook that it was
   * made with.
   */
  exportEvidence(target: unknown, options: unknown): Promise<EvidenceAnswer | undefined> {
    const { state, ranWith } = this.controller;
    const isEnded = state.run.kind === 'ended' && ranWith !== undefined;
    const { policy, workbook } = isEnded ? ranWith : choicesOf(settings(), settings().policy);
    return exportEvidence(target, options, {
      scripts: vscode.Uri.joinPath(this.extensionUri, 'dist').fsPath,
      version: this.version,
      ...{ workbook, policy },
      outputs: isEnded ? this.controller.destinations[0] : undefined,
      originalsOf: (folder) => this.controller.sourceOf(folder),
    });
  }

  /** The original of a copy that a run of this window made. */
  async findOriginal(copy: vscode.Uri): Promise<vscode.Uri | undefined> {
    const original = await this.controller.result.originalOf(copy.fsPath);
    return original === undefined ? undefined : vscode.Uri.file(original);
  }

  /** Ends everything in order. */
  stop(): Promise<void> {
    return this.controller.dispose();
  }

  dispose(): void {
    this.stopLog();
    this.stopTelling();
    this.filePreview.dispose();
    this.reports.dispose();
    vscode.Disposable.from(this.explanation, this.diagnostics, this.policyChanges).dispose();
    this.status.dispose();
    void this.stop();
  }

  private async sourcesToPreview(): Promise<readonly string[]> {
    if (this.panel && this.controller.sources.length > 0) return this.controller.sources;
    const asked = await askForSource();
    return asked === undefined ? [] : [asked];
  }

  private previewFolder(source: string): void {
    const choices = this.previewChoices();
    const { title } = choices.policy.policy;
    const previewer = folderPreviewer(this.scripts, choices, this.controller.destinations);
    new PreviewPanel(source, title, previewer, this.extensionUri, (error) => this.report(error));
  }

  private async previewFile(path: string): Promise<void> {
    const basis = await basisOf(this.scripts, this.previewChoices());
    const topFolder = topFolderOf(path, this.controller.sources, sep);
    await this.filePreview.show({ ...basis, path, topFolder });
  }

  /** Those of the panel while there is one, else those of the settings. */
  private previewChoices(): RunChoices {
    if (this.panel) return this.controller.runChoices;
    const { policyProblem, ...others } = settings();
    if (policyProblem) throw policyProblem;
    return choicesOf(others, others.policy);
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
      const changes = readRunOptions(options, policyFolder());
      this.controller.chooseSources(foldersOf(target, undefined), changes);
      return plainSummary(await this.controller.start());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error === RUN_ACTIVE) this.showPanel();
      return { state: 'refused', code: error.code, message: error.message, remedy: error.remedy };
    }
  }

  /** The policy that is shown follows its file; one that can't be used is told of when it is needed. */
  private policySaved(file: string): void {
    const { policyFile } = this.controller;
    if (policyFile === undefined || !file.endsWith(POLICY_FILE_ENDING)) return;
    this.usePolicy(() => loadPolicy(policyFile, policyFile));
  }

  private policyChosen(): void {
    const { policy, policyProblem } = settings();
    this.usePolicy(() => {
      if (policyProblem) throw policyProblem;
      return policy;
    });
  }

  private usePolicy(load: () => LoadedPolicy | undefined): void {
    try {
      const loaded = load();
      if (loaded) this.controller.usePolicy(loaded);
    } catch (error) {
      void showError(error);
    }
  }

  private get policyActions(): PolicyActions {
    const { controller, policies } = this;
    const used = () => ({ name: controller.policy.policy.name, file: controller.policyFile });
    return {
      offered: () => ({ policies: policies.entries(used()), policy: policies.idOf(used()) }),
      choose: (id) => this.choosePolicy(id),
      create: () => createPolicy(),
      edit: () => this.editPolicy(),
    };
  }

  private choosePolicy(id: string): void {
    this.usePolicy(() => {
      const switches: unknown = vscode.workspace.getConfiguration('dicomanon').get(SETTING.switches);
      return this.policies.load(id, (name) => builtInPolicy(name, switches));
    });
  }

  private attach(webviewPanel: vscode.WebviewPanel): void {
    const media = vscode.Uri.joinPath(this.extensionUri, 'dist', 'media');
    webviewPanel.onDidDispose(() => (this.panel = undefined));
    this.panel = new Panel(
      webviewPanel,
      media,
      this.controller,
      this.policyActions,
      (error) => this.report(error),
      () => this.status.panelChanged(),
    );
    this.status.panelChanged();
  }

  private report(error: unknown): void {
    this.log.error(describeFault(error));
  }
}

/** Calls `tell` whenever `read` has another answer than the last time it was asked. */
function onChange<T>(read: () => T, tell: () => void): () => void {
  let last = read();
  return () => {
    const now = read();
    if (now === last) return;
    last = now;
    tell();
  };
}

/** The file that the active tag view shows; [] when there is none. */
function activeFile(): readonly string[] {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isTagView = input instanceof vscode.TabInputCustom && input.viewType === TAG_VIEW;
  return isTagView && input.uri.scheme === 'file' ? [input.uri.fsPath] : [];
}

function settings(): Settings {
  return readSettings((name) => vscode.workspace.getConfiguration('dicomanon').get(name), policyFolder());
}

/** Where the relative path of a policy file starts: the first folder of the workspace. */
function policyFolder(): string {
  const local = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return local?.uri.fsPath ?? homedir();
}

/** The policy file that the settings name, also when it can't be used: to be corrected. */
function namedFile(): string | undefined {
  const name = vscode.workspace.getConfiguration('dicomanon').get(SETTING.policy);
  const isFile = typeof name === 'string' && name.trim().endsWith(POLICY_FILE_ENDING);
  return isFile ? resolve(policyFolder(), expandHome(name.trim())) : undefined;
}
