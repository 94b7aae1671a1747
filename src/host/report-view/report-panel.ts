import { basename } from 'node:path';
import * as vscode from 'vscode';
import {
  type OpenRequest,
  REPORT_CALLS,
  type ReportCalls,
  type ReportFound,
  type ReportQuery,
} from '../../panel/report-protocol';
import { breathing } from '../../core/run/event-loop';
import type { Handlers } from '../../rpc/contract';
import { serve } from '../../rpc/serve';
import { TAG_VIEW } from '../tag-view/tag-view-editor';
import { webviewPort } from '../tag-view/webview-port';
import { openTab } from '../webview-tab';
import type { Report } from './report';
import { type Arrangement, arrange, foundGroups, pageOf } from './report-table';

/** The view type of the editor tab. It is not restored: what it shows was never kept. */
export const REPORT_VIEW = 'dicomanon.report';

/** One editor tab with a report. The page holds the rows that it shows, and asks for others by number. */
export class ReportPanel {
  private readonly panel: vscode.WebviewPanel;
  /** What was found last. */
  private arrangement: Arrangement = [];
  private serial = 0;

  constructor(
    private readonly report: Report,
    extensionUri: vscode.Uri,
    onFault: (error: unknown) => void,
    onClose: () => void,
  ) {
    const title = `${vscode.l10n.t(report.heading)}: ${basename(report.folders[0] ?? '')}`;
    // The page is kept: whoever opens one file after the other comes back to the same place.
    const { panel, load } = openTab(extensionUri, {
      ...{ view: REPORT_VIEW, title, page: 'report', retained: true },
    });
    this.panel = panel;
    const stop = serve(webviewPort(panel.webview), REPORT_CALLS, this.handlers(), onFault);
    panel.onDidDispose(() => {
      stop();
      onClose();
    });
    load();
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private handlers(): Handlers<ReportCalls> {
    const { heading, folders, summary, columns, groups, entries } = this.report;
    return {
      open: () => ({
        ...{ heading, folders, summary, columns, groups },
        total: entries.length,
        texts: vscode.l10n.bundle ?? {},
      }),
      find: (query) => this.find(query),
      rows: ({ serial, group, from }) =>
        serial === this.serial ? pageOf(this.report, this.arrangement, group, from) : [],
      openFile: (request) => this.openFile(request),
    };
  }

  private async find(query: ReportQuery): Promise<ReportFound> {
    this.arrangement = await arrange(this.report, query, breathing());
    return { serial: ++this.serial, groups: foundGroups(this.arrangement) };
  }

  private async openFile({ row, column }: OpenRequest): Promise<null> {
    const path = this.report.pathOf(row, column);
    if (path !== undefined)
      await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(path), TAG_VIEW);
    return null;
  }
}
