/** What the table doesn't show: a second run, a small one, and one with nothing in the page cache. */
import { writeFileSync } from 'node:fs';
import { COPY, type Contestant } from './contestants';
import type { Corpus, FileSet } from './corpus-cache';
import { measure, type Measurement } from './measure';
import { countIn } from './rounds';
import { median } from './statistics';
import { flushDisks, type Workspace } from './workspace';

const DROP_CACHES = '/proc/sys/vm/drop_caches';
const SMALL_RUNS = 5;

/** Files a second of a run whose output is all there already. */
export async function measureRerun(
  product: Contestant,
  corpus: Corpus,
  workspace: Workspace,
): Promise<string> {
  const destination = workspace.newDestination();
  const command = product.command(corpus.folder, destination, destination);
  await measureOrThrow(command);
  flushDisks();
  const { wall, stdout } = await measureOrThrow(command);
  const unchanged = countIn(stdout, 'unchanged') ?? 0;
  const speed = Math.round(corpus.files / wall).toLocaleString('en');
  return `Second run over ${corpus.title}: ${wall.toFixed(2)} s, ${speed} files/s, ${unchanged} of ${corpus.files} unchanged.`;
}

/** Seconds for ten files, start of the process included. */
export async function measureTen(product: Contestant, corpus: Corpus, workspace: Workspace): Promise<string> {
  const walls: number[] = [];
  for (let run = 0; run < SMALL_RUNS; run++) {
    const { wall } = await runFresh(product, corpus.firstTen, workspace);
    walls.push(wall);
  }
  const { files } = corpus.firstTen;
  return `${files} files of ${corpus.title}: ${median(walls).toFixed(2)} s (median of ${SMALL_RUNS}, process start included).`;
}

/** Ratio to `cp -r` when everything has to come from the disk. */
export async function measureCold(
  product: Contestant,
  corpus: Corpus,
  rounds: number,
  workspace: Workspace,
): Promise<string> {
  if (!canDropCaches()) return `Cold cache: skipped, ${DROP_CACHES} can be written by root only.`;
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const copy = await runCold(COPY, corpus, workspace);
    const own = await runCold(product, corpus, workspace);
    ratios.push(own.wall / copy.wall);
  }
  return `Cold cache, ${corpus.title}: ${median(ratios).toFixed(2)} x cp -r (median of ${rounds}).`;
}

function runCold(contestant: Contestant, files: FileSet, workspace: Workspace): Promise<Measurement> {
  flushDisks();
  writeFileSync(DROP_CACHES, '3');
  return measureOrThrow(contestant.command(files.folder, ...freshPaths(workspace)));
}

function runFresh(contestant: Contestant, files: FileSet, workspace: Workspace): Promise<Measurement> {
  flushDisks();
  return measureOrThrow(contestant.command(files.folder, ...freshPaths(workspace)));
}

function freshPaths(workspace: Workspace): [destination: string, scratch: string] {
  const destination = workspace.newDestination();
  return [destination, destination];
}

function canDropCaches(): boolean {
  try {
    writeFileSync(DROP_CACHES, '3');
    return true;
  } catch {
    return false;
  }
}

async function measureOrThrow(command: readonly string[]): Promise<Measurement> {
  const run = await measure(command);
  if (run.kind === 'failed') throw new Error(run.reason);
  return run.measurement;
}
