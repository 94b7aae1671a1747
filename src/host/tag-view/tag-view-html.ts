import { contentSecurityPolicy, escapeHtml } from '../webview-html';

/** What the page refers to, as addresses that a webview may load. */
export interface TagViewPage {
  readonly script: string;
  readonly styles: readonly string[];
  /** The webview's own origin, for the content security policy. */
  readonly origin: string;
  readonly nonce: string;
  readonly language: string;
  readonly texts: TagViewTexts;
}

/** The words on the page, in the user's language. */
export interface TagViewTexts {
  readonly search: string;
  readonly expandAll: string;
  readonly collapseAll: string;
  readonly attributes: string;
  readonly tag: string;
  readonly vr: string;
  readonly name: string;
  readonly value: string;
  readonly selected: string;
  readonly loading: string;
  readonly noMatches: string;
  /** With {0} for the number. */
  readonly count: string;
  /** With {0} for matches and {1} for all. */
  readonly matches: string;
}

/**
 * The page of the tag view. It holds no data of any file: rows come as messages and are shown as text. Nothing loads
 * but the extension's own files, and no script runs but the one with the nonce.
 */
export function tagViewHtml(page: TagViewPage): string {
  const { texts } = page;
  const text = (name: keyof TagViewTexts): string => escapeHtml(texts[name]);
  const links = page.styles.map((href) => `<link rel="stylesheet" href="${escapeHtml(href)}">`).join('\n');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(page)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text('attributes')}</title>
${links}
</head>
<body data-count="${text('count')}" data-matches="${text('matches')}" data-no-matches="${text('noMatches')}">
<main>
<h1 class="visually-hidden">${text('attributes')}</h1>
<div class="toolbar" role="toolbar" aria-label="${text('attributes')}">
<div class="search-box">
<i class="codicon codicon-search" aria-hidden="true"></i>
<input id="search" type="text" spellcheck="false" autocomplete="off" placeholder="${text('search')}" aria-label="${text('search')}" aria-controls="grid">
<span id="count" class="count" role="status"></span>
</div>
<button id="expand" class="icon-button" type="button" title="${text('expandAll')}" aria-label="${text('expandAll')}"><i class="codicon codicon-expand-all" aria-hidden="true"></i></button>
<button id="collapse" class="icon-button" type="button" title="${text('collapseAll')}" aria-label="${text('collapseAll')}"><i class="codicon codicon-collapse-all" aria-hidden="true"></i></button>
</div>
<div id="notice" class="notice" role="status" hidden><i class="codicon codicon-warning" aria-hidden="true"></i><span></span></div>
<div id="grid" class="grid" role="treegrid" tabindex="0" aria-label="${text('attributes')}" aria-colcount="4" aria-readonly="true" aria-busy="true">
<div class="head" role="rowgroup"><div class="row" role="row" aria-rowindex="1"><span class="tag" role="columnheader">${text('tag')}</span><span class="vr" role="columnheader">${text('vr')}</span><span class="name" role="columnheader">${text('name')}</span><span class="value" role="columnheader">${text('value')}</span></div></div>
<div id="rows" class="rows" role="rowgroup"></div>
</div>
<p id="message" class="message" role="status">${text('loading')}</p>
<section id="details" class="details" aria-label="${text('selected')}" tabindex="0" hidden><h2></h2><p class="about"></p><p class="policy"></p><p class="whole"></p></section>
</main>
<script nonce="${escapeHtml(page.nonce)}" src="${escapeHtml(page.script)}"></script>
</body>
</html>`;
}
