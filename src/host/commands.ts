import * as vscode from 'vscode';

/** Commands a person may run from menus and the Command Palette. */
export const USER_COMMANDS = {
  anonymise: 'dicomanon.anonymise',
  /** The same, in the words of the Explorer's menu. */
  anonymiseFolder: 'dicomanon.anonymiseFolder',
  showPanel: 'dicomanon.showPanel',
  /** What a run would do to a file, or to a folder; writes nothing. */
  preview: 'dicomanon.preview',
  /** The same, in the words of the Explorer's menu. */
  previewResource: 'dicomanon.previewResource',
  /** On a policy file: asks for the folder and opens the panel with that policy. */
  anonymiseWithPolicy: 'dicomanon.anonymiseWithPolicy',
  /** On a folder of the Explorer, or one that is asked for. */
  auditFolder: 'dicomanon.auditFolder',
  /** Every file of the last run, in a tab of its own. */
  showReport: 'dicomanon.showReport',
  newPolicy: 'dicomanon.newPolicy',
  editPolicy: 'dicomanon.editPolicy',
  explainTag: 'dicomanon.explainTag',
  exportEvidence: 'dicomanon.exportEvidence',
  compareWithOriginal: 'dicomanon.compareWithOriginal',
} as const;

/** Commands behind the context menu of the tag view. */
export const TAG_VIEW_COMMANDS = {
  copyValue: 'dicomanon.tagView.copyValue',
  copyTag: 'dicomanon.tagView.copyTag',
  copyLine: 'dicomanon.tagView.copyLine',
} as const;

type IdOf<T extends Readonly<Record<string, string>>> = T[keyof T];

/** Every command id of the extension. */
export type CommandId = IdOf<typeof USER_COMMANDS> | IdOf<typeof TAG_VIEW_COMMANDS>;

/** What each command does. Arguments come from menus or other extensions: each command checks its own. */
export type CommandHandlers<Id extends CommandId = CommandId> = Readonly<
  Record<Id, (...args: unknown[]) => Promise<unknown>>
>;

/** Registers all commands. An error meant for people is shown to them; any other goes to VS Code. */
export function registerCommands(
  handlers: CommandHandlers,
  showError: (error: unknown) => Promise<void>,
): vscode.Disposable {
  const registered = Object.entries(handlers).map(([id, run]) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await run(...args);
      } catch (error) {
        await showError(error);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
