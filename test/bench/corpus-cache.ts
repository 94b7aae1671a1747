import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { CorpusName, CorpusPlan } from './corpora';

/** Changes whenever the corpora do, so that older ones are made anew. */
const GENERATION = 2;

/** A folder of files that a tool is run over. */
export interface FileSet {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

export interface Corpus extends FileSet {
  readonly name: CorpusName;
  readonly title: string;
  /** Every tenth file, for tools that take minutes over all of them. */
  readonly tenth: FileSet;
  readonly firstTen: FileSet;
}

/** The folder of the corpus of that name, at that scale. */
function corpusFolder(cache: string, name: CorpusName, scale: number): string {
  return join(cache, 'corpora', `${name}-${scale}`);
}

/** Whether the corpus is there already. */
export function hasCorpus(cache: string, name: CorpusName, scale: number): boolean {
  const marker = join(corpusFolder(cache, name, scale), 'complete');
  return existsSync(marker) && readFileSync(marker, 'utf8') === String(GENERATION);
}

/** The corpus from the cache, made first if it isn't there. */
export function openCorpus(cache: string, name: CorpusName, plan: CorpusPlan, scale: number): Corpus {
  const folder = corpusFolder(cache, name, scale);
  const parts = { all: join(folder, 'all'), tenth: join(folder, 'tenth'), ten: join(folder, 'ten') };
  if (!hasCorpus(cache, name, scale)) {
    rmSync(folder, { recursive: true, force: true });
    plan.write(parts.all);
    const files = listFiles(parts.all);
    linkFiles(
      files.filter((_, index) => index % 10 === 0),
      parts.all,
      parts.tenth,
    );
    linkFiles(files.slice(0, 10), parts.all, parts.ten);
    writeFileSync(join(folder, 'complete'), String(GENERATION));
  }
  const { title } = plan;
  return { name, title, ...fileSet(parts.all), tenth: fileSet(parts.tenth), firstTen: fileSet(parts.ten) };
}

function fileSet(folder: string): FileSet {
  const files = listFiles(folder);
  return { folder, files: files.length, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Hard links: the same bytes in the page cache, no more disk. */
function linkFiles(files: readonly string[], from: string, to: string): void {
  for (const file of files) {
    const target = join(to, relative(from, file));
    mkdirSync(dirname(target), { recursive: true });
    linkSync(file, target);
  }
}
