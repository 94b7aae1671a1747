import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { panelHtml } from '../../src/host/anonymise/panel-html';
import { tagViewHtml, type TagViewTexts } from '../../src/host/tag-view/tag-view-html';
import { escapeHtml } from '../../src/host/webview-html';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(1)'>&lt;`;
const ORIGIN = 'https://file+.vscode-resource.example';
const NONCE = '0123456789abcdef0123456789abcdef';

const WORDS = [
  'search',
  'expandAll',
  'collapseAll',
  'attributes',
  'tag',
  'vr',
  'name',
  'value',
  'selected',
].concat([...['loading', 'noMatches', 'count', 'matches']]);

/** Both pages, every text and address of them the same. */
function pages(text: string, nonce = NONCE): readonly string[] {
  const common = { script: text, origin: ORIGIN, nonce, language: text };
  const texts = Object.fromEntries(WORDS.map((word) => [word, text])) as unknown as TagViewTexts;
  return [
    panelHtml({ ...common, style: text, codicons: text, title: text }),
    tagViewHtml({ ...common, styles: [text, text], texts }),
  ];
}

describe('the pages of webviews', () => {
  it('allow the own styles and fonts and one script, and nothing else', () => {
    for (const page of pages('x')) {
      const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1];
      const rules = Object.fromEntries(
        (policy ?? '').split('; ').map((rule) => [rule.split(' ')[0]!, rule.split(' ').slice(1).join(' ')]),
      );
      assert.deepEqual(rules, {
        'default-src': "'none'",
        'style-src': ORIGIN,
        'font-src': ORIGIN,
        'script-src': `'nonce-${NONCE}'`,
        'base-uri': "'none'",
        'form-action': "'none'",
      });
      assert.ok(page.indexOf('Content-Security-Policy') < page.indexOf('<link'), 'before anything is loaded');
    }
  });

  it('hold one script, which bears the nonce and has no text, and no handler', () => {
    for (const page of pages('x')) {
      assert.deepEqual(page.match(/<script[^]*?<\/script>/g), [`<script nonce="${NONCE}" src="x"></script>`]);
      assert.doesNotMatch(page, /\son\w+\s*=|javascript:|style="/);
    }
  });

  it('show whatever text they are given as text', () => {
    const [plain, hostile] = [pages('x'), pages(HOSTILE)];
    hostile.forEach((page, index) => {
      const tags = (html: string): number => html.match(/<[a-z!/]/gi)?.length ?? 0;
      assert.equal(tags(page), tags(plain[index]!));
      assert.ok(page.includes(escapeHtml(HOSTILE)));
    });
  });

  it('let no nonce or origin out of its attribute', () => {
    for (const page of pages('x', `x" onload="alert(1)`)) assert.doesNotMatch(page, /\sonload="/);
  });
});

describe('the scripts of webviews', () => {
  const sources = ['media', join('src', 'panel'), join('src', 'host')].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [join(folder, name), readFileSync(join(folder, name), 'utf8')] as const),
  );

  it('never make markup of text', () => {
    assert.ok(sources.length > 50);
    const markup =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|unsafeHTML|srcdoc/;
    for (const [file, text] of sources) assert.doesNotMatch(text, markup, file);
  });

  it('take messages from nobody but their own host, and hosts run no command that a message names', () => {
    for (const [file, text] of sources) {
      assert.doesNotMatch(text, /enableCommandUris|isTrusted\s*[:=]\s*true|supportHtml/, file);
      for (const [call] of text.matchAll(/executeCommand\([^)]*/g))
        assert.match(
          call,
          /executeCommand\(\s*(['"][\w.]+['"]|[A-Z_]+(\.\w+)?\b|command\b)/,
          `${file}: ${call}`,
        );
    }
  });

  it('serve folders of the extension only', () => {
    const roots = sources.flatMap(([, text]) => text.match(/localResourceRoots: \[[^\]]*\]/g) ?? []);
    assert.ok(roots.length >= 2);
    for (const root of roots) assert.match(root, /\[(this\.)?media\]/);
  });
});
