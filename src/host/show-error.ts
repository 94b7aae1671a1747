import * as vscode from 'vscode';
import { UserError } from '../core/errors';

/** Shows an error meant for people with its remedy. Any other is a fault of the program: it is thrown on. */
export async function showError(error: unknown): Promise<void> {
  if (!(error instanceof UserError)) throw error;
  await vscode.window.showErrorMessage(`${error.message} ${error.remedy}`);
}
