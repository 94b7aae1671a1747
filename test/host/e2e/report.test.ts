import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { makeSampleExport } from '../../../src/sample/export';
import { dataset, dicomFile, element, uid } from '../../support/data-sets';
import { VsCodeHost } from '../vscode-host';
import { chooseFromExplorer, palette, webview } from '../workbench';
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
    await eventually(async () => (await group('not a DICOM file').count()) === 0);
    const copies = body('written').locator('td.copy button');
    await eventually(async () => (await copies.count()) > 0);
    const [copy = ''] = await copies.first().allInnerTexts();
    await group('written').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: copy.split('/').at(-1)! }).waitFor();
    await eventually(() => isInSomeFrame(page, '.rows .row', 'SOP Class UID'));
    await page.locator('.tab', { hasText: REPORT_TAB }).click();
    await page.locator('.tab.active', { hasText: REPORT_TAB }).waitFor();
    await eventually(() => isInSomeFrame(page, 'td.copy button', copy));
    const others = await Promise.all(page.frames().map((frame) => frame.locator('button.fold').count()));
    const report = page.frames()[others.findIndex((count) => count > 0)]!;
    assert.equal(await report.locator('vscode-textfield input').inputValue(), 'written .dcm');
  });

  const body = (title: string) => bodyOf(view, title);
  const group = (title: string) => body(title).locator('button.fold');
  const rowsOf = (title: string) => body(title).locator('td.original');
});

/** Files as a scanner numbers them, each with a name in its description and in a private attribute. */
const WEAK_FILES = ['IM1', 'IM2', 'IM10'];

describe('the report of findings as a person sees it', () => {
  let host: VsCodeHost;
  let page: Page;
  let temporary: string;
  let safe: string;
  let view: FrameLocator;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    temporary = mkdtempSync(join(tmpdir(), 'findings-'));
    safe = mkdtempSync(join(tmpdir(), 'findings-safe-'));
    const workspace = join(temporary, 'radiology');
    mkdirSync(join(workspace, 'weak'), { recursive: true });
    for (const name of WEAK_FILES) writeFileSync(join(workspace, 'weak', name), telling(name));
    const settings = {
      'workbench.colorTheme': 'Default Light Modern',
      // A deliberately weak policy.
      'dicomanon.policyParts': { private: false, 'free-text': false },
    };
    host = await VsCodeHost.start({ vsix: [VSIX], settings, env: { HOME: safe } });
    page = await host.open({ folder: workspace, width: 1280, height: 900 });
  });
  after(async () => {
    await host?.stop();
    for (const folder of [temporary, safe]) rmSync(folder, { recursive: true, force: true });
  });

  it('lists after a run what was found in its copies: kind, confidence, attribute, why and file', async () => {
    await chooseFromExplorer(page, 'weak', 'Anonymise with DicomAnon…');
    await webview(page).locator('.counting').waitFor({ state: 'hidden' });
    await webview(page).getByRole('button', { name: 'Anonymise!' }).click();
    await webview(page).locator('.result .notice.warning', { hasText: 'traces of patients' }).waitFor();
    await page.keyboard.press('Control+B');
    await webview(page).getByRole('button', { name: 'Show Report' }).click();
    await page.locator('.tab.active', { hasText: 'Report: weak' }).waitFor();
    view = webview(page);
    const first = bodyOf(view, 'high: name in attribute').locator('tr').nth(1);
    await first.waitFor();
    assert.equal(await first.locator('td.confidence').innerText(), 'high');
    assert.equal(await first.locator('td.attribute').innerText(), '(0008,1030)');
    assert.match(await first.locator('td.detail').innerText(), /name/);
    assert.match(await first.locator('td.copy').innerText(), /IM1$/);
    await bodyOf(view, 'high: name in private attribute').waitFor();
    assert.equal((await view.locator('main').innerText()).includes('Meierhofer'), false);
    await page.screenshot({ path: join(SHOTS, 'report-findings.png') });
    assert.deepEqual(await findViolations(page, '.results'), []);
  });

  it('filters and sorts the findings of a run, IM2 before IM10, and opens a copy at a click', async () => {
    await view.locator('vscode-textfield input').fill('private attribute');
    await eventually(async () => (await view.locator('tbody').count()) === 1);
    await view.getByRole('button', { name: 'Copy' }).click();
    await view.locator('th.copy[aria-sort=ascending]').waitFor();
    await eventually(async () => (await copies()).join() === WEAK_FILES.join());
    await view.getByRole('button', { name: 'Copy' }).click();
    await eventually(async () => (await copies()).join() === [...WEAK_FILES].reverse().join());
    await view.locator('td.copy button').first().click();
    await page.locator('.tab.active', { hasText: 'IM10' }).waitFor();
    await eventually(() => isInSomeFrame(page, '.rows .row', 'SOP Class UID'));
    await page.locator('.tab.active', { hasText: 'IM10' }).click({ button: 'middle' });
  });

  it('shows the findings of an audit in the same way, grouped by kind, and opens the file at a click', async () => {
    await palette(page, 'DicomAnon: Show Panel');
    await webview(page).getByRole('button', { name: 'Audit' }).click();
    await page.locator('.tab.active', { hasText: 'Audit: weak-anonymised' }).waitFor();
    view = webview(page);
    const rows = bodyOf(view, 'high: name in private attribute').locator('td.file');
    await eventually(async () => (await rows.count()) === WEAK_FILES.length);
    assert.deepEqual((await rows.allInnerTexts()).map(lastName), WEAK_FILES);
    assert.ok((await view.locator('td.confidence', { hasText: 'high' }).count()) >= WEAK_FILES.length);
    assert.ok((await view.locator('td.why', { hasText: 'name' }).count()) >= WEAK_FILES.length);
    assert.equal((await view.locator('main').innerText()).includes('Meierhofer'), false);
    await page.screenshot({ path: join(SHOTS, 'report-audit.png') });
    assert.deepEqual(await findViolations(page, '.results'), []);
    await view.locator('vscode-textfield input').fill('private IM10');
    await eventually(async () => (await view.locator('td.file').count()) === 1);
    await view.locator('td.file button').click();
    await page.locator('.tab.active', { hasText: 'IM10' }).waitFor();
    await eventually(() => isInSomeFrame(page, '.rows .row', 'SOP Class UID'));
  });

  const copies = async (): Promise<readonly string[]> =>
    (await view.locator('td.copy').allInnerTexts()).map(lastName);
});

/** A file whose patient is named where this policy does not look. */
function telling(name: string): Uint8Array {
  return dicomFile(
    dataset(
      element(0x00080018, 'UI', uid(name)),
      element(0x00081030, 'LO', 'CT MEIERHOFER ANNEGRET'),
      element(0x00100010, 'PN', 'Meierhofer^Annegret'),
      element(0x00100020, 'LO', 'MRN-48-1923'),
      element(0x00290010, 'LO', 'ACME 1.0'),
      element(0x00291001, 'LO', 'Meierhofer^Annegret'),
    ),
  );
}

function bodyOf(view: FrameLocator, title: string): Locator {
  return view.locator('tbody').filter({ has: view.locator('.title').getByText(title, { exact: true }) });
}

function lastName(path: string): string {
  return path.split('/').at(-1)!;
}

/** Frames may go while they are asked. */
async function isInSomeFrame(page: Page, selector: string, hasText: string): Promise<boolean> {
  const counting = page.frames().map((frame) => frame.locator(selector, { hasText }).count());
  const counts = await Promise.all(counting.map((count) => count.catch(() => 0)));
  return counts.some((count) => count > 0);
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) if (await holds()) return;
  assert.fail('it did not come true');
}
