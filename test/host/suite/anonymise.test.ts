import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { makeSampleExport } from '../../../src/sample/export';

interface Summary {
  readonly state: string;
  readonly code?: string;
  readonly found: number;
  readonly written: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly workbook: string | null;
  readonly report: string | null;
  readonly audit: { readonly files: number; readonly unexpected: number } | null;
}

describe('a run that a script starts', () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'anonymise-'));
    await makeSampleExport(join(folder, 'export'), { seed: 2 });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('resolves with the numbers, which add up, as plain JSON', async () => {
    const summary = await run({ destination: path('out'), workbook: path('mapping.xlsx'), report: true });
    assert.equal(summary.state, 'done');
    assert.equal(summary.found, summary.written + summary.unchanged + summary.skipped + summary.failed);
    assert.ok(summary.written > 0);
    assert.equal(summary.workbook, path('mapping.xlsx'));
    assert.equal(summary.report, path('mapping-report.md'));
    assert.match(readFileSync(path('mapping-report.md'), 'utf8'), /^# DicomAnon report/);
    assert.ok(readdirSync(path('out')).length > 0);
    assert.deepEqual(summary, JSON.parse(JSON.stringify(summary)));
  });

  it('passes over what is there already', async () => {
    const summary = await run({ destination: path('out'), workbook: path('mapping.xlsx'), report: false });
    assert.equal(summary.written, 0);
    assert.ok(summary.unchanged > 0);
    assert.equal(summary.report, null);
  });

  it('searches its copies, unless a setting or the script turns that off', async () => {
    const settings = vscode.workspace.getConfiguration('dicomanon');
    const options = { destination: path('searched'), workbook: path('mapping.xlsx'), report: false };
    const { audit, written } = await run(options);
    assert.deepEqual([audit?.files, audit?.unexpected], [written, 0]);
    assert.equal((await run({ ...options, searchCopies: false })).audit, null);
    await settings.update('searchCopies', false, vscode.ConfigurationTarget.Global);
    try {
      assert.equal((await run(options)).audit, null);
      assert.equal((await run({ ...options, searchCopies: true })).audit?.files, written);
    } finally {
      await settings.update('searchCopies', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('can be audited by a script, which gets what was searched and found', async () => {
    await vscode.workspace
      .getConfiguration('dicomanon')
      .update('workbook', path('mapping.xlsx'), vscode.ConfigurationTarget.Global);
    const result = await vscode.commands.executeCommand<{
      readonly files: number;
      readonly problems: readonly unknown[];
      readonly originals: { readonly files: number } | null;
    }>('dicomanon.auditFolder', vscode.Uri.file(path('out')), path('export'));
    await vscode.workspace
      .getConfiguration('dicomanon')
      .update('workbook', undefined, vscode.ConfigurationTarget.Global);
    assert.ok(result.files > 0);
    assert.ok((result.originals?.files ?? 0) > 0);
  });

  it('says why it is refused, and writes nothing', async () => {
    assert.equal((await run({ destination: path('export') })).code, 'destination-is-source');
    assert.equal((await run({ destination: folder })).code, 'source-in-destination');
    assert.equal(
      (await run({ destination: path('new'), workbook: path('mapping.txt') })).code,
      'workbook-name',
    );
    assert.equal((await run({ destinatoin: path('new') })).code, 'bad-options');
    assert.equal(existsSync(path('new')), false);
  });

  it('refuses to go beside another run', async () => {
    const options = { destination: path('out2'), workbook: path('mapping.xlsx'), report: false };
    const [first, second] = await Promise.all([run(options), run(options)]);
    assert.equal(first.state, 'done');
    assert.equal(second.code, 'run-active');
  });

  it('refuses folders that are not in the file system', async () => {
    const uri = vscode.Uri.parse('untitled:folder');
    const summary = await vscode.commands.executeCommand<Summary>('dicomanon.anonymise', uri, {});
    assert.equal(summary.code, 'not-local');
  });

  it('anonymises a folder with nothing to anonymise', async () => {
    mkdirSync(path('empty'));
    writeFileSync(path('empty/notes.txt'), 'notes');
    const source = vscode.Uri.file(path('empty'));
    const summary = await vscode.commands.executeCommand<Summary>('dicomanon.anonymise', source, {
      report: false,
    });
    assert.equal(summary.state, 'done');
    assert.equal(summary.skipped, 1);
  });

  function path(name: string): string {
    return join(folder, name);
  }

  async function run(options: object): Promise<Summary> {
    return vscode.commands.executeCommand<Summary>(
      'dicomanon.anonymise',
      vscode.Uri.file(path('export')),
      options,
    );
  }
});

describe('the panel in VS Code', () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'panel-'));
    await makeSampleExport(join(folder, 'export'), { seed: 3 });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens once, however often it is asked for', async () => {
    const uri = vscode.Uri.file(join(folder, 'export'));
    await vscode.commands.executeCommand('dicomanon.anonymise', uri, [uri]);
    await vscode.commands.executeCommand('dicomanon.anonymise', uri, [uri]);
    await vscode.commands.executeCommand('dicomanon.showPanel');
    assert.equal((await panels()).length, 1);
  });

  it('writes nothing before the button is pressed', async () => {
    const uri = vscode.Uri.file(join(folder, 'export'));
    await vscode.commands.executeCommand('dicomanon.anonymise', uri, [uri]);
    await panels();
    assert.deepEqual(readdirSync(folder), ['export']);
  });

  it('offers the folders of the workspace first when none is named', async () => {
    const offered = await answering(() => vscode.commands.executeCommand('dicomanon.anonymise'));
    assert.equal(offered[0]?.label, vscode.workspace.workspaceFolders?.[0]?.name);
    assert.equal(offered.at(-1)?.label, 'Browse…');
    assert.equal(tabs().length, 0);
  });
});

function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** Tabs fill in a moment after a panel opens. */
async function panels(): Promise<readonly vscode.Tab[]> {
  for (let tries = 0; tries < 100 && tabs().length === 0; tries++) await sleep(50);
  return tabs().filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('dicomanon.panel'),
  );
}

/** Turns away from the next choice and returns what was offered. */
async function answering(run: () => Thenable<unknown>): Promise<readonly vscode.QuickPickItem[]> {
  const window = vscode.window as { showQuickPick: unknown };
  const { showQuickPick } = window;
  let offered: readonly vscode.QuickPickItem[] = [];
  window.showQuickPick = (items: readonly vscode.QuickPickItem[]) => {
    offered = items;
    return Promise.resolve(undefined);
  };
  try {
    await run();
  } finally {
    window.showQuickPick = showQuickPick;
  }
  return offered;
}
