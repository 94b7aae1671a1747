import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../core/errors';
import { directWorkbookIo } from '../core/mapping/direct-workbook-io';
import { auditText, isClean } from '../core/record/audit-summary';
import type { AuditResult } from '../core/run/audit-folder';
import { auditOutputs, mappingToAudit } from '../core/run/audit-outputs';
import { resolveSource } from '../core/run/check-paths';
import { checkReportFile } from '../core/run/report-file';
import { writeAuditReport } from '../core/run/audit-report';
import type { AuditArguments } from './audit-arguments';
import { AuditDisplay } from './audit-display';
import { EXIT } from './exit';
import type { Terminal } from './terminal';

/**
 * Searches a folder as the arguments ask; returns the exit status.
 * @throws UserError when there is no such folder, or no workbook to learn from
 */
export async function runAudit(args: AuditArguments, { stdout, stderr, signal }: Terminal): Promise<number> {
  const folder = existingFolder(args.folder);
  const source = args.source === undefined ? undefined : resolveSource(args.source);
  const mapping = await mappingToAudit(args.workbook, directWorkbookIo);
  if (args.report !== undefined) checkReportFile(args.report);
  const talk = args.json ? stderr : stdout;
  const display = new AuditDisplay(talk);
  const { pixels } = args;
  const result = await auditOutputs({
    ...{ folder, mapping, source, pixels, signal },
    onProgress: (step, files) => display.show(step, files),
  }).finally(() => display.end());
  talk.write(`${auditText(result)}\n`);
  if (args.report !== undefined) await writeAuditReport(args.report, result);
  if (args.json) stdout.write(`${JSON.stringify(result)}\n`);
  return statusOf(result);
}

function statusOf(result: AuditResult): number {
  if (result.cancelled) return EXIT.cancelled;
  return isClean(result) ? EXIT.done : EXIT.someFailed;
}

function existingFolder(path: string): string {
  const folder = resolve(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return realpathSync.native(folder);
  throw new UserError(
    'no-folder',
    'There is no such folder to search.',
    'Name the folder of the anonymised files.',
  );
}
