import { COPY, type Contestant } from './contestants';
import type { Corpus, FileSet } from './corpus-cache';
import { measure, type Measurement } from './measure';
import { median } from './statistics';
import { flushDisks, type Workspace } from './workspace';

/** Medians over the rounds, in seconds and bytes; of a tenth of the files multiplied by ten. */
export interface Result {
  readonly name: string;
  readonly extrapolated: boolean;
  readonly wall: number;
  readonly user: number;
  readonly system: number;
  readonly peakBytes: number;
  readonly filesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Median of the ratios to `cp -r` of the same round. */
  readonly ratio: number;
}

export interface CorpusResults {
  readonly corpus: Corpus;
  readonly results: readonly Result[];
  /** What went wrong, for people. */
  readonly remarks: readonly string[];
}

/** Runs the copy and the contestants in turns, the first of each round another one. */
export async function runRounds(
  corpus: Corpus,
  contestants: readonly Contestant[],
  rounds: number,
  workspace: Workspace,
): Promise<CorpusResults> {
  const remarks: string[] = [];
  let running = [COPY, ...contestants];
  const runs = new Map<string, Measurement[]>(running.map(({ name }) => [name, []]));
  await warmUp(corpus, workspace);
  for (let round = 0; round < rounds; round++) {
    for (const contestant of rotate(running, round)) {
      const run = await runOnce(contestant, corpus, workspace);
      if (run.kind === 'done') {
        runs.get(contestant.name)?.push(run.measurement);
      } else {
        remarks.push(`${corpus.name}: ${contestant.name} failed, ${run.reason}`);
        running = running.filter((each) => each !== contestant);
      }
    }
  }
  const copies = runs.get(COPY.name) ?? [];
  const finished = [COPY, ...contestants].filter((each) => running.includes(each));
  const results = finished.map((each) => summarise(each, corpus, runs.get(each.name) ?? [], copies));
  return { corpus, results, remarks: [...remarks, ...lostFiles(corpus, runs)] };
}

/** Whoever comes first reads the files from the disk; a copy that isn't counted does. */
async function warmUp(corpus: Corpus, workspace: Workspace): Promise<void> {
  await runOnce(COPY, corpus, workspace);
}

function runOnce(contestant: Contestant, corpus: Corpus, workspace: Workspace): ReturnType<typeof measure> {
  const { folder, bytes } = filesFor(contestant, corpus);
  const destination = workspace.newDestination();
  flushDisks();
  workspace.warmMemory(bytes);
  return measure(contestant.command(folder, destination, destination));
}

/** The three files of corpus c are too few to take a tenth of. */
function filesFor(contestant: Contestant, corpus: Corpus): FileSet {
  return contestant.files === 'all' || corpus.name === 'c' ? corpus : corpus.tenth;
}

function summarise(
  contestant: Contestant,
  corpus: Corpus,
  runs: readonly Measurement[],
  copies: readonly Measurement[],
): Result {
  const factor = corpus.files / filesFor(contestant, corpus).files;
  const of = (key: 'wall' | 'user' | 'system'): number => factor * median(runs.map((run) => run[key]));
  const wall = of('wall');
  return {
    name: contestant.name,
    extrapolated: factor !== 1,
    wall,
    user: of('user'),
    system: of('system'),
    peakBytes: median(runs.map((run) => run.peakBytes)),
    filesPerSecond: corpus.files / wall,
    bytesPerSecond: corpus.bytes / wall,
    ratio: median(runs.map((run, round) => (factor * run.wall) / (copies[round]?.wall ?? NaN))),
  };
}

/** A run that leaves files out would look fast; DicomAnon says how many it wrote. */
function lostFiles(corpus: Corpus, runs: ReadonlyMap<string, readonly Measurement[]>): readonly string[] {
  return [...runs].flatMap(([name, measurements]) =>
    measurements.flatMap(({ stdout }) => {
      const written = countIn(stdout, 'written');
      return written === undefined || written === corpus.files
        ? []
        : [`${corpus.name}: ${name} wrote ${written} of ${corpus.files} files`];
    }),
  );
}

/** A number of the JSON object that DicomAnon prints at the end, or undefined if the output is none. */
export function countIn(stdout: string, key: 'written' | 'unchanged'): number | undefined {
  if (!stdout.trimStart().startsWith('{')) return undefined;
  const count = (JSON.parse(stdout) as Record<string, unknown>)[key];
  return typeof count === 'number' ? count : undefined;
}

function rotate<T>(items: readonly T[], by: number): readonly T[] {
  const start = by % Math.max(1, items.length);
  return [...items.slice(start), ...items.slice(0, start)];
}
