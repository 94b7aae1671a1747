import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { makeSampleExport } from '../../../src/sample/export';
import { dataset, dicomFile, element } from '../../support/data-sets';
import { VsCodeHost } from '../vscode-host';
import { answerPath, explorerMenu, keptEditors, palette, toast, webview } from '../workbench';

const VSIX = resolve(process.env['VSIX'] ?? 'dicomanon.vsix');
const SHOTS = resolve('out/shots');
/** Folders beside the export: one with a file that ends too early, one whose names and values attack. */
const BROKEN = 'clinic-b';
const HOSTILE = 'clinic-c';
const HOSTILE_NAME = `<img src=x onerror="document.title='owned'">^\u202Eevil`;

describe('the panel as a person sees it', () => {
  let host: VsCodeHost;
  let page: Page;
  let temporary: string;
  let workspace: string;
  let safe: string;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    temporary = mkdtempSync(join(tmpdir(), 'panel-'));
    workspace = join(temporary, 'radiology');
    safe = mkdtempSync(join(tmpdir(), 'panel-safe-'));
    await makeSampleExport(join(workspace, 'hospital-export'), { seed: 1 });
    writeHostile(join(workspace, HOSTILE));
    writeBroken(join(workspace, BROKEN));
    host = await VsCodeHost.start({
      vsix: [VSIX],
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
      env: { HOME: safe },
    });
    page = await host.open({ folder: workspace, width: 1280, height: 900 });
  });
  after(async () => {
    await host?.stop();
    for (const folder of [temporary, safe]) rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await shot(`failed-${this.currentTest.title.slice(0, 40).replaceAll(' ', '-')}`);
  });

  it('opens empty with a button, and takes the folder that is chosen there', async () => {
    await palette(page, 'DicomAnon: Show Panel');
    await webview(page).getByRole('button', { name: 'Choose Folder…' }).waitFor();
    await shot('panel-empty');
    await explorerMenu(page, 'hospital-export', 'Anonymise with DicomAnon…');
    await sleep(700); // it fades in
    await shot('explorer-menu');
    await page.keyboard.press('Escape');
    await webview(page).getByRole('button', { name: 'Choose Folder…' }).click();
    await chooseFolder(join(workspace, BROKEN));
  });

  it('asks for the folder when it is started from the Command Palette', async () => {
    await palette(page, 'DicomAnon: Anonymise');
    await chooseFolder(join(workspace, BROKEN));
  });

  it('goes on when a file fails, and says which and why', async () => {
    const view = webview(page);
    await view.locator('.counting').waitFor({ state: 'hidden' });
    await view.getByRole('button', { name: 'Anonymise!' }).click();
    await view.locator('.result .sum').waitFor();
    assert.equal(await view.locator('.term.written strong').innerText(), '1');
    assert.equal(await view.locator('.term.failed strong').innerText(), '1');
    await view.locator('.reasons summary', { hasText: 'truncated' }).click();
    await view.locator('.reasons .files li', { hasText: 'cut-off.dcm' }).waitFor();
    await shot('panel-failed-file');
  });

  it('opens from the Explorer with the folder filled in, and counts what is in it', async () => {
    await anonymiseFromMenu(page, 'hospital-export');
    const view = webview(page);
    await view.locator('.counting').waitFor({ state: 'hidden' });
    await view.locator('.figures', { hasText: 'patients' }).waitFor();
    assert.match(await view.locator('.path-text').nth(1).innerText(), /hospital-export-anonymised$/);
    await view.locator('td.example .before').first().waitFor();
    await page.keyboard.press('Control+B');
    await shot('panel-ready-dark');
  });

  it('hides values of patients until they are asked for', async () => {
    const view = webview(page);
    const example = view.locator('tr', { hasText: 'PatientName' }).first().locator('td.example');
    assert.match(await example.innerText(), /^•••/);
    await view.getByRole('button', { name: 'Reveal Values' }).click();
    await view.getByRole('button', { name: 'Hide Values' }).waitFor();
    await assertEventually(async () => !(await example.innerText()).startsWith('•••'));
    await shot('panel-revealed');
    await view.getByRole('button', { name: 'Hide Values' }).click();
    await assertEventually(async () => (await example.innerText()).startsWith('•••'));
  });

  it('finds attributes by what becomes of them', async () => {
    const view = webview(page);
    await view.locator('vscode-textfield input').fill('person name');
    await view.locator('.count', { hasText: ' of ' }).waitFor();
    await shot('panel-search');
    await view.locator('vscode-textfield input').press('Escape');
  });

  it('holds risky files back as it is told by keyboard alone, and says how many before the run', async () => {
    const view = webview(page);
    const risk = view.locator('.risks li', { hasText: 'a document inside' });
    await view.locator('h1').last().click();
    await tabTo(view, risk.locator('select'));
    await page.keyboard.press('ArrowDown');
    await view.locator('.decided', { hasText: '1 file will be held back because of risks.' }).waitFor();
    assert.equal(await risk.locator('select').inputValue(), 'hold-back');
    assert.equal(await view.locator(':focus').and(risk.locator('select')).count(), 1);
    await view.locator('.hint', { hasText: '65 files will be copied' }).waitFor();
    await shot('panel-risks-decided');
  });

  it('refuses a destination that is the source, at once and with the reason', async () => {
    const view = webview(page);
    await view.getByRole('button', { name: 'Change the destination folder' }).click();
    await answerPath(page, join(workspace, 'hospital-export'));
    await view
      .locator('.notice.error', { hasText: 'The destination is the source folder itself.' })
      .waitFor();
    assert.equal(
      await view.getByRole('button', { name: 'Anonymise!' }).getAttribute('aria-disabled'),
      'true',
    );
    await shot('panel-refused');
    mkdirSync(join(workspace, 'out'));
    await view.getByRole('button', { name: 'Change the destination folder' }).click();
    await answerPath(page, join(workspace, 'out'));
    await view.locator('.notice.error').waitFor({ state: 'detached' });
  });

  it('anonymises, and shows numbers that add up', async () => {
    const view = webview(page);
    await view.getByRole('button', { name: 'Anonymise!' }).click();
    await view.locator('.result .sum').waitFor();
    const sum = (await view.locator('.result .sum').innerText()).replaceAll(/\s+/g, ' ');
    const [found, ...parts] = (sum.match(/\d+/g) ?? []).map(Number);
    assert.equal(
      found,
      parts.reduce((total, part) => total + part, 0),
      sum,
    );
    await view.locator('.reasons summary', { hasText: '1 file: held back because of its risks' }).waitFor();
    assert.equal(await view.locator('.result .risks li', { hasText: 'a document inside' }).count(), 0);
    assert.match(
      readFileSync(join(safe, 'dicom-anon-mapping-report-held-back.csv'), 'utf8'),
      /whole document/,
    );
    assert.ok(existsSync(join(safe, 'dicom-anon-mapping.xlsx')));
    assert.ok(existsSync(join(safe, 'dicom-anon-mapping-report.md')));
    await shot('panel-result-dark');
  });

  it('lists the files of a reason', async () => {
    const view = webview(page);
    await view.locator('.reasons summary').first().click();
    await view.locator('.reasons .files li').first().waitFor();
    await shot('panel-reasons');
  });

  it('opens the report, and the workbook or says where it lies', async () => {
    await webview(page).getByRole('button', { name: 'Open Report' }).click();
    await page.locator('.tab', { hasText: 'dicom-anon-mapping-report.md' }).waitFor();
    await page.locator('.tab', { hasText: 'dicom-anon-mapping-report.md' }).click({ button: 'middle' });
    await webview(page).getByRole('button', { name: 'Open Workbook' }).click();
    await toast(page, 'The workbook lies on the machine of this workspace').waitFor();
    await page.locator('.tab', { hasText: 'dicom-anon-mapping.xlsx' }).click({ button: 'middle' });
    await webview(page).locator('.result .sum').waitFor();
  });

  it('exports evidence of the run by keyboard alone: only the place for it is asked for', async () => {
    const view = webview(page);
    await view.locator('.result .sum').click();
    await tabTo(view, 'Export Evidence…');
    await page.keyboard.press('Enter');
    const dialog = page.locator('.quick-input-widget:visible');
    await assertEventually(
      async () => (await dialog.locator('input[type=text]').inputValue()) === join(workspace, 'out-evidence'),
    );
    await shot('panel-evidence-folder');
    await page.keyboard.press('Enter');
    await dialog.locator('.monaco-list-row', { hasText: 'Evidence only' }).waitFor();
    await page.keyboard.press('Enter');
    await toast(page, 'The evidence is written.').waitFor();
    assert.ok(existsSync(join(workspace, 'out-evidence', 'evidence.html')));
    await view.locator('.result .sum').waitFor();
  });

  it('compares a copy with its original without asking for it', async () => {
    await webview(page).getByRole('button', { name: 'Compare with Original' }).click();
    await page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab', { hasText: 'original ↔ anonymised' }).waitFor();
    await page.locator('.view-line', { hasText: 'PatientName' }).first().waitFor();
    await shot('panel-compare');
    await page.locator('.tab', { hasText: 'original ↔ anonymised' }).click({ button: 'middle' });
  });

  it('shows the result again when it was closed and is opened again', async () => {
    await webview(page).locator('.result .sum').waitFor();
    await page.locator('.tab', { hasText: 'DicomAnon' }).click({ button: 'middle' });
    await palette(page, 'DicomAnon: Show Panel');
    await webview(page).locator('.result .sum').waitFor();
  });

  it('says after a reload what the last run has done', async () => {
    await palette(page, 'DicomAnon: Show Panel');
    // VS Code keeps its tabs at intervals, and opens after a reload what it had kept.
    await assertEventually(async () => (await keptEditors(page)).includes('dicomanon.panel'));
    await page.reload();
    // Which of them is the active one may be older.
    await page.locator('.tab', { hasText: 'DicomAnon' }).first().click();
    await webview(page).locator('.result', { hasText: 'The last run' }).waitFor();
    await shot('panel-reloaded');
  });

  it('shows hostile values as text', async () => {
    await palette(page, 'View: Toggle Primary Side Bar Visibility');
    await anonymiseFromMenu(page, HOSTILE);
    const view = webview(page);
    await view.locator('.path-text', { hasText: HOSTILE }).first().waitFor();
    await view.getByRole('button', { name: 'Reveal Values' }).click();
    await view.locator('td.example .before', { hasText: '<img src=x onerror=' }).first().waitFor();
    assert.equal(await view.locator('img').count(), 0);
    await shot('panel-hostile');
  });

  it('can be used with the keyboard alone', async () => {
    const view = webview(page);
    await view.locator('h1').last().click();
    await tabTo(view, 'Anonymise!');
    await page.keyboard.press('Enter');
    await view.locator('.result .sum').waitFor();
    await tabTo(view, 'Reveal Output');
  });

  async function shot(name: string): Promise<void> {
    await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }

  /** The folders of the workspace stand first in the list; another one is named in the dialog behind the last entry. */
  async function chooseFolder(folder: string): Promise<void> {
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Browse…' }).click();
    await answerPath(page, folder);
    await webview(page).locator('.path-text', { hasText: folder }).first().waitFor();
  }
});

