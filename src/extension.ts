import type * as vscode from 'vscode';
import { registerCommands } from './host/commands';
import { createLog, describeFault } from './host/log';
import { showError } from './host/show-error';
import { registerTagView } from './host/tag-view/register-tag-view';

/** Builds the parts of the extension and registers them; nothing else happens before the user asks for it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = createLog();
  const tagView = registerTagView(
    context.extensionUri,
    () => Promise.resolve(undefined),
    (error) => log.error(describeFault(error)),
  );
  context.subscriptions.push(log, tagView.disposable, registerCommands(tagView.commands, showError));
}
