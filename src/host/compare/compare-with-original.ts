import * as vscode from 'vscode';
import { tagListOf } from './tag-list-provider';

/** Finds the file that `anonymised` was made from, or undefined if no record tells. */
export type FindOriginal = (anonymised: vscode.Uri) => Promise<vscode.Uri | undefined>;

/**
 * Opens VS Code's diff of the tag lists of an anonymised file and its original. Where the original is not known, the
 * user is asked for it; without an answer nothing happens.
 */
export async function compareWithOriginal(anonymised: vscode.Uri, findOriginal: FindOriginal): Promise<void> {
  const original = (await findOriginal(anonymised)) ?? (await askForOriginal(anonymised));
  if (!original) return;
  const name = anonymised.path.slice(anonymised.path.lastIndexOf('/') + 1);
  const title = vscode.l10n.t('{0} (original ↔ anonymised)', name);
  await vscode.commands.executeCommand('vscode.diff', tagListOf(original), tagListOf(anonymised), title);
}

async function askForOriginal(anonymised: vscode.Uri): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose the original file to compare with'),
    openLabel: vscode.l10n.t('Compare'),
    defaultUri: vscode.Uri.joinPath(anonymised, '..'),
    canSelectMany: false,
  });
  return chosen?.[0];
}
