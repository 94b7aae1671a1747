import assert from 'node:assert/strict';
import { tagViewHtml, type TagViewTexts } from '../../../src/host/tag-view/tag-view-html';
import { escapeHtml } from '../../../src/host/webview-html';
import { toRows } from '../../../src/host/tag-view/tag-rows';
import { TAG_VIEW_CALLS } from '../../../src/panel/tag-view-protocol';
import { dataset, dicomFile, element, sequence } from '../../support/data-sets';
import { readView } from './view-files';

describe('the rows of the tag view', () => {
  it('stand in the order of the file and know what lies inside them', async () => {
    const nested = sequence(0x00081110, [
      [element(0x00081155, 'UI', '1.2.3')],
      [element(0x00081155, 'UI', '4.5')],
    ]);
    const { attributes } = await readView(dicomFile([nested, element(0x00100010, 'PN', 'Doe')]));
    const rows = toRows(attributes).filter(({ tag }) => !tag.startsWith('(0002'));
    assert.deepEqual(
      rows.map(({ depth, inside, kind, name }) => `${depth} ${inside} ${kind} ${name}`),
      [
        '0 4 none Referenced Study Sequence',
        '1 1 item Item 1',
        '2 0 text Referenced SOP Instance UID',
        '1 1 item Item 2',
        '2 0 text Referenced SOP Instance UID',
        "0 0 text Patient's Name",
      ],
    );
  });

  it('keep to the protocol, hostile values and long private creators included', async () => {
    const { attributes } = await readView(
      dicomFile(
        dataset(
          element(0x00080005, 'CS', 'ISO_IR 192'),
          element(0x00100010, 'PN', `<img src=x onerror=alert(1)>\u202e`),
          element(0x00104000, 'LT', 'x'.repeat(10_000)),
          element(0x00290010, 'LO', 'y'.repeat(60_000)),
          element(0x00291001, 'UN', new Uint8Array(5000)),
        ),
      ),
    );
    assert.ok(TAG_VIEW_CALLS.rows.reply(toRows(attributes)));
  });
});

describe('the page of the tag view', () => {
  const names = [
    'search',
    'expandAll',
    'collapseAll',
    'attributes',
    'tag',
    'vr',
    'name',
    'value',
    'selected',
  ];
  const all = [...names, 'loading', 'noMatches', 'count', 'matches'];
  const texts = Object.fromEntries(all.map((name) => [name, `"><script>${name}`])) as unknown as TagViewTexts;
  const html = tagViewHtml({
    script: 'https://x/tag-view.js',
    styles: ['https://x/tag-view.css'],
    origin: 'https://x',
    nonce: 'abc',
    language: 'en',
    texts,
  });

  it('lets nothing load but its own files, and run but its own script', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; style-src https://x; font-src https://x; script-src 'nonce-abc'; base-uri 'none'; form-action 'none'",
    );
  });

  it('has one script, and no style or handler in its markup', () => {
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.doesNotMatch(html, / style=| on\w+=/);
  });

  it('escapes what a translation could break out with', () => {
    assert.equal(escapeHtml(`<a href="x">&'`), `&lt;a href=&quot;x&quot;&gt;&amp;'`);
  });
});
