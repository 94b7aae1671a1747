import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

/** The command line is not packed, but it is what many run. */
const SCRIPTS = readdirSync('dist').filter((name) => name.endsWith('.js'));
const PAGES = readdirSync(join('dist', 'media')).filter((name) => name.endsWith('.js'));

const read = (...path: readonly string[]): string => readFileSync(join('dist', ...path), 'utf8');

/** Modules that open connections, start programs or run text as code. */
const NEVER = new Set(
  ['net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns', 'dns/promises', 'child_process', 'cluster', 'vm']
    .concat(['inspector', 'repl', 'wasi', 'process'])
    .map((name) => `node:${name}`),
);

/** What is loaded when it is first needed. */
const OWN = ['./anonymise-feature', './document-text.js'];

/** The evidence of the command line runs a validator, where one is installed. The extension never does. */
const STARTS_PROGRAMS = 'evidence.js';

describe('the bundled scripts', () => {
  it('are all there', () => {
    const names = [
      'anonymise-feature',
      'cli',
      'evidence-worker',
      'examples-worker',
      'audit-worker',
      'document-text',
      'document-worker',
      'extension',
      'preview-worker',
      'tag-reader',
      'workbook-worker',
      'worker',
    ];
    for (const name of names) assert.ok(SCRIPTS.includes(`${name}.js`), name);
    assert.deepEqual(PAGES.sort(), ['panel.js', 'preview.js', 'report.js', 'tag-view.js']);
  });

  it('make no code of text', () => {
    for (const [name, code] of everyScript()) {
      assert.doesNotMatch(code, /(?<![.\w$])eval\s*\(/, `${name}: eval`);
      assert.doesNotMatch(code, /(?<![.\w$])Function\s*\(/, `${name}: Function`);
      assert.doesNotMatch(code, /\.constructor\s*\(\s*["'`]/, `${name}: constructor`);
      assert.doesNotMatch(code, /set(Timeout|Interval|Immediate)\s*\(\s*["'`]/, `${name}: a timer with text`);
    }
  });

  it('load by fixed names only, and nothing that connects, starts programs or runs text', () => {
    for (const name of SCRIPTS) {
      const code = read(name);
      assert.doesNotMatch(code, /(?<![.\w$])require\s*\(\s*[^"'\s]/, `${name}: a computed name`);
      assert.doesNotMatch(code, /(?<![.\w$])import\s*\(/, `${name}: import()`);
      for (const [, module = ''] of code.matchAll(/(?<![.\w$'"`])require\s*\(\s*["']([^"']+)["']\s*\)/g)) {
        const known = isBuiltin(module) || module === 'vscode' || OWN.includes(module);
        assert.ok(known, `${name}: ${module}`);
        if (name === STARTS_PROGRAMS && module === 'node:child_process') continue;
        assert.ok(!NEVER.has(module) && !NEVER.has(`node:${module}`), `${name}: ${module}`);
      }
    }
  });

  it('of webviews load nothing', () => {
    for (const name of PAGES) {
      const code = read('media', name);
      assert.doesNotMatch(code, /(?<![.\w$])(require|import|importScripts|fetch)\s*\(/, name);
      assert.doesNotMatch(code, /XMLHttpRequest|WebSocket|EventSource|sendBeacon|document\.write/, name);
    }
  });
});

function everyScript(): readonly (readonly [string, string])[] {
  return [
    ...SCRIPTS.map((name) => [name, read(name)] as const),
    ...PAGES.map((name) => [name, read('media', name)] as const),
  ];
}
