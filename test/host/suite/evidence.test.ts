import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { makeSampleExport } from '../../../src/sample/export';

interface Answer {
  readonly state: string;
  readonly code?: string;
  readonly instances?: number;
  readonly crosswalks?: { readonly patients: number; readonly uidsFrom: string };
}

describe('evidence in VS Code', () => {
  let folder: string;
  const at = (...names: readonly string[]): string => join(folder, ...names);
  const exported = (options: object): Thenable<Answer> =>
    vscode.commands.executeCommand<Answer>('dicomanon.exportEvidence', vscode.Uri.file(at('copies')), {
      workbook: at('m.xlsx'),
      ...options,
    });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'evidence-'));
    await makeSampleExport(at('originals'), { seed: 5 });
    await vscode.commands.executeCommand('dicomanon.anonymise', vscode.Uri.file(at('originals')), {
      ...{ destination: at('copies'), workbook: at('m.xlsx'), report: false },
    });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is written by the command, the crosswalks apart, while the extension host goes on', async () => {
    let turns = 0;
    const counting = setInterval(() => turns++, 5);
    const options = { to: at('evidence'), crosswalks: at('secret'), source: at('originals') };
    const answer = await exported(options);
    clearInterval(counting);
    assert.equal(answer.state, 'exported', JSON.stringify(answer));
    assert.equal(answer.crosswalks?.uidsFrom, 'originals');
    assert.ok((answer.instances ?? 0) > 10 && turns > 10, `${turns} turns`);
    assert.deepEqual(readdirSync(at('evidence')).sort(), [
      'evidence.html',
      'evidence.json',
      'sha256sums.txt',
    ]);
    assert.equal(statSync(at('secret', 'uid_crosswalk.csv')).mode & 0o077, 0);
    assert.match(readFileSync(at('evidence', 'evidence.html'), 'utf8'), /Evidence of de-identification/);
  });

  it('is refused with code and remedy where it would lie with the copies', async () => {
    const answer = await exported({ to: at('copies', 'evidence') });
    assert.deepEqual([answer.state, answer.code], ['refused', 'evidence-place']);
  });

  it('asks for the folders where it is told none', async () => {
    assert.deepEqual(await asking(), { state: 'exported', dialogs: 1, proposed: [at('copies-evidence')] });
    assert.ok(readdirSync(at('copies-evidence')).includes('evidence.html'));
  });

  it('asks only for the folder of the evidence where it is told that of the copies', async () => {
    const answer = await asking(vscode.Uri.file(at('copies')));
    assert.deepEqual(answer, { state: 'exported', dialogs: 0, proposed: [at('copies-evidence')] });
  });

  /** Calls the command as the palette or a button does, and takes what is proposed. */
  async function asking(...target: readonly vscode.Uri[]) {
    const window = vscode.window as {
      showOpenDialog: unknown;
      showInputBox: unknown;
      showQuickPick: unknown;
    };
    const { showOpenDialog, showInputBox, showQuickPick } = window;
    const proposed: string[] = [];
    let dialogs = 0;
    window.showOpenDialog = () => {
      dialogs++;
      return Promise.resolve([vscode.Uri.file(at('copies'))]);
    };
    window.showInputBox = ({ value }: vscode.InputBoxOptions) => {
      proposed.push(value ?? '');
      return Promise.resolve(value);
    };
    window.showQuickPick = (items: readonly vscode.QuickPickItem[]) => Promise.resolve(items[0]);
    try {
      await vscode.workspace
        .getConfiguration('dicomanon')
        .update('workbook', at('m.xlsx'), vscode.ConfigurationTarget.Global);
      const { state } = await vscode.commands.executeCommand<Answer>('dicomanon.exportEvidence', ...target);
      return { state, dialogs, proposed };
    } finally {
      await vscode.workspace
        .getConfiguration('dicomanon')
        .update('workbook', undefined, vscode.ConfigurationTarget.Global);
      Object.assign(window, { showOpenDialog, showInputBox, showQuickPick });
    }
  }
});
