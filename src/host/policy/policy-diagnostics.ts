import * as vscode from 'vscode';
import { PolicyFileError, type PolicyProblem } from '../../core/policy/file/problem';
import { loadPolicy, POLICY_FILE_ENDING } from '../../core/run/load-policy';
import { UserError } from '../../core/errors';

/** Shows in the editor what the schema can't know of a saved policy file: unknown keywords, options, bases. */
export class PolicyDiagnostics {
  private readonly collection = vscode.languages.createDiagnosticCollection('DicomAnon');
  private readonly registrations: readonly vscode.Disposable[];

  constructor() {
    this.registrations = [
      vscode.workspace.onDidSaveTextDocument((document) => this.check(document)),
      vscode.workspace.onDidOpenTextDocument((document) => this.check(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)),
    ];
    for (const document of vscode.workspace.textDocuments) this.check(document);
  }

  dispose(): void {
    vscode.Disposable.from(this.collection, ...this.registrations).dispose();
  }

  private check({ uri }: vscode.TextDocument): void {
    if (uri.scheme !== 'file' || !uri.path.endsWith(POLICY_FILE_ENDING)) return;
    this.collection.set(uri, problemsOf(uri.fsPath).map(toDiagnostic));
  }
}

/** Problems of this file; those of files that it extends are shown there. */
function problemsOf(file: string): readonly PolicyProblem[] {
  try {
    loadPolicy(file, '');
    return [];
  } catch (error) {
    if (error instanceof PolicyFileError)
      return error.problems.filter(({ file: name }) => file.endsWith(name));
    if (error instanceof UserError) return [];
    throw error;
  }
}

function toDiagnostic({ line, column, message, remedy }: PolicyProblem): vscode.Diagnostic {
  const start = new vscode.Position(line - 1, column - 1);
  const diagnostic = new vscode.Diagnostic(new vscode.Range(start, start), `${message}; ${remedy}`);
  diagnostic.source = 'DicomAnon';
  return diagnostic;
}
