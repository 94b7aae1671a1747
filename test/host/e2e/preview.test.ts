import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { makeSampleExport } from '../../../src/sample/export';
import { hashTree } from '../../support/tree-hash';
import { VsCodeHost } from '../vscode-host';
import { chooseFromExplorer, webview } from '../workbench';
import { findViolations } from './accessibility';

const VSIX = resolve(process.env['VSIX'] ?? 'dicomanon.vsix');
const SHOTS = resolve('out/shots');

describe('the preview of a folder as a person sees it', () => {
  let host: VsCodeHost;
  let page: Page;
  let temporary: string;
  let safe: string;
  let workspace: string;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    temporary = mkdtempSync(join(tmpdir(), 'preview-'));
    workspace = join(temporary, 'radiology');
    safe = mkdtempSync(join(tmpdir(), 'preview-safe-'));
    await makeSampleExport(join(workspace, 'hospital-export'), { seed: 1 });
    const settings = { 'workbench.colorTheme': 'Default High Contrast' };
    host = await VsCodeHost.start({ vsix: [VSIX], settings, env: { HOME: safe } });
    page = await host.open({ folder: workspace, width: 1280, height: 900 });
  });
  after(async () => {
    await host?.stop();
    for (const folder of [temporary, safe]) rmSync(folder, { recursive: true, force: true });
  });

  it('opens from the Explorer and counts every attribute, and writes nothing', async () => {
    const before = hashTree(workspace);
    await chooseFromExplorer(page, 'hospital-export', 'Preview with DicomAnon');
    const view = webview(page);
    await view.locator('tbody tr').first().waitFor();
    await view.locator('[role=status]', { hasText: 'Nothing was written.' }).waitFor();
    assert.deepEqual(hashTree(workspace), before);
    assert.deepEqual(hashTree(safe)['dicom-anon-mapping.xlsx'], undefined);
    await page.keyboard.press('Control+B');
    await shot('preview-contrast');
  });

  it('hides every value until it is asked for, and again after', async () => {
    const view = webview(page);
    const example = view.locator('tbody tr', { hasText: 'PatientName' }).first().locator('td.example');
    assert.match(await example.innerText(), /^•+\s+becomes\s+•+$/);
    await view.getByRole('button', { name: 'Reveal Values' }).click();
    await eventually(async () => /ANON-\d{4}/.test(await example.innerText()));
    await shot('preview-revealed');
    await view.getByRole('button', { name: 'Hide Values' }).click();
    await eventually(async () => /^•+\s+becomes\s+•+$/.test(await example.innerText()));
  });

  it('is filtered, searched and sorted by keyboard alone', async () => {
    const view = webview(page);
    const rows = view.locator('tbody tr');
    const all = await rows.count();
    await view.getByRole('button', { name: /^Kept free text/ }).focus();
    await page.keyboard.press('Enter');
    await eventually(async () => (await rows.count()) < all && (await rows.count()) > 0);
    await view.getByRole('button', { name: /^All/ }).focus();
    await page.keyboard.press('Enter');
    await view.locator('vscode-textfield input').fill('patientname');
    await eventually(async () => (await rows.count()) < 4);
    await view.locator('vscode-textfield input').press('Escape');
    await view.getByRole('button', { name: 'Files' }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await view.locator('th.files').first().getAttribute('aria-sort'), 'descending');
    const counts = (await view.locator('td.files').allInnerTexts()).map(Number);
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => b - a),
    );
  });

  it('has nothing that axe-core finds wrong', async () => {
    assert.deepEqual(await findViolations(page, '.results'), []);
  });

  async function shot(name: string): Promise<void> {
    await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }
});

describe('the preview from the panel', () => {
  let host: VsCodeHost;
  let page: Page;
  let temporary: string;

  before(async () => {
    temporary = mkdtempSync(join(tmpdir(), 'preview-panel-'));
    const workspace = join(temporary, 'radiology');
    await makeSampleExport(join(workspace, 'hospital-export'), { seed: 1 });
    host = await VsCodeHost.start({ vsix: [VSIX], settings: {}, env: { HOME: temporary } });
    page = await host.open({ folder: workspace, width: 1280, height: 900 });
  });
  after(async () => {
    await host?.stop();
    rmSync(temporary, { recursive: true, force: true });
  });

  it('opens by its button in a tab of its own', async () => {
    await chooseFromExplorer(page, 'hospital-export', 'Anonymise with DicomAnon…');
    await webview(page)
      .getByRole('button', { name: /^Preview what becomes/ })
      .click();
    await page.locator('.tab.active', { hasText: 'Preview: hospital-export' }).waitFor();
    await eventually(() => isSaid('Nothing was written.'));
  });

  it('says how many files the run would hold back, as it was chosen in the panel', async () => {
    const earlier = page.locator('.tab', { hasText: 'Preview: hospital-export' });
    if ((await earlier.count()) > 0) await earlier.click({ button: 'middle' });
    await earlier.waitFor({ state: 'detached' });
    const panel = webview(page);
    await panel
      .locator('.risks li', { hasText: 'a document inside' })
      .locator('select')
      .selectOption({ label: 'Hold back' });
    await panel.locator('.decided', { hasText: '1 file will be held back' }).waitFor();
    await panel.getByRole('button', { name: /^Preview what becomes/ }).click();
    await page.locator('.tab.active', { hasText: 'Preview: hospital-export' }).waitFor();
    await eventually(() => isSaid('Not in the table: 1 file that would be held back because of risks.'));
    await page.screenshot({ path: join(SHOTS, 'preview-held-back.png') });
  });

  /** Frames may go while they are asked. */
  const isSaid = async (hasText: string): Promise<boolean> => {
    const counting = page.frames().map((frame) => frame.locator('[role=status]', { hasText }).count());
    const counts = await Promise.all(counting.map((count) => count.catch(() => 0)));
    return counts.some((count) => count > 0);
  };
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) if (await holds()) return;
  assert.fail('it did not come true');
}
