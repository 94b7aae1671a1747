import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { type PreviewTable, tagText } from '../../core/run/preview-table';
import {
  LINES_PER_PAGE,
  PREVIEW_CALLS,
  PREVIEW_EVENTS,
  type PreviewCalls,
  type PreviewLine,
  type PreviewLineExample,
  type PreviewState,
} from '../../panel/preview-protocol';
import { connect } from '../../rpc/connect';
import type { Handlers } from '../../rpc/contract';
import { serve } from '../../rpc/serve';
import { problemOf } from '../anonymise/folder-pairs';
import { webviewPort } from '../tag-view/webview-port';
import { openTab } from '../webview-tab';
import type { FolderPreviewer } from './previewer';

/** The view type of the editor tab. It is not restored: what it shows was never kept. */
export const PREVIEW_VIEW = 'dicomanon.preview';

const CLOSED = new UserError('closed', 'The preview was closed.', 'Open it again.');
const INTERNAL = {
  code: 'internal',
  message: 'Something went wrong inside DicomAnon.',
  remedy: 'See the DicomAnon output channel.',
};

/** One editor tab with the preview of a folder. Values leave the extension only when they are asked for. */
export class PreviewPanel {
  private state: PreviewState = { kind: 'counting', files: 0, total: 0 };
  private table: PreviewTable | undefined;
  private readonly abort = new AbortController();
  private readonly page;

  constructor(
    private readonly source: string,
    private readonly policy: string,
    previewer: FolderPreviewer,
    extensionUri: vscode.Uri,
    private readonly report: (error: unknown) => void,
  ) {
    const title = vscode.l10n.t('Preview: {0}', basename(source));
    const tab = { view: PREVIEW_VIEW, title, page: 'preview', retained: false };
    const { panel, load } = openTab(extensionUri, tab);
    const port = webviewPort(panel.webview);
    const stop = serve(port, PREVIEW_CALLS, this.handlers(), report);
    this.page = connect(port, PREVIEW_EVENTS);
    panel.onDidDispose(() => {
      this.abort.abort();
      stop();
      this.page.close(CLOSED);
    });
    load();
    void this.fill(previewer);
  }

  private async fill(previewer: FolderPreviewer): Promise<void> {
    try {
      this.table = await previewer(this.source, this.abort.signal, ({ files, total }) =>
        this.show({ kind: 'counting', files, total }),
      );
      this.show(this.table ? doneState(this.table) : { kind: 'cancelled' });
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) this.report(error);
      this.show({ kind: 'refused', problem: problem ?? INTERNAL });
    }
  }

  private show(state: PreviewState): void {
    this.state = state;
    this.page.call('state', state).catch((error: unknown) => {
      if (error !== CLOSED) this.report(error);
    });
  }

  private handlers(): Handlers<PreviewCalls> {
    return {
      open: () => ({
        folder: this.source,
        policy: this.policy,
        texts: vscode.l10n.bundle ?? {},
        state: this.state,
      }),
      lines: ({ from }) => (this.table?.rows ?? []).slice(from, from + LINES_PER_PAGE).map(lineOf),
      examples: ({ lines }) => lines.flatMap((line) => this.exampleOf(line)),
      cancel: () => {
        this.abort.abort();
        return null;
      },
    };
  }

  private exampleOf(line: number): readonly PreviewLineExample[] {
    const example = this.table?.examples[line];
    return example === undefined ? [] : [{ line, ...example }];
  }
}

function doneState({ rows, found, dicom, failed, heldBack, refused, others }: PreviewTable): PreviewState {
  const counts = { found, dicom, failed, heldBack, refused, others, lines: rows.length };
  return { kind: 'done', counts };
}

function lineOf(row: PreviewTable['rows'][number]): PreviewLine {
  const { name, creator, vr, fate, why, kinds, files, values } = row;
  return { tag: tagText(row), name, creator, vr, fate, why, kinds, files, values };
}
