import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { tagListOf } from '../../../src/host/compare/tag-list-provider';

const SAMPLE = resolve(__dirname, '../../../../../shared/dicom/sequences/philips_private_sq.dcm');
const JAPANESE = resolve(__dirname, '../../../../../shared/dicom/charset/chrH31.dcm');

describe('the tag view in VS Code', () => {
  let folder: string;
  before(function () {
    if (!existsSync(SAMPLE)) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'tag-view-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is the editor of a .dcm file', async () => {
    const file = place(SAMPLE, 'scan.dcm');
    await vscode.commands.executeCommand('vscode.open', file);
    const input = await activeInput();
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, 'dicomanon.tagView');
    assert.equal(input.uri.fsPath, file.fsPath);
  });

  it('opens a file of any name when asked to', async () => {
    const file = place(SAMPLE, 'IM_0001');
    await vscode.commands.executeCommand('vscode.openWith', file, 'dicomanon.tagView');
    assert.ok((await activeInput()) instanceof vscode.TabInputCustom);
  });

  it('leaves files of other names to other editors', async () => {
    const file = vscode.Uri.file(join(folder, 'notes.txt'));
    writeFileSync(file.fsPath, 'notes');
    await vscode.commands.executeCommand('vscode.open', file);
    assert.ok((await activeInput()) instanceof vscode.TabInputText);
  });

  it('lists the tags of a file as text, values decoded in their character set', async () => {
    const file = place(JAPANESE, 'japanese.dcm');
    const list = await vscode.workspace.openTextDocument(
      file.with({ scheme: 'dicomanon-tags', query: 'file' }),
    );
    assert.match(list.getText(), /^\(0010,0010\) PN PatientName +Yamada\^Tarou=山田\^太郎=やまだ\^たろう$/m);
    assert.match(list.getText(), /^\(0008,0005\) CS SpecificCharacterSet +\\ISO 2022 IR 87$/m);
  });

  it('says in place of a list why a file has none', async () => {
    const file = vscode.Uri.file(join(folder, 'empty.dcm'));
    writeFileSync(file.fsPath, '');
    const list = await vscode.workspace.openTextDocument(
      file.with({ scheme: 'dicomanon-tags', query: 'file' }),
    );
    assert.match(list.getText(), /does not hold DICOM data/);
  });

  it('compares with the original that the user chooses', async () => {
    const original = place(SAMPLE, 'original.dcm');
    const anonymised = place(SAMPLE, 'anonymised.dcm');
    await choosing(original, () =>
      vscode.commands.executeCommand('dicomanon.compareWithOriginal', anonymised),
    );
    const input = await activeInput();
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.original.toString(), tagListOf(original).toString());
    assert.equal(input.modified.toString(), tagListOf(anonymised).toString());
  });

  it('compares nothing when the user chooses no original', async () => {
    const anonymised = place(SAMPLE, 'anonymised.dcm');
    await choosing(undefined, () =>
      vscode.commands.executeCommand('dicomanon.compareWithOriginal', anonymised),
    );
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab, undefined);
  });

  function place(sample: string, name: string): vscode.Uri {
    const file = join(folder, name);
    copyFileSync(sample, file);
    return vscode.Uri.file(file);
  }
});

/** Tabs fill in a moment after an editor opens. */
async function activeInput(): Promise<unknown> {
  for (let tries = 0; tries < 100; tries++) {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    if (tab) return tab.input;
    await sleep(50);
  }
  return undefined;
}

/** Dialogs do not open in tests: answers the next one. */
async function choosing(file: vscode.Uri | undefined, run: () => Thenable<unknown>): Promise<void> {
  const window = vscode.window as { showOpenDialog: unknown };
  const { showOpenDialog } = window;
  window.showOpenDialog = () => Promise.resolve(file && [file]);
  try {
    await run();
  } finally {
    window.showOpenDialog = showOpenDialog;
  }
}
