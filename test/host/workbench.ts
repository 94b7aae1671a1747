import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** Menus and commands of an extension appear some seconds after the window: they are tried again so long. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 300;

/** Right-clicks an Explorer row and returns the menu entry. */
export async function explorerMenu(page: Page, row: string, entry: string): Promise<Locator> {
  const item = explorerRow(page, row);
  const choice = page.locator('.monaco-menu .action-item', { hasText: entry });
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(RETRY_MS)) {
    await item.click({ button: 'right' });
    await page.locator('.monaco-menu').waitFor();
    if ((await choice.count()) > 0) return choice;
    if (Date.now() > end) throw new Error(`the menu has no entry '${entry}'`);
    await page.keyboard.press('Escape');
  }
}

/** Right-clicks an Explorer row and chooses a menu entry. */
export async function chooseFromExplorer(page: Page, row: string, entry: string): Promise<void> {
  const choice = await explorerMenu(page, row, entry);
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    // A menu that has just opened takes the first click for the end of the one that opened it.
    await sleep(RETRY_MS);
    await choice.click();
    if (await disappears(page.locator('.monaco-menu'))) return;
  }
  throw new Error(`the menu entry '${entry}' does not react`);
}

/** A row of the Explorer by its name. */
export function explorerRow(page: Page, name: string): Locator {
  return page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
}

/** Runs a command by its title through the Command Palette. */
export async function palette(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget:visible input[type=text]');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(RETRY_MS)) {
    await page.keyboard.press('F1');
    await input.waitFor();
    await input.fill(`>${title}`);
    if (await appears(row)) break;
    if (Date.now() > end) throw new Error(`the palette has no command '${title}'`);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Enter');
}

/** Answers an open or save dialog, which is a quick input here, with an absolute path. */
export async function answerPath(page: Page, file: string): Promise<void> {
  const dialog = page.locator('.quick-input-widget:visible');
  const input = dialog.locator('input[type=text]');
  await dialog.locator('.quick-input-action .monaco-button').first().waitFor();
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    // The dialog may still be writing its own start value, and swallows an Enter while it lists the folder.
    await input.fill(file);
    await sleep(RETRY_MS);
    if ((await input.inputValue()) !== file) continue;
    await input.press('Enter');
    if (await disappears(input)) return;
  }
  throw new Error(`the dialog did not take ${file}`);
}

/** The document inside the webview that is shown. */
export function webview(page: Page): FrameLocator {
  return page
    .locator('iframe.webview.ready:visible')
    .last()
    .contentFrame()
    .locator('iframe#active-frame')
    .contentFrame();
}

/** A notification with this text. */
export function toast(page: Page, text: string): Locator {
  return page.locator('.notifications-toasts .notification-list-item-message', { hasText: text }).first();
}

/** What a VS Code in a browser has kept of its tabs so far, as JSON in which strings hold further JSON. */
export function keptEditors(page: Page): Promise<string> {
  return page.evaluate<string>(READ_KEPT_EDITORS);
}

const READ_KEPT_EDITORS = `(async () => {
  const resultOf = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const kept = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await resultOf(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const items = database.transaction(store).objectStore(store);
      kept.push(await resultOf(items.get('memento/workbench.parts.editor')));
    }
    database.close();
  }
  return JSON.stringify(kept);
})()`;

async function appears(locator: Locator): Promise<boolean> {
  return waits(locator, 'visible', 1500);
}

async function disappears(locator: Locator): Promise<boolean> {
  return waits(locator, 'hidden', 1000);
}

async function waits(locator: Locator, state: 'visible' | 'hidden', timeout: number): Promise<boolean> {
  try {
    await locator.waitFor({ state, timeout });
    return true;
  } catch {
    return false;
  }
}
