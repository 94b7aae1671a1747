import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { dataset, dicomFile, element } from '../../support/data-sets';
import { hashTree } from '../../support/tree-hash';

describe('the preview in VS Code', () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'preview-'));
    mkdirSync(join(folder, 'export'));
    writeFileSync(join(folder, 'export', 'scan.dcm'), dicomFile(dataset()));
    writeFileSync(join(folder, 'export', 'cut.dcm'), dicomFile(dataset()).subarray(0, 250));
    const settings = vscode.workspace.getConfiguration('dicomanon');
    await settings.update('workbook', join(folder, 'mapping.xlsx'), vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    const settings = vscode.workspace.getConfiguration('dicomanon');
    await settings.update('workbook', undefined, vscode.ConfigurationTarget.Global);
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('of a file is a diff of its tags with those of the copy, and nothing is written', async () => {
    const before = hashTree(folder);
    await preview('scan.dcm');
    const diff = await tabInput(vscode.TabInputTextDiff);
    const [left, right] = await texts(diff);
    assert.match(left, /^\(0010,0010\) PN PatientName +Doe\^Jane$/m);
    assert.match(right, /^\(0010,0010\) PN PatientName +ANON-0001$/m);
    assert.match(right, /^\(7FE0,0010\) OW PixelData +8 bytes$/m);
    assert.match(right, /^\(0012,0062\) CS PatientIdentityRemoved +YES$/m);
    assert.deepEqual(hashTree(folder), before);
  });

  it('of a file that fails in a run says why in place of the copy', async () => {
    await preview('cut.dcm');
    const [, right] = await texts(await tabInput(vscode.TabInputTextDiff));
    assert.match(right, /^No copy would be written: truncated DICOM file/);
    assert.doesNotMatch(right, /Doe|MRN/);
  });

  it('of a file that a run would hold back says why in place of the copy', async () => {
    const policy = {
      name: 'careful',
      extends: 'DicomAnon',
      risks: { face: 'hold-back', smallCohort: 'fail' },
    };
    writeFileSync(join(folder, 'careful.dicomanon.json'), JSON.stringify(policy));
    writeFileSync(join(folder, 'export', 'head.dcm'), dicomFile(dataset(element(0x00180015, 'CS', 'HEAD'))));
    const settings = vscode.workspace.getConfiguration('dicomanon');
    const file = join(folder, 'careful.dicomanon.json');
    await settings.update('policy', file, vscode.ConfigurationTarget.Global);
    try {
      await preview('head.dcm');
      const [, right] = await texts(await tabInput(vscode.TabInputTextDiff));
      assert.match(right, /^No copy would be written: held back because of its risks \(head CT or MR/);
      const label = vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
      assert.match(label, /the preview of the folder knows small groups\)$/);
    } finally {
      await settings.update('policy', undefined, vscode.ConfigurationTarget.Global);
      rmSync(join(folder, 'export', 'head.dcm'));
    }
  });

  it('of a folder opens in a tab of its own, and nothing is written', async () => {
    const before = hashTree(folder);
    await vscode.commands.executeCommand('dicomanon.preview', vscode.Uri.file(join(folder, 'export')));
    const input = await tabInput(vscode.TabInputWebview);
    assert.match(input.viewType, /dicomanon\.preview$/);
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, 'Preview: export');
    await sleep(1000);
    assert.deepEqual(hashTree(folder), before);
  });

  function preview(name: string): Thenable<unknown> {
    return vscode.commands.executeCommand('dicomanon.preview', vscode.Uri.file(join(folder, 'export', name)));
  }
});

async function texts({ original, modified }: vscode.TabInputTextDiff): Promise<readonly [string, string]> {
  const [left, right] = await Promise.all(
    [original, modified].map((uri) => vscode.workspace.openTextDocument(uri)),
  );
  return [left!.getText(), right!.getText()];
}

/** The input of the active tab, once it is of this kind. */
async function tabInput<T>(kind: new (...args: never[]) => T): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (input instanceof kind) return input;
    await sleep(100);
  }
  throw new Error(`no tab of ${kind.name}`);
}
