import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { ReadStop } from '../../core/view/raw';
import {
  ROWS_PER_PAGE,
  TAG_VIEW_CALLS,
  TAG_VIEW_EVENTS,
  type CopyPart,
  type TagRow,
  type TagViewSummary,
} from '../../panel/tag-view-protocol';
import { connect } from '../../rpc/connect';
import { serve } from '../../rpc/serve';
import type { RowExplainer, RowPlace } from '../policy/placed-row';
import type { TagDocument } from './tag-document';
import { webviewPort } from './webview-port';

const CLOSED = new UserError('closed', 'The editor was closed.', 'Open it again.');

/** One editor that shows a document: answers its page and tells it of changes. */
export class TagViewPanel {
  constructor(
    readonly document: TagDocument,
    panel: vscode.WebviewPanel,
    explainer: RowExplainer,
    report: (error: unknown) => void,
  ) {
    const port = webviewPort(panel.webview);
    const stop = serve(
      port,
      TAG_VIEW_CALLS,
      {
        open: () => this.summarise(),
        rows: ({ from }) => this.page(from),
        explain: async ({ row }) => ({ sentence: await explainer.explain(await this.place(row)) }),
        copy: async ({ row, part }) => {
          await this.copy(row, part);
          return null;
        },
      },
      report,
    );
    const page = connect(port, TAG_VIEW_EVENTS);
    const changes = document.onDidChange(() => {
      page.call('reload', {}).catch(() => undefined);
    });
    const stopFollowing = explainer.onDidChange(() => {
      page.call('policyChanged', {}).catch(() => undefined);
    });
    panel.onDidDispose(() => {
      changes.dispose();
      stopFollowing();
      page.close(CLOSED);
      stop();
    });
  }

  /** Puts part of a row on the clipboard; a row that is not there is passed over. */
  async copy(index: number, part: CopyPart): Promise<void> {
    const row = (await this.document.rows()).rows[index];
    if (row) await vscode.env.clipboard.writeText(textOf(row, part));
  }

  /** A row among those of its file. */
  async place(index: number): Promise<RowPlace> {
    return { rows: (await this.document.rows()).rows, index };
  }

  private async summarise(): Promise<TagViewSummary> {
    const { rows, stop } = await this.document.rows();
    const depth = rows.reduce((deepest, row) => Math.max(deepest, row.depth), 0);
    return { rows: rows.length, depth, notice: stop ? describeStop(stop) : '' };
  }

  private async page(from: number): Promise<readonly TagRow[]> {
    const { rows } = await this.document.rows();
    return rows.slice(from, from + ROWS_PER_PAGE);
  }
}

function textOf({ tag, vr, name, value }: TagRow, part: CopyPart): string {
  switch (part) {
    case 'value':
      return value;
    case 'tag':
      return tag;
    case 'line':
      return [tag, vr, name, value].filter((text) => text !== '').join(' ');
  }
}

function describeStop({ offset, reason }: ReadStop): string {
  const at = offset.toLocaleString('en');
  switch (reason) {
    case 'truncated':
      return vscode.l10n.t(
        'This file is truncated: it ends inside an element. Reading stopped at byte {0}.',
        at,
      );
    case 'malformed':
      return vscode.l10n.t('This file is malformed. Reading stopped at byte {0}.', at);
    case 'too-deep':
      return vscode.l10n.t(
        'The sequences of this file are nested too deeply. Reading stopped at byte {0}.',
        at,
      );
    case 'too-many':
      return vscode.l10n.t('This file has too many elements to show. Reading stopped at byte {0}.', at);
  }
}
