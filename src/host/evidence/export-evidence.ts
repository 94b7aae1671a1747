import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { CancelledError } from '../../core/io/cancellation';
import type { PolicyChoice } from '../../core/policy/policy';
import { EVIDENCE_FILES } from '../../core/run/evidence-folders';
import type { EvidenceStep } from '../../core/run/export-evidence';
import { exportEvidenceInThread } from '../../worker/evidence-client';
import type { EvidenceRequest, EvidenceResult } from '../../worker/evidence-protocol';

/** What the export takes from the rest of the extension. */
export interface EvidenceSurroundings {
  /** Folder of the bundled scripts. */
  readonly scripts: string;
  readonly version: string;
  readonly workbook: string;
  readonly policy: PolicyChoice;
  /** The folder that the last run of this window wrote. */
  readonly outputs: string | undefined;
  /** The folder whose copies a run of this window wrote to this one; undefined when it is not known. */
  readonly originalsOf: (outputs: string) => string | undefined;
}

type Folders = Pick<EvidenceRequest, 'outputs' | 'evidence' | 'source' | 'crosswalks'>;

/** What a script is told: the counts, or why nothing was written. */
export type EvidenceAnswer =
  | ({ readonly state: 'exported' } & EvidenceResult)
  | { readonly state: 'refused'; readonly code: string; readonly message: string; readonly remedy: string };

/**
 * Exports evidence of a folder: of the one given, into `options.to`, without questions; without options it asks for what
 * it is not told. The work is done in a thread, with progress that can be cancelled.
 * @returns undefined when the user turned away or cancelled
 * @throws UserError for people; with options it is the answer
 */
export async function exportEvidence(
  target: unknown,
  options: unknown,
  surroundings: EvidenceSurroundings,
): Promise<EvidenceAnswer | undefined> {
  const asked = scriptedFolders(target, options);
  if (!asked) return exportChosen(pathOf(target), surroundings);
  const workbook = asked.workbook ?? surroundings.workbook;
  try {
    return answerOf(await run(asked.folders, { ...surroundings, workbook }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { state: 'refused', code: error.code, message: error.message, remedy: error.remedy };
  }
}

async function exportChosen(
  outputs: string | undefined,
  surroundings: EvidenceSurroundings,
): Promise<EvidenceAnswer | undefined> {
  const folders = await askForFolders(outputs, surroundings);
  if (!folders) return undefined;
  const result = await run(folders, surroundings);
  if (result) void offerPage(folders, result);
  return answerOf(result);
}

async function run(folders: Folders, from: EvidenceSurroundings): Promise<EvidenceResult | undefined> {
  const { scripts, workbook, policy, version } = from;
  const request: EvidenceRequest = { ...folders, workbook, policy, version };
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Exporting evidence');
  try {
    return await vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
      const cancelling = new AbortController();
      token.onCancellationRequested(() => cancelling.abort());
      const entry = join(scripts, 'evidence-worker.js');
      return exportEvidenceInThread(entry, request, cancelling.signal, (step, files) =>
        progress.report({ message: progressText(step, files) }),
      );
    });
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    throw error;
  }
}

function progressText(step: EvidenceStep, files: number): string {
  switch (step) {
    case 'audit':
      return vscode.l10n.t('searching the files: {0}', files);
    case 'outputs':
      return vscode.l10n.t('describing the files: {0}', files);
    case 'originals':
      return vscode.l10n.t('reading the originals: {0}', files);
  }
}

function answerOf(result: EvidenceResult | undefined): EvidenceAnswer | undefined {
  return result && { state: 'exported', ...result };
}

/** Undefined when there is something to ask. */
function scriptedFolders(
  target: unknown,
  options: unknown,
): { readonly folders: Folders; readonly workbook: string | undefined } | undefined {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return undefined;
  const given = options as Readonly<Record<string, unknown>>;
  const [outputs, evidence] = [pathOf(target), pathOf(given['to'])];
  if (outputs === undefined || evidence === undefined) return undefined;
  const [source, crosswalks] = [pathOf(given['source']), pathOf(given['crosswalks'])];
  return { folders: { outputs, evidence, source, crosswalks }, workbook: pathOf(given['workbook']) };
}

