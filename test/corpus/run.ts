import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dataset, dicomFile } from '../support/data-sets';
import { createTempFolder, writeTree } from '../support/temp-folder';
import { runCli } from './cli';
import { parseCsv } from './csv';

/** The folder of real files; it is not part of the repository. */
export const CORPUS = resolve('..', 'shared', 'dicom');
export const NO_CORPUS = '../shared/dicom is not there';

/** The options that turn every further protection off. */
export const KEEP_ALL = [
  ...['private', 'birth-date', 'dates', 'person-names', 'study-id', 'free-text'],
  ...['signatures', 'file-meta', 'command-groups', 'trailing'],
] as const;

/** What the report says of one original. */
export interface ReportedFile {
  readonly outcome: string;
  readonly reason: string;
}

export interface FilePair {
  /** Relative to the source. */
  readonly path: string;
  readonly original: string;
  readonly copy: string;
}

export interface Numbers {
  readonly found: number;
  readonly written: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly reasons: Readonly<Record<string, number>>;
}

export interface CorpusRun {
  readonly destination: string;
  readonly status: number;
  readonly numbers: Numbers;
  readonly files: ReadonlyMap<string, ReportedFile>;
  /** Files that have a copy; a DICOMDIR has none, but is made anew. */
  readonly pairs: readonly FilePair[];
}

/** The runs that all tests of the corpus look at; made once. */
export interface CorpusRuns {
  readonly folder: string;
  /** As a user gets it, one worker. */
  readonly standard: CorpusRun;
  /** The same with three workers into another folder, from the same state of the workbook. */
  readonly parallel: CorpusRun;
  /** Once more onto the output of `parallel`. */
  readonly again: CorpusRun;
  /** Every further protection off, no mark. */
  readonly bare: CorpusRun;
}

export function corpusIsThere(): boolean {
  return existsSync(join(CORPUS, 'catalog.csv'));
}

/** Anonymises the corpus in all the ways that the tests look at; whoever calls removes the folder. */
export function anonymiseCorpus(): CorpusRuns {
  const folder = createTempFolder();
  const first = workbookWithKey(folder);
  const second = join(folder, 'second.xlsx');
  copyFileSync(first, second);
  const bareOptions = [...KEEP_ALL.map((part) => `--keep-${part}`), '--no-mark'];
  return {
    folder,
    standard: anonymise(folder, 'standard', first, ['--workers', '1']),
    parallel: anonymise(folder, 'parallel', second, ['--workers', '3']),
    again: anonymise(folder, 'parallel', second, ['--workers', '3']),
    bare: anonymise(folder, 'bare', join(folder, 'bare.xlsx'), ['--workers', '2', ...bareOptions]),
  };
}

/** A workbook that holds a key and no patient of the corpus: what two runs need to give the same output. */
function workbookWithKey(folder: string): string {
  const workbook = join(folder, 'first.xlsx');
  writeTree(folder, { 'one-file/1.dcm': dicomFile(dataset()) });
  const run = runCli([join(folder, 'one-file'), join(folder, 'one-copy'), '--workbook', workbook, '--json']);
  if (run.status !== 0) throw new Error(`the first run failed: ${run.stderr}`);
  return workbook;
}

/** Anonymises the corpus, or another source, into a folder of that name, with a report beside it. */
export function anonymise(
  folder: string,
  name: string,
  workbook: string,
  options: readonly string[],
  source = CORPUS,
): CorpusRun {
  const destination = join(folder, name);
  const report = join(folder, `${name}.csv`);
  const files = ['--workbook', workbook, '--report', report];
  const run = runCli([source, destination, ...files, '--json', ...options]);
  if (run.stdout === '') throw new Error(`the run ended without a summary: ${run.stderr}`);
  const rows = parseCsv(readFileSync(report, 'utf8')).slice(1);
  return {
    destination,
    status: run.status,
    numbers: JSON.parse(run.stdout) as Numbers,
    files: new Map(rows.map(([outcome = '', reason = '', , path = '']) => [path, { outcome, reason }])),
    pairs: rows
      .filter(([, , , path = '', copy = '']) => copy !== '' && !isMadeAnew(path))
      .map(([, , , path = '', copy = '']) => ({
        path,
        original: join(source, path),
        copy: join(destination, copy),
      })),
  };
}

/** A DICOMDIR of that name is no copy of the original one. */
export function isMadeAnew(path: string): boolean {
  return /(^|\/)DICOMDIR$/.test(path);
}

/** At most `limit` files of each folder: the images of a series have the same faults. */
export function sampleOf(pairs: readonly FilePair[], limit: number): readonly FilePair[] {
  const seen = new Map<string, number>();
  return pairs.filter(({ path }) => {
    const folder = path.slice(0, path.lastIndexOf('/'));
    const count = (seen.get(folder) ?? 0) + 1;
    seen.set(folder, count);
    return count <= limit || path.startsWith('malformed/') || path.startsWith('modality/');
  });
}
