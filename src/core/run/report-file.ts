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
import { breathing } from './event-loop';

/** How reports start: a file that starts otherwise is somebody else's. */
export const REPORT_TITLE = '# DicomAnon';
export const RUN_COLUMNS = 'Outcome,Reason,Explanation,Original,Copy';
export const AUDIT_COLUMNS = 'Confidence,Kind,Place,Attribute,Offset,Patient,File,Why';
export const HELD_BACK_COLUMNS = 'Held back,Risks';
const STARTS = [REPORT_TITLE, RUN_COLUMNS, AUDIT_COLUMNS, HELD_BACK_COLUMNS];

const CHUNK = 256 * 1024;
/** Lines that are made before others have their turn. */
const LINES_AT_ONCE = 128;

/** Lines; undefined for what makes none, so that others have their turn meanwhile, too. */
export type Lines = Iterable<string | undefined>;

/** The two forms of a report. */
export interface ReportLines {
  readonly markdown: () => Lines;
  readonly csv: () => Lines;
}

/**
 * Makes sure before a run that its report can be written: the folder is there, and what the file holds, if it exists,
 * is an earlier report.
 * @throws UserError 'report-exists' or 'report-unwritable'
 */
export function checkReportFile(file: string): void {
  explainedSync(() => {
    accessSync(dirname(resolve(file)), constants.W_OK);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    const start = stat.isFile() ? readStart(file) : '';
    if (STARTS.some((known) => start.startsWith(known))) return;
    throw new UserError(
      'report-exists',
      'The report file exists and is no report of DicomAnon.',
      'Choose another file name.',
    );
  });
}

/**
 * Writes a report, as CSV when the name ends in .csv, else as Markdown. Its owner alone may read it, because it names
 * files of patients. It may list a million: others have their turn meanwhile.
 * @throws UserError 'report-exists', 'report-unwritable'
 */
export async function writeReportFile(file: string, lines: ReportLines): Promise<void> {
  checkReportFile(file);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    removeLeftBehind(file);
    try {
      await writeLines(temporary, extname(file).toLowerCase() === '.csv' ? lines.csv() : lines.markdown());
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw explained(error);
  }
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

function explainedSync(action: () => void): void {
  try {
    action();
  } catch (error) {
    throw explained(error);
  }
}

/** What the file system says, in words. */
function explained(error: unknown): Error {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error as Error;
  return new UserError(
    'report-unwritable',
    `The report cannot be written (${code}).`,
    'Choose another file for the report.',
  );
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

async function writeLines(file: string, lines: Lines): Promise<void> {
  const descriptor = openSync(file, 'wx', 0o600);
  const breathe = breathing();
  try {
    let waiting = '';
    let count = 0;
    for (const line of lines) {
      const due = count++ % LINES_AT_ONCE === 0 ? breathe() : undefined;
      if (due) await due;
      if (line !== undefined) waiting += `${line}\n`;
      if (waiting.length < CHUNK) continue;
      writeFileSync(descriptor, waiting);
      waiting = '';
    }
    writeFileSync(descriptor, waiting);
  } finally {
    closeSync(descriptor);
  }
}
