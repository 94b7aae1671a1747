import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { VsCodeHost } from '../vscode-host';
import { explorerMenu, explorerRow, webview } from '../workbench';
import { findViolations } from './accessibility';
import { smallFile } from './tag-view-files';

const VSIX = resolve(process.env['VSIX'] ?? 'dicomanon.vsix');
const SHOTS = resolve('out/shots');
const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;
const WIDE = { width: 1280, height: 800 };
/** Leaves about 300 pixels for the editor beside the Explorer. */
const NARROW = { width: 650, height: 800 };

for (const [name, theme] of Object.entries(THEMES)) {
  describe(`the tag view in the ${name} theme`, () => {
    let host: VsCodeHost;
    let page: Page;
    let workspace: string;

    before(async () => {
      mkdirSync(SHOTS, { recursive: true });
      workspace = mkdtempSync(join(tmpdir(), 'tag-view-'));
      writeFileSync(join(workspace, 'scan.dcm'), smallFile());
      host = await VsCodeHost.start({ vsix: [VSIX], settings: { 'workbench.colorTheme': theme } });
      page = await host.open({ folder: workspace, ...WIDE });
      await explorerMenu(page, 'scan.dcm', 'Compare with Original');
      await page.keyboard.press('Escape');
      await explorerRow(page, 'scan.dcm').dblclick();
      await webview(page).locator('#grid[aria-busy=false]').waitFor();
      await webview(page).locator('.rows .row', { hasText: "Patient's Name" }).click();
    });
    after(async () => {
      await host?.stop();
      rmSync(workspace, { recursive: true, force: true });
    });

    for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
      it(`has no accessibility violations when ${size}`, async () => {
        await page.setViewportSize(viewport);
        await webview(page).locator('.row[aria-selected=true]').waitFor();
        await page.screenshot({ path: join(SHOTS, `tag-view-${name}-${size}.png`) });
        assert.deepEqual(await findViolations(page, '#grid'), []);
      });
    }
  });
}
