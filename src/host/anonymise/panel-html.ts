import { contentSecurityPolicy, escapeHtml } from '../webview-html';

/** What the page refers to, as addresses that a webview may load. */
export interface PanelPage {
  readonly script: string;
  readonly style: string;
  readonly codicons: string;
  /** The webview's own origin, for the content security policy. */
  readonly origin: string;
  readonly nonce: string;
  readonly language: string;
  readonly title: string;
}

/**
 * The page of the panel: empty, everything comes as messages and is shown as text. Nothing loads but the extension's own
 * files, and no script runs but the one with the nonce.
 */
export function panelHtml(page: PanelPage): string {
  // The icons inside buttons look for the style sheet by this id.
  const codicons = `<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${escapeHtml(page.codicons)}">`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(page)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
${codicons}
<link rel="stylesheet" href="${escapeHtml(page.style)}">
</head>
<body>
<main></main>
<script nonce="${escapeHtml(page.nonce)}" src="${escapeHtml(page.script)}"></script>
</body>
</html>`;
}
