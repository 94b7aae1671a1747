import * as vscode from 'vscode';
import type { FileToRead, TagRows } from './reader-contract';
import type { ReaderThread } from './reader-thread';

/** A DICOM file open in the tag view. It is read when first shown, and again after it changed on disk. */
export class TagDocument implements vscode.CustomDocument {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly watcher: vscode.FileSystemWatcher;
  private loaded: Promise<TagRows> | undefined;
  /** Fires when the file was written, or written anew. */
  readonly onDidChange = this.changed.event;

  constructor(
    readonly uri: vscode.Uri,
    private readonly reader: ReaderThread,
  ) {
    this.watcher = watchFile(uri);
    const forget = (): void => {
      this.loaded = undefined;
      this.changed.fire();
    };
    this.watcher.onDidChange(forget);
    this.watcher.onDidCreate(forget);
  }

  /** The rows of the file; rejects with a `UserError` when it can't be read. */
  rows(): Promise<TagRows> {
    this.loaded ??= fileToRead(this.uri).then((file) => this.reader.rows(file));
    return this.loaded;
  }

  dispose(): void {
    this.watcher.dispose();
    this.changed.dispose();
    this.loaded = undefined;
  }
}

function watchFile(uri: vscode.Uri): vscode.FileSystemWatcher {
  const folder = vscode.Uri.joinPath(uri, '..');
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  // In a glob these characters stand for others; a file name may hold them.
  const pattern = new vscode.RelativePattern(folder, name.replace(/[*?[\]{}]/g, '?'));
  return vscode.workspace.createFileSystemWatcher(pattern);
}

/** Files on a disk are read there, header only; those of other providers (a commit, an archive) through VS Code. */
export async function fileToRead(uri: vscode.Uri): Promise<FileToRead> {
  if (uri.scheme === 'file') return { path: uri.fsPath };
  return { bytes: await vscode.workspace.fs.readFile(uri) };
}
