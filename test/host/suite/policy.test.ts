import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { makeSampleExport } from '../../../src/sample/export';

interface Summary {
  readonly state: string;
  readonly code?: string;
  readonly message?: string;
  readonly written: number;
}

describe('policy files in VS Code', () => {
  const workspace = (): string => vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'policy-'));
    await makeSampleExport(join(folder, 'export'), { seed: 4 });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('are made from what the user chose, open at once and are taken by a run', async () => {
    await answering(['DicomAnon', []], () => vscode.commands.executeCommand('dicomanon.newPolicy'));
    const file = join(workspace(), 'my-dicomanon.dicomanon.json');
    assert.match(readFileSync(file, 'utf8'), /"private": false,/, 'all options were turned off');
    const { document } = vscode.window.activeTextEditor!;
    assert.deepEqual([document.uri.fsPath, document.languageId], [file, 'jsonc']);
    const summary = await run({ policy: 'my-dicomanon.dicomanon.json' });
    assert.deepEqual([summary.state, summary.message], ['done', undefined]);
    assert.ok(summary.written > 0);
  });

  it('are refused with file, line and remedy', async () => {
    const text =
      '{ "name": "bad", "extends": "DicomAnon",\n "rules": [{ "keyword": "PatientNme", "action": "X" }] }';
    writeFileSync(join(workspace(), 'bad.dicomanon.json'), text);
    const summary = await run({ policy: 'bad.dicomanon.json', destination: join(folder, 'never') });
    assert.deepEqual([summary.state, summary.code], ['refused', 'policy-file']);
    assert.match(summary.message ?? '', /^bad\.dicomanon\.json:2:25: .*did you mean PatientName\?$/);
    assert.equal(existsSync(join(folder, 'never')), false);
  });

  it('are checked by the schema and, once the extension works, for what the schema can not know', async () => {
    const file = vscode.Uri.file(join(folder, 'wrong.dicomanon.json'));
    const rules =
      '[{ "keyword": "PatientNme", "action": "X" },\n { "keyword": "PatientSex", "action": "Q" }]';
    writeFileSync(file.fsPath, `{ "name": "wrong", "extends": "DicomAnon", "rules":\n${rules} }`);
    await vscode.commands.executeCommand('dicomanon.showPanel');
    await vscode.window.showTextDocument(file);
    const ofSource = async (source: RegExp) =>
      (
        await eventually(() =>
          vscode.languages.getDiagnostics(file).filter((each) => source.test(each.source ?? '')),
        )
      ).map(({ message, range }) => `${range.start.line + 1} ${message}`);
    assert.match(
      (await ofSource(/^DicomAnon$/)).join('\n'),
      /^2 there is no attribute "PatientNme"; did you mean PatientName\?$/m,
    );
    assert.ok(
      (await ofSource(/^(?!DicomAnon$)/)).some((text) => text.startsWith('3 ')),
      'by the schema',
    );
  });

  it('are completed by the schema', async () => {
    const file = vscode.Uri.file(join(folder, 'new.dicomanon.json'));
    writeFileSync(file.fsPath, '{\n  \n}\n');
    await vscode.window.showTextDocument(file);
    const labels = await eventually(async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        file,
        new vscode.Position(1, 2),
      );
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    });
    for (const property of ['name', 'extends', 'options', 'rules', 'patientIds'])
      assert.ok(labels.includes(property));
  });

  it('explain the attribute under the cursor', async () => {
    const file = vscode.Uri.file(join(folder, 'ask.dicomanon.json'));
    writeFileSync(file.fsPath, '{ "rules": [{ "keyword": "PatientName" }] }');
    const editor = await vscode.window.showTextDocument(file);
    editor.selection = new vscode.Selection(0, 28, 0, 28);
    await vscode.commands.executeCommand('dicomanon.explainTag');
    const document = await eventually(() =>
      vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'dicomanon-explanation'),
    );
    assert.match(
      document[0]!.getText(),
      /^PatientName \(0010,0010\), VR PN\n\nBecomes the anonymised ID\.\nDecided by rule 1 of \d+/,
    );
  });

  async function run(options: object): Promise<Summary> {
    return vscode.commands.executeCommand<Summary>(
      'dicomanon.anonymise',
      vscode.Uri.file(join(folder, 'export')),
      {
        ...{ destination: join(folder, 'out'), workbook: join(folder, 'm.xlsx'), report: false },
        ...options,
      },
    );
  }
});

/** Answers the next choices: the item of this label, or those of several. */
async function answering(
  answers: readonly (string | readonly string[])[],
  action: () => Thenable<unknown>,
): Promise<void> {
  const window = vscode.window as { showQuickPick: unknown };
  const { showQuickPick } = window;
  const waiting = [...answers];
  window.showQuickPick = (items: readonly vscode.QuickPickItem[]) => {
    const answer = waiting.shift();
    const chosen = items.filter(
      ({ label }) => label === answer || (Array.isArray(answer) && answer.includes(label)),
    );
    return Promise.resolve(Array.isArray(answer) ? chosen : chosen[0]);
  };
  try {
    await action();
  } finally {
    window.showQuickPick = showQuickPick;
  }
}

/** What editors and language servers tell some time later. */
async function eventually<T>(ask: () => readonly T[] | Promise<readonly T[]>): Promise<readonly T[]> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await ask();
    if (answer.length > 0) return answer;
    await sleep(100);
  }
  throw new Error('nothing came');
}