describe('a long run', () => {
  let host: VsCodeHost;
  let page: Page;
  let workspace: string;
  let home: string;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    workspace = mkdtempSync(join(tmpdir(), 'panel-'));
    home = mkdtempSync(join(tmpdir(), 'panel-home-'));
    makeManyFiles(join(workspace, 'export'));
    host = await VsCodeHost.start({
      vsix: [VSIX],
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
      env: { HOME: home },
    });
    // Outside of the workspace: the editor would be busy watching the files come.
    setMachineSettings(host.folder, {
      'dicomanon.workers': 1,
      'dicomanon.destination': join(home, 'copies'),
    });
    page = await host.open({ folder: workspace, width: 1280, height: 900 });
  });
  after(async () => {
    await host?.stop();
    for (const folder of [workspace, home]) rmSync(folder, { recursive: true, force: true });
  });

  it('shows its progress, is cancelled within a moment, and leaves whole files only', async () => {
    rmSync(join(home, 'copies'), { recursive: true, force: true }); // what a first attempt has written
    await anonymiseFromMenu(page, 'export');
    const view = webview(page);
    await view.getByRole('button', { name: 'Anonymise!' }).click();
    const bar = view.getByRole('progressbar', { name: 'Progress of the run' });
    await assertEventually(async () =>
      /\d+ %, [\d,]+ of/.test((await bar.getAttribute('aria-valuetext')) ?? ''),
    );
    assert.equal(await toast(page, 'Anonymising').count(), 0);
    await page.screenshot({ path: join(SHOTS, 'panel-running.png') });
    await view.getByRole('button', { name: 'Cancel' }).click();
    await view.locator('.result', { hasText: 'Cancelled after' }).waitFor();
    await page.screenshot({ path: join(SHOTS, 'panel-cancelled.png') });
    const written = readdirSync(join(home, 'copies'));
    assert.deepEqual(
      written.filter((name) => !name.endsWith('.dcm')),
      [],
    );
    assert.ok(written.length < MANY, `${written.length} files were written before the click`);
    const shown = await view.locator('.term.written strong').innerText();
    assert.equal(shown, written.length.toLocaleString('en-GB'));
    assert.ok(existsSync(join(home, 'dicom-anon-mapping.xlsx')));
  });

  it('goes on in a notification while the panel is closed, and comes back to the panel', async () => {
    await webview(page).getByRole('button', { name: 'Anonymise!' }).click();
    await webview(page).getByRole('progressbar').waitFor();
    await page.locator('.tab', { hasText: 'DicomAnon' }).click({ button: 'middle' });
    await toast(page, 'Anonymising').waitFor();
    await sleep(700);
    await page.screenshot({ path: join(SHOTS, 'panel-hidden.png') });
    await page.locator('.statusbar-item', { hasText: 'DicomAnon' }).click();
    await webview(page).getByRole('progressbar').waitFor();
    await toast(page, 'Anonymising').waitFor({ state: 'detached' });
  });

  it('tells of its end while no panel shows it', async function () {
    this.timeout(300_000); // it is the disk that decides
    await webview(page).locator('.result', { hasText: 'Done in' }).waitFor({ timeout: 280_000 });
    await webview(page).getByRole('button', { name: 'Anonymise!' }).click();
    await webview(page).getByRole('progressbar').waitFor();
    await page.locator('.tab', { hasText: 'DicomAnon' }).click({ button: 'middle' });
    await toast(page, 'Done in').waitFor({ timeout: 280_000 });
    await sleep(700);
    await page.screenshot({ path: join(SHOTS, 'panel-done-hidden.png') });
    await page.getByRole('button', { name: 'Show Result' }).click();
    await webview(page).locator('.result', { hasText: 'Done in' }).waitFor();
  });
});

