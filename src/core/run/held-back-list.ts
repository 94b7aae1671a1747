import { existsSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { escapeCsv } from '../record/report-text';
import type { RunRecordOfFiles } from './anonymise-folder';
import { listFiles } from './file-list';
import { HELD_BACK_COLUMNS, type Lines, writeReportFile } from './report-file';

/** Where the list of held-back files goes: beside the report, `NAME-held-back.csv`. */
export function heldBackFile(report: string): string {
  return join(dirname(report), `${parse(report).name}-held-back.csv`);
}

/**
 * Writes the list of the files that were held back and why, when there are any, or to replace the list of an earlier run.
 * Its owner alone may read it, because it names originals.
 * @throws UserError 'report-exists', 'report-unwritable'
 */
export async function writeHeldBackList(report: string, run: RunRecordOfFiles): Promise<void> {
  const file = heldBackFile(report);
  if (run.summary.reasons['held-back'] === undefined && !existsSync(file)) return;
  const lines = (): Lines => heldBackLines(run);
  await writeReportFile(file, { markdown: lines, csv: lines });
}

function* heldBackLines(run: RunRecordOfFiles): Generator<string | undefined> {
  yield HELD_BACK_COLUMNS;
  for (const { outcome, source, detail = '' } of listFiles(run)) {
    const isHeldBack = outcome.kind === 'skipped' && outcome.reason === 'held-back';
    yield isHeldBack ? [source, detail].map(escapeCsv).join(',') : undefined;
  }
}
