import { statSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import * as vscode from 'vscode';
import type { ResultAction } from '../../panel/panel-state';
import { USER_COMMANDS } from '../commands';
import type { RunController } from './run-controller';

/** A longer report is shown as text: the preview would take long. */
const LONGEST_PREVIEW = 500_000;
const MOST_COPIES = 5000;

/** Does what the user asks for with a result. */
export async function act(action: ResultAction, controller: RunController): Promise<void> {
  const { run, workbook } = controller.state;
  const [destination] = controller.destinations;
  if (destination === undefined) return;
  switch (action) {
    case 'showReport':
      return void vscode.commands.executeCommand(USER_COMMANDS.showReport);
    case 'revealOutput':
      return reveal(vscode.Uri.file(destination));
    case 'openWorkbook':
      return openOutside(
        vscode.Uri.file(run.kind === 'ended' && run.result.workbook !== '' ? run.result.workbook : workbook),
      );
    case 'openReport':
      return run.kind === 'ended' ? openReport(vscode.Uri.file(run.result.report)) : undefined;
    case 'audit':
      return void vscode.commands.executeCommand(USER_COMMANDS.auditFolder, destination);
    case 'exportEvidence':
      return void vscode.commands.executeCommand(
        USER_COMMANDS.exportEvidence,
        onlyOne(controller.destinations),
      );
    case 'compare':
      return compare(controller);
    case 'addToWorkspace':
      return addToWorkspace(controller.destinations);
  }
}

/** Evidence is of one folder: of several, the command asks for one. */
function onlyOne(folders: readonly string[]): string | undefined {
  return folders.length === 1 ? folders[0] : undefined;
}

/** In the Explorer where the folder is part of the workspace, else in the system's file manager. */
async function reveal(folder: vscode.Uri): Promise<void> {
  if (vscode.workspace.getWorkspaceFolder(folder))
    await vscode.commands.executeCommand('revealInExplorer', folder);
  else if (vscode.env.remoteName === undefined)
    await vscode.commands.executeCommand('revealFileInOS', folder);
  else await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true });
}

/**
 * With the system's program for it; on a remote machine there is none, so an editor has to do. Not everybody has one for
 * workbooks: the message says where the file lies.
 */
async function openOutside(file: vscode.Uri): Promise<void> {
  if (vscode.env.remoteName === undefined && (await vscode.env.openExternal(file))) return;
  await vscode.commands.executeCommand('vscode.open', file);
  void offerPath(file);
}

async function offerPath(file: vscode.Uri): Promise<void> {
  const copy = vscode.l10n.t('Copy Path');
  const where = vscode.l10n.t('The workbook lies on the machine of this workspace: {0}', file.fsPath);
  if ((await vscode.window.showInformationMessage(where, copy)) === copy)
    await vscode.env.clipboard.writeText(file.fsPath);
}

async function openReport(file: vscode.Uri): Promise<void> {
  const size = statSync(file.fsPath, { throwIfNoEntry: false })?.size ?? 0;
  const command = size > 0 && size <= LONGEST_PREVIEW ? 'markdown.showPreview' : 'vscode.open';
  await vscode.commands.executeCommand(command, file);
}

/** One file of each folder of the output is offered; its name is anonymised already. */
async function compare(controller: RunController): Promise<void> {
  const [root = ''] = controller.destinations;
  const copies = controller.result.copies(MOST_COPIES);
  const items = copies.map(({ copy }) => ({
    label: basename(copy),
    description: relative(dirname(root), dirname(copy)),
    copy,
  }));
  const chosen =
    items.length === 1
      ? items[0]
      : await vscode.window.showQuickPick(items, {
          title: vscode.l10n.t('Compare with Original'),
          placeHolder: vscode.l10n.t('One file of each folder; for any other use the menu of its tag view'),
          matchOnDescription: true,
        });
  if (chosen)
    await vscode.commands.executeCommand(USER_COMMANDS.compareWithOriginal, vscode.Uri.file(chosen.copy));
}

function addToWorkspace(folders: readonly string[]): void {
  const present = vscode.workspace.workspaceFolders?.length ?? 0;
  vscode.workspace.updateWorkspaceFolders(
    present,
    0,
    ...folders.map((folder) => ({ uri: vscode.Uri.file(folder) })),
  );
}
