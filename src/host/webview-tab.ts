import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { panelHtml } from './anonymise/panel-html';

export interface TabOptions {
  /** The view type. */
  readonly view: string;
  readonly title: string;
  /** Name of its script and style sheet in dist/media. */
  readonly page: string;
  /** Keeps the page while another tab is in front of it. */
  readonly retained: boolean;
}

/** An editor tab with a page of the extension, still empty. */
export interface WebviewTab {
  readonly panel: vscode.WebviewPanel;
  /** Fills it; to be called when its requests are served. */
  readonly load: () => void;
}

/** Opens an editor tab for a page. */
export function openTab(extensionUri: vscode.Uri, { view, title, page, retained }: TabOptions): WebviewTab {
  const media = vscode.Uri.joinPath(extensionUri, 'dist', 'media');
  const panel = vscode.window.createWebviewPanel(view, title, vscode.ViewColumn.Active, {
    enableScripts: true,
    enableFindWidget: true,
    retainContextWhenHidden: retained,
    localResourceRoots: [media],
  });
  panel.iconPath = {
    light: vscode.Uri.joinPath(media, 'tab-light.svg'),
    dark: vscode.Uri.joinPath(media, 'tab-dark.svg'),
  };
  const address = (name: string): string =>
    panel.webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
  const load = (): void => {
    panel.webview.html = panelHtml({
      script: address(`${page}.js`),
      style: address(`${page}.css`),
      codicons: address('codicon.css'),
      origin: panel.webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
      language: vscode.env.language,
      title,
    });
  };
  return { panel, load };
}
