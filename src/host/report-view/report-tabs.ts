import type * as vscode from 'vscode';
import type { Report } from './report';
import { ReportPanel } from './report-panel';

/** The report tabs that are open: one for each run or audit. */
export class ReportTabs {
  private readonly open = new Map<object, ReportPanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /**
   * Brings the tab of a report to the front; opens one if there is none.
   * @param about the run or the audit that it tells of
   */
  show(about: object, makeReport: () => Report): void {
    const present = this.open.get(about);
    if (present) return present.reveal();
    const forget = (): void => void this.open.delete(about);
    this.open.set(about, new ReportPanel(makeReport(), this.extensionUri, this.onFault, forget));
  }

  dispose(): void {
    for (const panel of [...this.open.values()]) panel.dispose();
  }
}
