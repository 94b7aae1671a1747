import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { VsCodeHost } from '../vscode-host';
import { answerPath, chooseFromExplorer, explorerMenu, explorerRow, palette, webview } from '../workbench';
import { bigFile, hostileFile, smallFile } from './tag-view-files';

const SHARED = resolve('../shared/dicom');
const VSIX = resolve(process.env['VSIX'] ?? 'dicomanon.vsix');
const SHOTS = resolve('out/shots');

describe('the tag view as a person sees it', () => {
  let host: VsCodeHost;
  let page: Page;
  let workspace: string;

  before(async function () {
    if (!existsSync(SHARED)) this.skip();
    mkdirSync(SHOTS, { recursive: true });
    workspace = mkdtempSync(join(tmpdir(), 'tag-view-'));
    copyFileSync(join(SHARED, 'sequences/philips_private_sq.dcm'), join(workspace, 'private.dcm'));
    copyFileSync(join(SHARED, 'charset/chrH31.dcm'), join(workspace, 'japanese.dcm'));
    copyFileSync(join(SHARED, 'malformed/MR_truncated.dcm'), join(workspace, 'truncated.dcm'));
    copyFileSync(join(SHARED, 'sequences/sr.dcm'), join(workspace, 'IM_0001'));
    writeFileSync(join(workspace, 'hostile.dcm'), hostileFile());
    writeFileSync(join(workspace, 'small.dcm'), smallFile());
    writeFileSync(join(workspace, 'text.dcm'), 'not DICOM');
    writeFileSync(join(workspace, 'big.dcm'), bigFile(20_000));
    host = await VsCodeHost.start({
      vsix: [VSIX],
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    page = await host.open({ folder: workspace });
    // Its menu entry shows that the extension is there.
    await explorerMenu(page, 'private.dcm', 'Compare with Original');
    await page.keyboard.press('Escape');
  });
  after(async () => {
    await host?.stop();
    rmSync(workspace, { recursive: true, force: true });
  });

  it('opens a .dcm file from the Explorer', async () => {
    const view = await openFile('private.dcm');
    await row(view, 'SOP Class UID').waitFor();
    await shot('tag-view-dark');
  });

  it('folds and unfolds a sequence with the keyboard', async () => {
    const view = await openFile('small.dcm');
    await row(view, 'Referenced Study Sequence').click();
    await page.keyboard.press('ArrowLeft');
    await view.locator('.row[aria-expanded=false]', { hasText: 'Referenced Study Sequence' }).waitFor();
    assert.equal(await row(view, 'For comparison').count(), 0);
    await page.keyboard.press('ArrowRight');
    await row(view, 'For comparison').waitFor();
  });

  it('moves with the arrow keys and tells assistive technology where it is', async () => {
    const view = webview(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const active = view.locator('.row[aria-selected=true]');
    assert.match((await active.textContent()) ?? '', /Referenced SOP Class UID/);
    assert.equal(await active.getAttribute('aria-level'), '3');
    assert.equal(
      await view.locator('#grid').getAttribute('aria-activedescendant'),
      await active.getAttribute('id'),
    );
    await page.keyboard.press('ArrowLeft');
    assert.match((await active.textContent()) ?? '', /Item 1/);
    await shot('tag-view-sequence');
  });

  it('finds attributes by name, and goes back to all of them', async () => {
    const view = await openFile('private.dcm');
    await view.locator('#search').fill('referenced sop');
    await view.locator('#count', { hasText: ' of ' }).waitFor();
    await shot('tag-view-search');
    await view.locator('#search').press('Escape');
    await view.locator('#count', { hasText: 'attributes' }).waitFor();
  });

  it('opens a file without an extension through Open With…', async () => {
    await chooseFromExplorer(page, 'IM_0001', 'Open With...');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'DICOM Tags' }).click();
    await row(webview(page), 'SOP Class UID').waitFor();
    await shot('tag-view-report');
  });

  it('shows hostile values as text', async () => {
    const view = await openFile('hostile.dcm');
    await row(view, "Patient's Name").click();
    await view.locator('.details .whole', { hasText: '<img src=x onerror=' }).waitFor();
    assert.equal(await view.locator('img').count(), 0);
    await shot('tag-view-hostile');
  });

  it('reads a file again when it has changed, and keeps the place', async () => {
    const view = await openFile('small.dcm');
    await row(view, "Patient's Name").click();
    writeFileSync(join(workspace, 'small.dcm'), Buffer.from(smallFile('Roe^Richard')));
    await view.locator('.details .whole', { hasText: 'Roe^Richard' }).waitFor();
  });

  it('says why a file that is not DICOM shows nothing', async () => {
    const view = await openFile('text.dcm');
    await view.locator('#message', { hasText: 'does not hold DICOM data' }).waitFor();
    await shot('tag-view-not-dicom');
  });

  it('says that a file is truncated', async () => {
    const view = await openFile('truncated.dcm');
    await view.locator('#notice', { hasText: 'truncated' }).waitFor();
    await shot('tag-view-truncated');
  });

  it('scrolls through 20,000 elements with few rows in the page', async () => {
    const view = await openFile('big.dcm');
    await view.locator('#count', { hasText: /20,\d{3}/ }).waitFor();
    await view.locator('#grid').focus();
    await page.keyboard.press('End');
    await view.locator('[role=row][aria-selected=true]').waitFor();
    assert.ok((await view.locator('.rows .row').count()) < 100);
    await shot('tag-view-big');
  });

  it('compares two files in the diff editor', async () => {
    await openFile('japanese.dcm');
    await palette(page, 'DicomAnon: Compare with Original');
    await answerPath(page, join(workspace, 'private.dcm'));
    await page.locator('.tab', { hasText: 'original ↔ anonymised' }).waitFor();
    await page.locator('.diffOverviewRuler, .diff-review').first().waitFor({ state: 'attached' });
    await shot('compare-dark');
  });

  async function openFile(name: string): Promise<FrameLocator> {
    await explorerRow(page, name).dblclick();
    await page.locator('.tab.active', { hasText: name }).waitFor();
    const view = webview(page);
    await view.locator('#grid[aria-busy=false]').waitFor();
    return view;
  }

  async function shot(name: string): Promise<void> {
    await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }
});

/** The first row in view that holds this text. */
function row(view: FrameLocator, text: string): ReturnType<FrameLocator['locator']> {
  return view.locator('.rows .row:visible', { hasText: text }).first();
}
