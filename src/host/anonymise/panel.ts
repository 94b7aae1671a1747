import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { FILES_PER_PAGE, PANEL_CALLS, PANEL_EVENTS, type PanelCalls } from '../../panel/panel-protocol';
import type { PanelState, PolicyTable } from '../../panel/panel-state';
import { connect } from '../../rpc/connect';
import type { Handlers } from '../../rpc/contract';
import { serve } from '../../rpc/serve';
import { USER_COMMANDS } from '../commands';
import { webviewPort } from '../tag-view/webview-port';
import { TAG_VIEW } from '../tag-view/tag-view-editor';
import { askForDestination, askForSource, askForWorkbook } from './choose-folders';
import { panelHtml } from './panel-html';
import { policyTable } from './policy-table';
import { act } from './result-actions';
import type { RunChanges } from './run-choices';
import type { RunController } from './run-controller';
import { SETTING } from './settings';
import { Throttle } from './throttle';

const CLOSED = new UserError('closed', 'The panel was closed.', 'Open it again.');
/** At most four updates a second. */
const INTERVAL_MS = 250;

/** What the panel can do with policies. */
export interface PolicyActions {
  readonly offered: () => Pick<PanelState, 'policies' | 'policy'>;
  /** Takes the policy with this id; tells of one that can't be used, and leaves the choice as it is. */
  readonly choose: (id: string) => void;
  readonly create: () => Promise<unknown>;
  readonly edit: () => Promise<void>;
}

/** One webview that shows the run. It holds nothing itself: closed and opened again, it shows the same. */
export class Panel {
  private readonly throttle = new Throttle(() => this.push(), INTERVAL_MS);
  private readonly page;
  /** The page has not yet answered the last state: the next one waits. */
  private isPushing = false;
  /** The state has changed since then. */
  private isStale = false;

  constructor(
    private readonly webviewPanel: vscode.WebviewPanel,
    media: vscode.Uri,
    private readonly controller: RunController,
    private readonly policies: PolicyActions,
    private readonly report: (error: unknown) => void,
    onDidChangeVisibility: () => void,
  ) {
    const { webview } = webviewPanel;
    webview.options = { enableScripts: true, localResourceRoots: [media] };
    const port = webviewPort(webview);
    const stopServing = serve(port, PANEL_CALLS, this.handlers(), report);
    this.page = connect(port, PANEL_EVENTS);
    const stopListening = controller.onDidChange(() => this.throttle.request());
    webviewPanel.onDidChangeViewState(onDidChangeVisibility);
    webviewPanel.onDidDispose(() => {
      stopListening();
      stopServing();
      this.throttle.dispose();
      this.page.close(CLOSED);
      onDidChangeVisibility();
    });
    webviewPanel.iconPath = {
      light: vscode.Uri.joinPath(media, 'tab-light.svg'),
      dark: vscode.Uri.joinPath(media, 'tab-dark.svg'),
    };
    webview.html = pageFor(webview, media);
  }

  get isVisible(): boolean {
    return this.webviewPanel.visible;
  }

  /** Brings it to the front. */
  reveal(): void {
    this.webviewPanel.reveal();
  }

  /** Shows what has changed beside the run. */
  refresh(): void {
    this.throttle.request();
  }

  private push(): void {
    this.isStale = this.isPushing;
    if (!this.isVisible || this.isPushing) return;
    this.isPushing = true;
    this.page.call('state', this.state).then(
      () => this.pushed(),
      (error: unknown) => {
        this.isPushing = false;
        if (error !== CLOSED) this.report(error);
      },
    );
  }

  private pushed(): void {
    this.isPushing = false;
    if (this.isStale) this.throttle.request();
  }

  private handlers(): Handlers<PanelCalls> {
    const { controller } = this;
    return {
      open: () => this.open(),
      chooseSource: () => settle(askForSource(), (folder) => controller.chooseSources([folder], this.kept())),
      chooseDestination: () =>
        settle(askForDestination(controller.destinations[0]), (folder) =>
          controller.chooseDestination(folder),
        ),
      chooseWorkbook: () =>
        settle(askForWorkbook(controller.state.workbook), (workbook) => this.useWorkbook(workbook)),
      openSettings: () => settle(openSettings()),
      policy: () => this.table(),
      choosePolicy: ({ id }) => {
        this.policies.choose(id);
        return { policy: this.policies.offered().policy };
      },
      newPolicy: () => settle(this.policies.create()),
      editPolicy: () => settle(this.policies.edit()),
      setSwitch: ({ id, on }) => done(controller.setSwitch(id, on)),
      setRisk: ({ risk, decision }) => done(controller.setRisk(risk, decision)),
      setKeepNames: ({ on }) => done(controller.choose({ keepNames: on })),
      setReport: ({ on }) => done(controller.choose({ report: on })),
      preview: () => settle(vscode.commands.executeCommand(USER_COMMANDS.preview, controller.sources)),
      start: () => done(void controller.start()),
      cancel: () => done(controller.cancel()),
      examples: ({ revealed }) => controller.examples(revealed),
      files: ({ reason, from }) =>
        controller.result.files(reason, from, FILES_PER_PAGE).map(({ path, detail }) => ({ path, detail })),
      openFile: ({ reason, index }) =>
        settle(openFile(controller.result.files(reason, index, 1)[0]?.absolute)),
      act: ({ action }) => settle(act(action, controller)),
    };
  }

  private get state(): PanelState {
    return { ...this.controller.state, ...this.policies.offered() };
  }

  private table(): PolicyTable {
    return policyTable(this.controller.policy.policy, this.controller.policySerial);
  }

  private open() {
    this.isPushing = false;
    return {
      policy: this.table(),
      texts: vscode.l10n.bundle ?? {},
      state: this.state,
    };
  }

  /** Other folders are treated as the user chose for those before; the first ones as the settings say. */
  private kept(): RunChanges {
    return this.controller.destinations.length === 0 ? {} : this.controller.chosen;
  }

  /** The workbook is kept as a setting: with another one the next run would give the same patients other identities. */
  private async useWorkbook(workbook: string): Promise<void> {
    this.controller.choose({ workbook });
    const settings = vscode.workspace.getConfiguration('dicomanon');
    await settings.update(SETTING.workbook, workbook, vscode.ConfigurationTarget.Global);
  }
}

function done(_result: void): null {
  return null;
}

/** Waits, passes on what the user chose, if anything, and answers that it is done. */
async function settle<T>(
  asked: Thenable<T | undefined>,
  use?: (answer: T) => void | Promise<void>,
): Promise<null> {
  const answer = await asked;
  if (answer !== undefined) await use?.(answer);
  return null;
}

function openSettings(): Thenable<void> {
  return vscode.commands.executeCommand('workbench.action.openSettings', 'dicomanon.');
}

/** Opens an original as tags; where it is no DICOM, VS Code's own editor tells what it can. */
async function openFile(file: string | undefined): Promise<void> {
  if (file !== undefined)
    await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(file), TAG_VIEW);
}

function pageFor(webview: vscode.Webview, media: vscode.Uri): string {
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
  return panelHtml({
    script: address('panel.js'),
    style: address('panel.css'),
    codicons: address('codicon.css'),
    origin: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
    language: vscode.env.language,
    title: vscode.l10n.t('DicomAnon'),
  });
}
