import { join } from 'node:path';
import * as vscode from 'vscode';
import { formatCount } from '../../core/record/format';
import { auditText, isClean } from '../../core/record/audit-summary';
import type { AuditResult } from '../../core/run/audit-folder';
import { auditInThread } from '../../worker/audit-client';

export interface AuditPlace {
  /** Absolute path of the anonymised files. */
  readonly folder: string;
  readonly workbook: string;
  /** Absolute path of the originals, where they are known. */
  readonly source: string | undefined;
}

/**
 * Audits a folder with progress and a way to cancel, and says what was found.
 * @param scripts folder of the bundled worker scripts
 * @throws UserError when the workbook is missing or can't be read
 */
export async function auditWithProgress(scripts: string, place: AuditPlace): Promise<AuditResult> {
  const { folder, workbook, source } = place;
  const request = { folder, workbook, source: source ?? null, pixels: false };
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('DicomAnon: Audit'),
      cancellable: true,
    },
    async (progress, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => cancelled.abort());
      return auditInThread(join(scripts, 'audit-worker.js'), request, cancelled.signal, (step, files) =>
        progress.report({
          message:
            step === 'learning'
              ? vscode.l10n.t('reading {0}', formatCount(files, 'original'))
              : vscode.l10n.t('searching {0}', formatCount(files, 'file')),
        }),
      );
    },
  );
}

/** Says in one message what was found, with the way to all of it in words. */
export async function tellAudit(result: AuditResult): Promise<void> {
  const details = vscode.l10n.t('What Was Searched');
  const [headline = ''] = auditText(result).split('\n');
  const tell = isClean(result) ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await tell(headline, details)) === details) await showText(result);
}

/** In an editor of its own that can be saved; it names no file and no value. */
async function showText(result: AuditResult): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    content: `${auditText(result)}\n`,
    language: 'plaintext',
  });
  await vscode.window.showTextDocument(document);
}