describe('the panel in every look', () => {
  const LOOKS = [
    ['dark', 'Default Dark Modern'],
    ['light', 'Default Light Modern'],
    ['hc', 'Default High Contrast'],
    ['hc-light', 'Default High Contrast Light'],
  ] as const;

  for (const [look, theme] of LOOKS) {
    it(`is accessible and legible in ${theme}, at 300 and at 1,600 pixels`, async () => {
      const workspace = mkdtempSync(join(tmpdir(), 'panel-'));
      mkdirSync(SHOTS, { recursive: true });
      await makeSampleExport(join(workspace, 'hospital-export'), { seed: 1 });
      const host = await VsCodeHost.start({
        vsix: [VSIX],
        settings: { 'workbench.colorTheme': theme },
        env: { HOME: workspace },
      });
      try {
        const page = await host.open({ folder: workspace, width: 1600, height: 1000 });
        await anonymiseFromMenu(page, 'hospital-export');
        const view = webview(page);
        await view.locator('td.example .before').first().waitFor();
        await page.keyboard.press('Control+B');
        await page.screenshot({ path: join(SHOTS, `panel-ready-${look}-1600.png`) });
        await checkAccessibility(view);
        await view.getByRole('button', { name: 'Anonymise!' }).click();
        await view.locator('.result .sum').waitFor();
        await page.screenshot({ path: join(SHOTS, `panel-result-${look}-1600.png`) });
        await checkAccessibility(view);
        await page.setViewportSize({ width: 350, height: 1000 });
        await view.locator('h1').last().scrollIntoViewIfNeeded();
        await sleep(300);
        await page.screenshot({ path: join(SHOTS, `panel-ready-${look}-300.png`) });
        await view.locator('.result .actions').scrollIntoViewIfNeeded();
        await sleep(300);
        await page.screenshot({ path: join(SHOTS, `panel-result-${look}-300.png`) });
        await checkAccessibility(view);
      } finally {
        await host.stop();
        rmSync(workspace, { recursive: true, force: true });
      }
    });
  }
});

