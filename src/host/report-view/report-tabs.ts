import type * as vscode from 'vscode';
import type { Report } from './report';
import { ReportPanel } from './report-panel';

/** The report tabs that are open: one for each run or audit. */
export class ReportTabs {
  private readonly open = new Map<object, ReportPanel>();
  /** What a tab is about whose report is being made. */
  private readonly coming = new Set<object>();
  private isDisposed = false;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /**
   * Brings the tab of a report to the front; opens one if there is none, once the report is made.
   * @param about the run or the audit that it tells of
   */
  async show(about: object, makeReport: () => Report | Promise<Report>): Promise<void> {
    const present = this.open.get(about);
    if (present) return present.reveal();
    if (this.coming.has(about)) return;
    this.coming.add(about);
    try {
      const report = await makeReport();
      if (this.isDisposed) return;
      const forget = (): void => void this.open.delete(about);
      this.open.set(about, new ReportPanel(report, this.extensionUri, this.onFault, forget));
    } finally {
      this.coming.delete(about);
    }
  }

  dispose(): void {
    this.isDisposed = true;
    for (const panel of [...this.open.values()]) panel.dispose();
  }
}
