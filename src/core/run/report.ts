import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { UserError } from '../errors';
import type { ReasonCode } from '../record/outcome';
import { REASONS } from '../record/reason-text';
import type { RunRecordOfFiles, RunSummary } from './anonymise-folder';
import { listFiles, type ListedFile } from './file-list';

const TITLE = '# DicomAnon report';
const CSV_HEADER = 'Outcome,Reason,Explanation,Original,Copy';
const CHUNK = 256 * 1024;

/**
 * Makes sure before a run that its report can be written: the folder is there, and what the file holds, if it exists,
 * is an earlier report.
 * @throws UserError 'report-exists' or 'report-unwritable'
 */
export function checkReportFile(file: string): void {
  explained(() => {
    accessSync(dirname(resolve(file)), constants.W_OK);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    const start = stat.isFile() ? readStart(file) : '';
    if (start.startsWith(TITLE) || start.startsWith(CSV_HEADER)) return;
    throw new UserError(
      'report-exists',
      'The report file exists and is no report of DicomAnon.',
      'Choose another file name.',
    );
  });
}

/**
 * Writes the report of a run: every file with its outcome, reason and new path, and a summary on top; as CSV when the
 * name ends in .csv, else as Markdown. Its owner alone may read it, because it names originals.
 * @throws UserError 'report-exists', 'report-unwritable'
 */
export function writeReport(file: string, run: RunRecordOfFiles): void {
  checkReportFile(file);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.part`;
  explained(() => {
    removeLeftBehind(file);
    try {
      writeLines(temporary, extname(file).toLowerCase() === '.csv' ? csvLines(run) : markdownLines(run));
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** What a run left that was killed while it wrote its report. */
function removeLeftBehind(file: string): void {
  const folder = dirname(resolve(file));
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${basename(file)}.`) && TEMPORARY.test(name.slice(basename(file).length)))
      rmSync(join(folder, name), { force: true });
  }
}

const TEMPORARY = /^\.[\da-f]{12}\.part$/;

function explained(action: () => void): void {
  try {
    action();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new UserError(
      'report-unwritable',
      `The report cannot be written (${code}).`,
      'Choose another file for the report.',
    );
  }
}

function readStart(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(64);
    return start.toString('utf8', 0, readSync(descriptor, start, 0, start.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

function writeLines(file: string, lines: Iterable<string>): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    let waiting = '';
    for (const line of lines) {
      waiting += `${line}\n`;
      if (waiting.length < CHUNK) continue;
      writeFileSync(descriptor, waiting);
      waiting = '';
    }
    writeFileSync(descriptor, waiting);
  } finally {
    closeSync(descriptor);
  }
}

function* markdownLines(run: RunRecordOfFiles): Generator<string> {
  const { summary } = run;
  yield* [TITLE, '', 'Confidential: this list names original files.', ''];
  yield* summaryLines(summary);
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

function* csvLines(run: RunRecordOfFiles): Generator<string> {
  yield CSV_HEADER;
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

/** What ends a line, moves the cursor of a terminal or turns the direction of reading. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Names of files are the user's: nothing in them may become markup or end a table cell. */
function escapeMarkdown(text: string): string {
  return text.replace(CONTROL, '\ufffd').replace(/[\\`*_{}[\]<>()#+!|~&-]/g, '\\$&');
}

/** RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe in front. */
function escapeCsv(text: string): string {
  const shown = text.replace(CONTROL, '\ufffd');
  const safe = /^\s*[=+\-@＝＋－＠]/u.test(shown) ? `'${shown}` : shown;
  return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
