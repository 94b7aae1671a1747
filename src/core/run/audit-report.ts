import { CONFIDENCES } from '../audit/finding';
import { auditText } from '../record/audit-summary';
import { KIND_TEXTS, PLACE_TEXTS, PROBLEM_TEXTS } from '../record/audit-text';
import { escapeCsv, escapeMarkdown } from '../record/report-text';
import type { AuditResult, FileFinding } from './audit-folder';
import { AUDIT_COLUMNS, REPORT_TITLE, writeReportFile } from './report-file';

/**
 * Writes what an audit found: every finding and problem with its file, the surest first; as CSV when the name ends in
 * .csv, else as Markdown. What was found is not in it, but the names of files are.
 * @throws UserError 'report-exists', 'report-unwritable'
 */
export function writeAuditReport(file: string, result: AuditResult): Promise<void> {
  return writeReportFile(file, { markdown: () => markdownLines(result), csv: () => csvLines(result) });
}

function* markdownLines(result: AuditResult): Generator<string> {
  yield* [
    `${REPORT_TITLE} audit`,
    '',
    'Confidential: this list names files in which identifiers may be.',
    '',
  ];
  yield* auditText(result)
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));
  yield* [
    '',
    '## Findings',
    '',
    '| Confidence | What | Attribute | Patient | File | Why |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  for (const { confidence, kind, place, path, patient, file, why } of surestFirst(result)) {
    const cells = [confidence, `${KIND_TEXTS[kind]} in ${PLACE_TEXTS[place]}`, path, patient, file, why];
    yield `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  }
  yield* ['', '## Problems', '', '| What | Attribute | File |', '| --- | --- | --- |'];
  for (const { code, path, file } of result.problems)
    yield `| ${[PROBLEM_TEXTS[code].what, path, file].map(escapeMarkdown).join(' | ')} |`;
  for (const { file, reason } of result.unread)
    yield `| ${[`could not be read: ${reason}`, '', file].map(escapeMarkdown).join(' | ')} |`;
}

function* csvLines(result: AuditResult): Generator<string> {
  yield AUDIT_COLUMNS;
  for (const { confidence, kind, place, path, offset, patient, file, why } of surestFirst(result))
    yield row([confidence, kind, place, path, String(offset), patient, file, why]);
  for (const { code, path, file } of result.problems)
    yield row(['', code, '', path, '', '', file, PROBLEM_TEXTS[code].what]);
  for (const { file, reason } of result.unread) yield row(['', 'unread', '', '', '', '', file, reason]);
}

function row(cells: readonly string[]): string {
  return cells.map(escapeCsv).join(',');
}

function surestFirst({ findings }: AuditResult): readonly FileFinding[] {
  return [...CONFIDENCES]
    .reverse()
    .flatMap((confidence) => findings.filter((each) => each.confidence === confidence));
}
