import type * as vscode from 'vscode';
import { registerAnonymise, type RegisteredRun } from './host/anonymise/register-anonymise';
import { registerCommands } from './host/commands';
import { createLog, describeFault } from './host/log';
import { showError } from './host/show-error';
import { registerTagView } from './host/tag-view/register-tag-view';

let run: RegisteredRun | undefined;

/** Builds the parts of the extension and registers them; nothing else happens before the user asks for it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = createLog();
  run = registerAnonymise(context, log, (row) => tagView.findRow(row));
  const tagView = registerTagView(context.extensionUri, run.findOriginal, run.explainer, (error) =>
    log.error(describeFault(error)),
  );
  const commands = registerCommands({ ...tagView.commands, ...run.commands }, showError);
  context.subscriptions.push(log, tagView.disposable, run.disposable, commands);
}

/** Lets a run that goes on come to an end in order; VS Code waits some seconds for it. */
export async function deactivate(): Promise<void> {
  await run?.stop();
}
