import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameLocator, Page } from 'playwright-core';
import { makeSampleExport } from '../../../src/sample/export';
import { VsCodeHost } from '../vscode-host';
import { chooseFromExplorer, webview } from '../workbench';
import { findViolations } from './accessibility';

const VSIX = resolve(process.env['VSIX'] ?? 'dicomanon.vsix');
const SHOTS = resolve('out/shots');
const REPORT_TAB = 'Report: hospital-export';

describe('the report of a run as a person sees it', () => {
  let host: VsCodeHost;
  let page: Page;
  let temporary: string;
  let safe: string;
  let view: FrameLocator;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    temporary = mkdtempSync(join(tmpdir(), 'report-'));
    safe = mkdtempSync(join(tmpdir(), 'report-safe-'));
    const workspace = join(temporary, 'radiology');
    await makeSampleExport(join(workspace, 'hospital-export'), { seed: 1 });
    for (let note = 0; note < 120; note++)
      writeFileSync(join(workspace, 'hospital-export', `note-${note}.txt`), 'no image');
    const settings = { 'workbench.colorTheme': 'Default High Contrast' };
    host = await VsCodeHost.start({ vsix: [VSIX], settings, env: { HOME: safe } });
    page = await host.open({ folder: workspace, width: 1280, height: 900 });
  });
  after(async () => {
    await host?.stop();
    for (const folder of [temporary, safe]) rmSync(folder, { recursive: true, force: true });
  });

  it('opens from the result and shows every file, grouped by reason', async () => {
    await chooseFromExplorer(page, 'hospital-export', 'Anonymise with DicomAnon…');
    await webview(page).locator('.counting').waitFor({ state: 'hidden' });
    await webview(page).getByRole('button', { name: 'Anonymise!' }).click();
    await webview(page).locator('.result .sum').waitFor();
    await webview(page).getByRole('button', { name: 'Show Report' }).click();
    await page.locator('.tab.active', { hasText: REPORT_TAB }).waitFor();
    view = webview(page);
    await group('not a DICOM file').waitFor();
    await group('written').waitFor();
    assert.equal(await rowsOf('not a DICOM file').count(), 100);
    await page.keyboard.press('Control+B');
    await page.screenshot({ path: join(SHOTS, 'report-contrast.png') });
  });

  it('brings further rows when they are asked for', async () => {
    const before = await rowsOf('not a DICOM file').count();
    await body('not a DICOM file')
      .getByRole('button', { name: /^Show More/ })
      .click();
    await eventually(async () => (await rowsOf('not a DICOM file').count()) > before);
  });

  it('has nothing that axe-core finds wrong', async () => {
    assert.deepEqual(await findViolations(page, '.results'), []);
  });

  it('is folded, filtered and sorted by keyboard alone', async () => {
    await group('not a DICOM file').focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await group('not a DICOM file').getAttribute('aria-expanded'), 'false');
    assert.equal(await body('not a DICOM file').locator('td.original:visible').count(), 0);
    await page.keyboard.press('ArrowRight');
    await view.locator('vscode-textfield input').fill('not dicom note-11');
    await eventually(async () => (await rowsOf('not a DICOM file').count()) === 11);
    assert.equal(await view.locator('tbody').count(), 1);
    await view.getByRole('button', { name: 'Original' }).focus();
    await page.keyboard.press('Enter');
    await view.locator('th.original[aria-sort=ascending]').waitFor();
    await page.keyboard.press('Enter');
    await view.locator('th.original[aria-sort=descending]').waitFor();
    await eventually(async () => (await view.locator('td.original').count()) === 11);
    const names = await view.locator('td.original').allInnerTexts();
    assert.deepEqual(names, [...names].sort().reverse());
    await view.locator('vscode-textfield input').press('Escape');
    await group('written').waitFor();
  });

  it('opens a copy with the Enter key, and is as it was when its tab is chosen again', async () => {
    await view.locator('vscode-textfield input').fill('written .dcm');
    await eventually(async () => (await view.locator('tbody').count()) === 1);
    await eventually(async () => (await view.locator('td.copy button').count()) > 0);
    const [copy = ''] = await view.locator('td.copy button').first().allInnerTexts();
    await group('written').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: copy.split('/').at(-1)! }).waitFor();
    await eventually(() => isInSomeFrame('.rows .row', 'SOP Class UID'));
    await page.locator('.tab', { hasText: REPORT_TAB }).click();
    await page.locator('.tab.active', { hasText: REPORT_TAB }).waitFor();
    await eventually(() => isInSomeFrame('td.copy button', copy));
    const others = await Promise.all(page.frames().map((frame) => frame.locator('button.fold').count()));
    const report = page.frames()[others.findIndex((count) => count > 0)]!;
    assert.equal(await report.locator('vscode-textfield input').inputValue(), 'written .dcm');
  });

  /** Frames may go while they are asked. */
  const isInSomeFrame = async (selector: string, hasText: string): Promise<boolean> => {
    const counting = page.frames().map((frame) => frame.locator(selector, { hasText }).count());
    const counts = await Promise.all(counting.map((count) => count.catch(() => 0)));
    return counts.some((count) => count > 0);
  };
  const body = (title: string) =>
    view.locator('tbody').filter({ has: view.locator('.title').getByText(title, { exact: true }) });
  const group = (title: string) => body(title).locator('button.fold');
  const rowsOf = (title: string) => body(title).locator('td.original');
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(100)) if (await holds()) return;
  assert.fail('it did not come true');
}
