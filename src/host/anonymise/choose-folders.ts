import * as vscode from 'vscode';
import { UserError } from '../../core/errors';

const NOT_LOCAL = new UserError(
  'not-local',
  'DicomAnon works on folders of this machine only.',
  'Open the folder from the file system, or copy it there.',
);

/**
 * The paths of the folders that a menu or a script named; [] when it named none.
 * @throws UserError 'not-local' for folders that are not in the file system
 */
export function foldersOf(target: unknown, others: unknown): readonly string[] {
  const targets =
    Array.isArray(others) && others.length > 0
      ? (others as unknown[])
      : Array.isArray(target)
        ? target
        : [target];
  return targets.filter((each) => each !== undefined && each !== null).map(pathOf);
}

function pathOf(target: unknown): string {
  if (typeof target === 'string') return target;
  if (target instanceof vscode.Uri && target.scheme === 'file') return target.fsPath;
  throw NOT_LOCAL;
}

interface FolderItem extends vscode.QuickPickItem {
  readonly folder?: string;
}

/** Asks for the source: the workspace's own folders first, then any. Undefined when the user turns away. */
export async function askForSource(): Promise<string | undefined> {
  const local = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (local.length === 0) return browse(vscode.l10n.t('Choose the folder with the DICOM files'), undefined);
  const folders = local.map(({ name, uri }): FolderItem => ({
    label: name,
    description: uri.fsPath,
    iconPath: vscode.ThemeIcon.Folder,
    folder: uri.fsPath,
  }));
  const browsing: FolderItem = {
    label: vscode.l10n.t('Browse…'),
    iconPath: new vscode.ThemeIcon('folder-opened'),
  };
  const separator: FolderItem = { label: '', kind: vscode.QuickPickItemKind.Separator };
  const chosen = await vscode.window.showQuickPick([...folders, separator, browsing], {
    title: vscode.l10n.t('Anonymise DICOM Files'),
    placeHolder: vscode.l10n.t('Which folder do you want to anonymise?'),
  });
  if (!chosen) return undefined;
  return chosen.folder ?? browse(vscode.l10n.t('Choose the folder with the DICOM files'), local[0]?.uri);
}

/** Asks for the folder that is to be audited. */
export function askForAudited(proposed: string | undefined): Promise<string | undefined> {
  const near = proposed === undefined ? undefined : vscode.Uri.file(proposed);
  return browse(vscode.l10n.t('Choose the folder with the anonymised files'), near);
}

/** Asks for the folder that the copies go to. */
export function askForDestination(proposed: string | undefined): Promise<string | undefined> {
  const near = proposed === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.file(proposed), '..');
  return browse(vscode.l10n.t('Choose the folder for the anonymised copies'), near);
}

async function browse(title: string, defaultUri: vscode.Uri | undefined): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title,
    openLabel: vscode.l10n.t('Choose Folder'),
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    ...(defaultUri ? { defaultUri } : {}),
  });
  return chosen?.[0]?.fsPath;
}

/** Asks for the mapping workbook: one that exists, or a new one. A save dialog alone would offer to replace it. */
export async function askForWorkbook(current: string): Promise<string | undefined> {
  const existing = {
    label: vscode.l10n.t('Use an Existing Workbook…'),
    iconPath: new vscode.ThemeIcon('table'),
  };
  const fresh = { label: vscode.l10n.t('Start a New Workbook…'), iconPath: new vscode.ThemeIcon('new-file') };
  const chosen = await vscode.window.showQuickPick([existing, fresh], {
    title: vscode.l10n.t('Mapping Workbook'),
    placeHolder: vscode.l10n.t('With another workbook, the same patients get other identities.'),
  });
  if (!chosen) return undefined;
  const filters = { [vscode.l10n.t('Excel workbook')]: ['xlsx'] };
  const folder = vscode.Uri.joinPath(vscode.Uri.file(current), '..');
  if (chosen === fresh) return (await vscode.window.showSaveDialog({ defaultUri: folder, filters }))?.fsPath;
  return (await vscode.window.showOpenDialog({ defaultUri: folder, filters, canSelectMany: false }))?.[0]
    ?.fsPath;
}