/** A menu that has just opened may not take the click yet. */
async function anonymiseFromMenu(page: Page, folder: string): Promise<void> {
  const menu = page.locator('.monaco-menu');
  for (let tries = 0; tries < 5; tries++) {
    const entry = await explorerMenu(page, folder, 'Anonymise with DicomAnon…');
    await sleep(300);
    await entry.click();
    await sleep(500);
    if ((await menu.count()) === 0) return;
    await page.keyboard.press('Escape');
  }
  assert.fail('the menu does not take a click');
}

/** So many that a run is still going when the fastest disk and the slowest browser have shown its progress. */
const MANY = 60_000;

/** One small image under many names. */
function makeManyFiles(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const first = join(folder, '0.dcm');
  writeFileSync(first, dicomFile(dataset()));
  for (let index = 1; index < MANY; index++) linkSync(first, join(folder, `${index}.dcm`));
}

/** Settings of the machine: in a remote window those of the user do not count for paths and the like. */
function setMachineSettings(hostFolder: string, settings: Readonly<Record<string, unknown>>): void {
  mkdirSync(join(hostFolder, 'user', 'Machine'), { recursive: true });
  writeFileSync(join(hostFolder, 'user', 'Machine', 'settings.json'), JSON.stringify(settings));
}

/** Presses Tab until the button with this name, or another control, has the keyboard. */
async function tabTo(view: FrameLocator, control: string | Locator): Promise<void> {
  const target = typeof control === 'string' ? view.getByRole('button', { name: control }) : control;
  for (let presses = 0; presses < 80; presses++) {
    if ((await view.locator(':focus').and(target).count()) > 0) return;
    await target.page().keyboard.press('Tab');
  }
  assert.fail(`Tab does not lead to ${String(control)}`);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

interface AxeResult {
  readonly violations: readonly Violation[];
  readonly passes: number;
}

/** Runs axe-core inside the page. */
async function checkAccessibility(view: FrameLocator): Promise<void> {
  const source = createRequire(resolve('package.json')).resolve('axe-core/axe.min.js');
  const result = await view.locator('main').evaluate(
    async (_main, script): Promise<AxeResult> => {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the page loads no other script
      const found = (await new Function(`${script}; return axe.run(document);`)()) as {
        violations: Violation[];
        passes: unknown[];
      };
      const violations = found.violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html }) => ({ html })),
      }));
      return { violations, passes: found.passes.length };
    },
    readFileSync(source, 'utf8'),
  );
  assert.deepEqual(result.violations, []);
  assert.ok(result.passes > 15, 'axe has looked at the page');
}

/** A good file, and one that ends inside its data set. */
function writeBroken(folder: string): void {
  mkdirSync(folder);
  const file = dicomFile(
    dataset(element(0x00100020, 'LO', 'BROKEN-1'), element(0x00104000, 'LT', 'x'.repeat(500))),
  );
  writeFileSync(join(folder, 'good.dcm'), file);
  writeFileSync(join(folder, 'cut-off.dcm'), file.subarray(0, file.length - 100));
}

/** A file and a folder whose names try to become markup or to turn the page around. */
function writeHostile(folder: string): void {
  mkdirSync(join(folder, '<b>bold<'), { recursive: true });
  const file = dicomFile(
    dataset(
      element(0x00080005, 'CS', 'ISO_IR 192'),
      element(0x00080080, 'LO', 'x'.repeat(10_000)),
      element(0x00100010, 'PN', HOSTILE_NAME),
    ),
  );
  writeFileSync(join(folder, '<b>bold<', 'image.dcm'), file);
  writeFileSync(join(folder, '<img src=x onerror=alert(1)>.txt'), 'text');
  assert.equal(readdirSync(folder).length, 2);
}

async function assertEventually(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (await condition()) return;
    await sleep(100);
  }
  assert.fail('the condition did not come true');
}
