import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { FilePreviewRequest } from '../../core/run/planned-copy';
import { tagListOf } from '../compare/tag-list-provider';
import type { ReaderThread } from '../tag-view/reader-thread';

/** The scheme of documents that list the tags of copies that are not written. */
const SCHEME = 'dicomanon-preview';
/** Previews that can be asked for again. */
const MOST_KEPT = 50;

/** Shows the tag list of a file beside that of its planned copy, in VS Code's diff. The copy is never written. */
export class FilePreview implements vscode.TextDocumentContentProvider {
  private readonly requests = new Map<string, FilePreviewRequest>();
  private readonly registration: vscode.Disposable;
  private last = 0;

  constructor(private readonly reader: ReaderThread) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  /** Opens the diff. A copy that can't be planned shows why in its place. */
  async show(request: FilePreviewRequest): Promise<void> {
    const original = vscode.Uri.file(request.path);
    const number = String(++this.last);
    this.requests.set(number, request);
    if (this.requests.size > MOST_KEPT) this.requests.delete(this.requests.keys().next().value!);
    const copy = original.with({ scheme: SCHEME, path: `${original.path}.tags`, query: number });
    await vscode.commands.executeCommand('vscode.diff', tagListOf(original), copy, titleOf(request));
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const request = this.requests.get(query);
    if (!request) return vscode.l10n.t('This preview is gone. Open it again.');
    try {
      return await this.reader.preview(request);
    } catch (error) {
      if (error instanceof UserError) return `${error.message} ${error.remedy}\n`;
      throw error;
    }
  }

  dispose(): void {
    this.registration.dispose();
    this.reader.dispose();
  }
}

/** With what the preview of one file can't know. */
function titleOf({ path, mapping, choice }: FilePreviewRequest): string {
  const hangsOnGroups = (choice.policy.risks?.smallCohort ?? 'pass') !== 'pass';
  const notes = [
    ...(mapping ? [] : [vscode.l10n.t('the first run makes other UIDs and dates')]),
    ...(hangsOnGroups ? [vscode.l10n.t('the preview of the folder knows small groups')] : []),
  ];
  const what = [vscode.l10n.t('original ↔ preview'), ...notes].join('; ');
  return `${basename(path)} (${what})`;
}

/** The top-level folder of a file below one of the sources; its own folder when it lies in none. */
export function topFolderOf(path: string, sources: readonly string[], separator: string): string {
  const source = sources.find((folder) => path.startsWith(folder + separator));
  if (source === undefined) return dirname(path);
  const [top = ''] = dirname(path)
    .slice(source.length + 1)
    .split(separator);
  return top === '' ? source : source + separator + top;
}
