import * as vscode from 'vscode';
import { isCount } from '../../rpc/guards';
import type { CopyPart } from '../../panel/tag-view-protocol';
import { compareWithOriginal, type FindOriginal } from '../compare/compare-with-original';
import { TAG_LIST_SCHEME, TagListProvider } from '../compare/tag-list-provider';
import { TAG_VIEW_COMMANDS, USER_COMMANDS, type CommandHandlers } from '../commands';
import type { RowExplainer, RowPlace } from '../policy/placed-row';
import { ReaderThread } from './reader-thread';
import { TAG_VIEW, TagViewEditor } from './tag-view-editor';

/** The commands of the tag view. */
export type TagViewCommandId =
  (typeof TAG_VIEW_COMMANDS)[keyof typeof TAG_VIEW_COMMANDS] | typeof USER_COMMANDS.compareWithOriginal;

/** What the tag view brings: its registrations, and the commands for the one place that registers commands. */
export interface TagViewFeature {
  readonly disposable: vscode.Disposable;
  readonly commands: CommandHandlers<TagViewCommandId>;
  /** The row that was right-clicked; undefined when it was none. */
  readonly findRow: (context: unknown) => Promise<RowPlace | undefined>;
}

/** Registers the tag view and the tag lists. Nothing is loaded or read before a file is opened. */
export function registerTagView(
  extensionUri: vscode.Uri,
  findOriginal: FindOriginal,
  explainer: RowExplainer,
  report: (error: unknown) => void,
): TagViewFeature {
  const reader = new ReaderThread(vscode.Uri.joinPath(extensionUri, 'dist', 'tag-reader.js').fsPath);
  const editor = new TagViewEditor(extensionUri, reader, explainer, report);
  const disposable = vscode.Disposable.from(
    reader,
    vscode.window.registerCustomEditorProvider(TAG_VIEW, editor, {
      supportsMultipleEditorsPerDocument: true,
    }),
    vscode.workspace.registerTextDocumentContentProvider(TAG_LIST_SCHEME, new TagListProvider(reader)),
  );
  const findRow = async (context: unknown): Promise<RowPlace | undefined> => {
    const row = rowOf(context);
    return row === undefined ? undefined : editor.active?.place(row);
  };
  return { disposable, commands: tagViewCommands(editor, findOriginal), findRow };
}

function tagViewCommands(
  editor: TagViewEditor,
  findOriginal: FindOriginal,
): CommandHandlers<TagViewCommandId> {
  const copy = (part: CopyPart) => async (context: unknown) => {
    const row = rowOf(context);
    if (row !== undefined) await editor.active?.copy(row, part);
  };
  return {
    [USER_COMMANDS.compareWithOriginal]: async (target: unknown) => {
      const uri = target instanceof vscode.Uri ? target : editor.active?.document.uri;
      if (uri) await compareWithOriginal(uri, findOriginal);
    },
    [TAG_VIEW_COMMANDS.copyValue]: copy('value'),
    [TAG_VIEW_COMMANDS.copyTag]: copy('tag'),
    [TAG_VIEW_COMMANDS.copyLine]: copy('line'),
  };
}

/** The row that was right-clicked: VS Code hands over the `data-vscode-context` of the element. */
function rowOf(context: unknown): number | undefined {
  if (typeof context !== 'object' || context === null || !('row' in context)) return undefined;
  return isCount(context.row) ? context.row : undefined;
}
