import { join } from 'node:path';
import * as vscode from 'vscode';
import { type AuditRow, auditRows } from '../../core/record/audit-rows';
import { formatNumber } from '../../core/record/format';
import { makeVisible } from '../../core/record/visible-text';
import type { AuditResult } from '../../core/run/audit-folder';

/** More lines than this make the list slow; the document names them all. */
const MOST_ROWS = 2000;

interface RowItem extends vscode.QuickPickItem {
  readonly row?: AuditRow;
}

/**
 * Shows what an audit found as a list in groups. Typing filters it by reason, file and attribute; a line opens its file
 * in the tag view, and the list stays for the next one.
 */
export function showAuditList(folder: string, result: AuditResult): void {
  const list = vscode.window.createQuickPick<RowItem>();
  list.title = vscode.l10n.t('What the Audit Found');
  list.placeholder = vscode.l10n.t('Filter by reason, file or attribute; Enter opens the file');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.ignoreFocusOut = true;
  list.items = itemsOf(auditRows(result));
  list.onDidAccept(() => {
    const [chosen] = list.selectedItems;
    if (chosen?.row) void openFile(join(folder, ...chosen.row.file.split('/')));
  });
  list.onDidHide(() => list.dispose());
  list.show();
}

/** The lines, each group below its heading. */
function itemsOf(rows: readonly AuditRow[]): RowItem[] {
  const counts = new Map<string, number>();
  for (const { group } of rows) counts.set(group, (counts.get(group) ?? 0) + 1);
  const items: RowItem[] = [];
  let group: string | undefined;
  for (const row of rows.slice(0, MOST_ROWS)) {
    if (row.group !== group) {
      group = row.group;
      const label = `${group} (${formatNumber(counts.get(group)!)})`;
      items.push({ label, kind: vscode.QuickPickItemKind.Separator });
    }
    items.push({
      label: makeVisible(row.file),
      description: row.path,
      detail: `${row.group}: ${row.why}`,
      row,
    });
  }
  return items;
}

async function openFile(path: string): Promise<void> {
  const options = { preview: true, preserveFocus: true };
  await vscode.commands.executeCommand(
    'vscode.openWith',
    vscode.Uri.file(path),
    'dicomanon.tagView',
    options,
  );
}
