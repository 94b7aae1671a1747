import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { explain, explanationText } from '../../core/policy/explain';
import type { PlacedElement } from '../../core/policy/matching';
import type { PolicyChoice } from '../../core/policy/policy';
import { parseSubject } from '../../core/policy/subject';

/** The scheme of the document that holds the last explanation. */
export const EXPLANATION_SCHEME = 'dicomanon-explanation';

const ADDRESS = vscode.Uri.from({ scheme: EXPLANATION_SCHEME, path: 'Explain Tag' });

/** A keyword or a tag in a text. */
const SUBJECT = /\([\da-f]{4},[\da-f]{4}\)|[A-Za-z][A-Za-z0-9]+|[\da-f]{8}/i;

/** Shows beside the editor which rule decides on an attribute; one document that changes with each question. */
export class ExplainTag {
  private text = '';
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(EXPLANATION_SCHEME, {
    onDidChange: this.changed.event,
    provideTextDocumentContent: () => this.text,
  });

  /** Explains the element, else the attribute under the cursor, else one that the user names. */
  async show(choice: PolicyChoice, element: PlacedElement | undefined): Promise<void> {
    const subject = element ?? subjectAtCursor() ?? (await askForSubject());
    if (subject === undefined) return;
    this.text = `${explanationText(explain(choice, subject), choice)}\n`;
    this.changed.fire(ADDRESS);
    const document = await vscode.workspace.openTextDocument(ADDRESS);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

function subjectAtCursor(): PlacedElement | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document.uri.scheme === EXPLANATION_SCHEME) return undefined;
  const range = editor.document.getWordRangeAtPosition(editor.selection.active, SUBJECT);
  return range && subjectOf(editor.document.getText(range));
}

async function askForSubject(): Promise<PlacedElement | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Explain Tag'),
    prompt: vscode.l10n.t(
      'A keyword, a tag, or a path such as RequestAttributesSequence > RequestedProcedureID',
    ),
    placeHolder: 'PatientName',
    validateInput: (value) => (value.trim() === '' ? undefined : problemOf(value)),
  });
  return text === undefined || text.trim() === '' ? undefined : parseSubject(text);
}

function subjectOf(text: string): PlacedElement | undefined {
  return problemOf(text) === undefined ? parseSubject(text) : undefined;
}

function problemOf(text: string): string | undefined {
  try {
    parseSubject(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message} ${error.remedy}`;
  }
}
