import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { RowExplainer } from '../policy/placed-row';
import type { ReaderThread } from './reader-thread';
import { TagDocument } from './tag-document';
import { tagViewHtml, type TagViewTexts } from './tag-view-html';
import { TagViewPanel } from './tag-view-panel';

/** The view type of the tag view, as package.json names it. */
export const TAG_VIEW = 'dicomanon.tagView';

/** The read-only editor for DICOM files. */
export class TagViewEditor implements vscode.CustomReadonlyEditorProvider<TagDocument> {
  private shown: TagViewPanel | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly reader: ReaderThread,
    private readonly explainer: RowExplainer,
    private readonly report: (error: unknown) => void,
  ) {}

  /** The editor that was active last and is still open. */
  get active(): TagViewPanel | undefined {
    return this.shown;
  }

  openCustomDocument(uri: vscode.Uri): TagDocument {
    return new TagDocument(uri, this.reader);
  }

  resolveCustomEditor(document: TagDocument, panel: vscode.WebviewPanel): void {
    const media = vscode.Uri.joinPath(this.extensionUri, 'dist', 'media');
    panel.webview.options = { enableScripts: true, localResourceRoots: [media] };
    const view = new TagViewPanel(document, panel, this.explainer, this.report);
    this.follow(view, panel);
    panel.webview.html = pageFor(panel.webview, media);
  }

  private follow(view: TagViewPanel, panel: vscode.WebviewPanel): void {
    if (panel.active) this.shown = view;
    panel.onDidChangeViewState(() => {
      if (panel.active) this.shown = view;
    });
    panel.onDidDispose(() => {
      if (this.shown === view) this.shown = undefined;
    });
  }
}

function pageFor(webview: vscode.Webview, media: vscode.Uri): string {
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
  return tagViewHtml({
    script: address('tag-view.js'),
    styles: [address('tag-view.css')],
    origin: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
    language: vscode.env.language,
    texts: texts(),
  });
}

function texts(): TagViewTexts {
  const { t } = vscode.l10n;
  return {
    search: t('Search attributes by tag, name or value'),
    expandAll: t('Expand All'),
    collapseAll: t('Collapse All'),
    attributes: t('DICOM Attributes'),
    tag: t('Tag'),
    vr: t('VR'),
    name: t('Name'),
    value: t('Value'),
    selected: t('Selected Attribute'),
    loading: t('Reading the file…'),
    noMatches: t('No attributes match the search.'),
    count: t('{0} attributes', '{0}'),
    matches: t('{0} of {1}', '{0}', '{1}'),
  };
}
