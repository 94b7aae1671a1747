import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { POLICIES } from '../../core/policy/policies';
import { policyText } from '../../core/policy/choice-text';
import { type LoadedPolicy, loadPolicy, POLICY_FILE_ENDING } from '../../core/run/load-policy';
import type { PolicyEntry } from '../../panel/panel-state';

const PATTERN = `**/*${POLICY_FILE_ENDING}`;
const MOST_FILES = 500;

/** A policy that is in use, as the list knows it. */
export interface UsedPolicy {
  readonly name: string;
  /** Absolute path of the policy file; undefined for a built-in one. */
  readonly file: string | undefined;
}

/** The policies that the panel offers: the built-in ones, and the files of the workspace as they come and go. */
export class PolicyList {
  private files: readonly vscode.Uri[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly watching: vscode.Disposable;
  /** Fires when there are others to choose from. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly report: (error: unknown) => void) {
    const watcher = vscode.workspace.createFileSystemWatcher(PATTERN, false, true, false);
    const look = (): void => void this.look();
    this.watching = vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(look),
      watcher.onDidDelete(look),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
      vscode.workspace.onDidGrantWorkspaceTrust(look),
      this.changed,
    );
    look();
  }

  /** What there is to choose from, the policy in use included, wherever its file lies. */
  entries(used: UsedPolicy): readonly PolicyEntry[] {
    const builtIn = POLICIES.map((policy) => ({ id: policy.name, title: policyText(policy), isFile: false }));
    const paths = this.files.map((uri) => idOfFile(uri.fsPath));
    const own = used.file === undefined ? [] : [idOfFile(used.file)];
    const files = [...new Set([...paths, ...own])].sort();
    return [...builtIn, ...files.map((id) => ({ id, title: id, isFile: true }))];
  }

  /** The id of the policy in use among the entries. */
  idOf({ name, file }: UsedPolicy): string {
    return file === undefined ? name : idOfFile(file);
  }

  /**
   * The policy with this id; undefined when it is not offered.
   * @param builtIn gives a built-in policy with the switches that the settings say
   * @throws PolicyFileError
   */
  load(id: string, builtIn: (name: string) => LoadedPolicy): LoadedPolicy | undefined {
    if (POLICIES.some(({ name }) => name === id)) return builtIn(id);
    const file = this.files.find((uri) => idOfFile(uri.fsPath) === id);
    return file && loadPolicy(file.fsPath, '');
  }

  dispose(): void {
    this.watching.dispose();
  }

  /** Files of a workspace that is not trusted are not offered. */
  private async look(): Promise<void> {
    try {
      const found = vscode.workspace.isTrusted
        ? await vscode.workspace.findFiles(PATTERN, undefined, MOST_FILES)
        : [];
      this.files = found.filter(({ scheme }) => scheme === 'file');
      this.changed.fire();
    } catch (error) {
      this.report(error);
    }
  }
}

/** Below the workspace its path from there, else the whole path. */
function idOfFile(file: string): string {
  return vscode.workspace.asRelativePath(resolve(file));
}
