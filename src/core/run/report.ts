import { policyText } from '../policy/choice-text';
import type { PolicyChoice } from '../policy/policy';
import { runAuditLines } from '../record/audit-summary';
import { KIND_TEXTS, PLACE_TEXTS } from '../record/audit-text';
import { escapeCsv, escapeMarkdown } from '../record/report-text';
import type { ReasonCode } from '../record/outcome';
import { RISK_NAMES } from '../policy/risk-decisions';
import { REASONS } from '../record/reason-text';
import { RISK_TEXTS } from '../policy/risk-text';
import type { RunRecordOfFiles, RunSummary } from './anonymise-folder';
import { writeHeldBackList } from './held-back-list';
import { listFiles, type ListedFile } from './file-list';
import { REPORT_TITLE, RUN_COLUMNS, writeReportFile } from './report-file';

/**
 * Writes the report of a run: every file with its outcome, reason and new path, and a summary on top; as CSV when the
 * name ends in .csv, else as Markdown, and beside it the list of the files that were held back. Its owner alone may read
 * it, because it names originals.
 * @throws UserError 'report-exists', 'report-unwritable'
 */
export async function writeReport(file: string, run: RunRecordOfFiles): Promise<void> {
  await writeReportFile(file, { markdown: () => markdownLines(run), csv: () => csvLines(run) });
  await writeHeldBackList(file, run);
}

function* markdownLines(run: RunRecordOfFiles): Generator<string> {
  const { summary } = run;
  yield* [`${REPORT_TITLE} report`, '', 'Confidential: this list names original files.', ''];
  yield* summaryLines(summary);
  yield* policyLines(run.policy);
  yield* auditLines(summary);
  yield* riskLines(summary);
  yield* ['', '## Files', '', '| Outcome | Reason | Original | Copy |', '| --- | --- | --- | --- |'];
  for (const file of listFiles(run)) {
    const cells = [file.outcome.kind, explain(file), file.source, file.target ?? ''];
    yield `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  }
}

function* summaryLines(summary: RunSummary): Generator<string> {
  const { found, written, unchanged, skipped, failed, patients, studies, series } = summary;
  yield '| Found | Written | Unchanged | Skipped | Failed | Patients | Studies | Series |';
  yield '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |';
  yield `| ${[found, written, unchanged, skipped, failed, patients, studies, series].join(' | ')} |`;
  const reasons = Object.entries(summary.reasons) as [ReasonCode, number][];
  if (reasons.length === 0) return;
  yield* ['', '## Reasons', '', '| Reason | Files | What to do |', '| --- | ---: | --- |'];
  for (const [code, count] of reasons) yield `| ${REASONS[code].what} | ${count} | ${REASONS[code].remedy} |`;
}

function* policyLines({ policy, on }: PolicyChoice): Generator<string> {
  yield* ['', '## Policy', '', escapeMarkdown(`${policyText(policy)}: ${policy.description}`)];
  if (policy.switches.length === 0) return;
  yield* ['', '| Option | State | What it does |', '| --- | --- | --- |'];
  for (const { id, description, onByDefault } of policy.switches) {
    const isOn = on.includes(id);
    const state = `${isOn ? 'on' : 'off'}${isOn === onByDefault ? '' : ', turned'}`;
    yield `| ${[id, state, description].map(escapeMarkdown).join(' | ')} |`;
  }
}

/** What the search of the copies found: the kind and the place, never the value. */
function* auditLines({ audit }: RunSummary): Generator<string> {
  if (!audit) return;
  yield* ['', '## Audit', ''];
  yield* runAuditLines(audit).map((line) => `    ${line}`);
  if (audit.findings.length === 0) return;
  yield* ['', '| Confidence | What | Attribute | Copy | Why |', '| --- | --- | --- | --- | --- |'];
  for (const { confidence, kind, place, path, file, why } of audit.findings) {
    const cells = [confidence, `${KIND_TEXTS[kind]} in ${PLACE_TEXTS[place]}`, path, file, why];
    yield `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  }
}

/** What to look at in the copies before they are handed on. */
function* riskLines({ risks }: RunSummary): Generator<string> {
  const found = RISK_NAMES.filter((risk) => risks[risk] > 0);
  if (found.length === 0) return;
  yield* ['', '## Risks', '', '| Copies of files with a risk | Files | What to do |', '| --- | ---: | --- |'];
  for (const risk of found)
    yield `| ${RISK_TEXTS[risk].what} | ${risks[risk]} | ${RISK_TEXTS[risk].remedy} |`;
}

function* csvLines(run: RunRecordOfFiles): Generator<string> {
  yield RUN_COLUMNS;
  for (const file of listFiles(run)) {
    const cells = [file.outcome.kind, reasonOf(file) ?? '', explain(file), file.source, file.target ?? ''];
    yield cells.map(escapeCsv).join(',');
  }
}

function reasonOf({ outcome }: ListedFile): ReasonCode | undefined {
  if (outcome.kind === 'written') return outcome.note;
  return outcome.kind === 'unchanged' ? undefined : outcome.reason;
}

function explain(file: ListedFile): string {
  const reason = reasonOf(file);
  if (reason === undefined) return '';
  return file.detail === undefined ? REASONS[reason].what : `${REASONS[reason].what}: ${file.detail}`;
}