function pathOf(value: unknown): string | undefined {
  if (value instanceof vscode.Uri && value.scheme === 'file') return value.fsPath;
  return typeof value === 'string' && value !== '' ? resolve(homedir(), value) : undefined;
}

async function askForFolders(
  named: string | undefined,
  { outputs, originalsOf }: EvidenceSurroundings,
): Promise<Folders | undefined> {
  const folder = named ?? (await askForFolder(vscode.l10n.t('Folder of the anonymised files'), outputs));
  if (folder === undefined) return undefined;
  const proposed = join(dirname(folder), `${basename(folder)}-evidence`);
  const evidence = await askForNewFolder(vscode.l10n.t('Folder for the evidence'), proposed);
  if (evidence === undefined) return undefined;
  const withCrosswalks = await askForCrosswalks();
  if (withCrosswalks === undefined) return undefined;
  if (!withCrosswalks) return { outputs: folder, evidence, source: undefined, crosswalks: undefined };
  const title = vscode.l10n.t('Folder for the confidential crosswalks');
  const crosswalks = await askForNewFolder(title, join(dirname(folder), `${basename(folder)}-CONFIDENTIAL`));
  if (crosswalks === undefined) return undefined;
  const originals = await askForFolder(
    vscode.l10n.t('Folder of the originals (Cancel: studies only)'),
    originalsOf(folder) ?? folder,
  );
  return { outputs: folder, evidence, source: originals, crosswalks };
}

/** Whether crosswalks are wanted; undefined when the user turned away. */
async function askForCrosswalks(): Promise<boolean | undefined> {
  const without = {
    label: vscode.l10n.t('Evidence only'),
    detail: vscode.l10n.t('Holds no patient data.'),
    iconPath: new vscode.ThemeIcon('shield'),
  };
  const and = {
    label: vscode.l10n.t('Evidence and crosswalks…'),
    detail: vscode.l10n.t('Tables of old and new IDs, in a folder of their own: confidential.'),
    iconPath: new vscode.ThemeIcon('lock'),
  };
  const chosen = await vscode.window.showQuickPick([without, and], {
    title: vscode.l10n.t('Export Evidence'),
  });
  return chosen && chosen === and;
}

async function askForFolder(title: string, near: string | undefined): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    ...{ title, openLabel: vscode.l10n.t('Choose Folder') },
    ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: false },
    ...(near === undefined ? {} : { defaultUri: vscode.Uri.file(near) }),
  });
  return chosen?.[0]?.fsPath;
}

/** One that need not exist: a dialog for folders would not let it be named. */
async function askForNewFolder(title: string, proposed: string): Promise<string | undefined> {
  const prompt = vscode.l10n.t('A new or empty folder, or an earlier export, which is replaced.');
  const path = await vscode.window.showInputBox({ title, prompt, value: proposed, ignoreFocusOut: true });
  return path === undefined || path.trim() === '' ? undefined : resolve(homedir(), path.trim());
}

async function offerPage({ evidence }: Folders, { clean }: EvidenceResult): Promise<void> {
  const [open, reveal] = [vscode.l10n.t('Open Page'), vscode.l10n.t('Reveal Folder')];
  const text = clean
    ? vscode.l10n.t('The evidence is written. The audit found nothing serious.')
    : vscode.l10n.t(
        'The evidence is written. The audit found something: look at it before you pass files on.',
      );
  const show = clean ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const chosen = await show(text, open, reveal);
  const page = vscode.Uri.file(join(evidence, EVIDENCE_FILES.page));
  if (chosen === reveal) await vscode.commands.executeCommand('revealFileInOS', page);
  if (chosen === open && !(await vscode.env.openExternal(page)))
    await vscode.commands.executeCommand('vscode.open', page);
}
