import type * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { ReaderThread } from '../tag-view/reader-thread';
import { fileToRead } from '../tag-view/tag-document';

/** The scheme of documents that list the tags of a file, for VS Code's diff. */
export const TAG_LIST_SCHEME = 'dicomanon-tags';

/** Serves the tag list of the file that a `dicomanon-tags:` address stands for. */
export class TagListProvider implements vscode.TextDocumentContentProvider {
  constructor(private readonly reader: ReaderThread) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    try {
      return await this.reader.list(await fileToRead(fileOf(uri)));
    } catch (error) {
      if (error instanceof UserError) return `${error.message} ${error.remedy}\n`;
      throw error;
    }
  }
}

/** The address of the tag list of `file`. */
export function tagListOf(file: vscode.Uri): vscode.Uri {
  return file.with({ scheme: TAG_LIST_SCHEME, query: file.scheme });
}

function fileOf(list: vscode.Uri): vscode.Uri {
  return list.with({ scheme: list.query || 'file', query: '' });
}
