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

/** Ends the path of a tag list: a name that ended in .dcm would be opened in the tag view, in a diff too. */
const SUFFIX = '.tags';

/** The address of the tag list of `file`. */
export function tagListOf(file: vscode.Uri): vscode.Uri {
  return file.with({ scheme: TAG_LIST_SCHEME, path: `${file.path}${SUFFIX}`, query: file.scheme });
}

function fileOf(list: vscode.Uri): vscode.Uri {
  const path = list.path.endsWith(SUFFIX) ? list.path.slice(0, -SUFFIX.length) : list.path;
  return list.with({ scheme: list.query || 'file', path, query: '' });
}
