/**
 * Measures DicomAnon against `cp -r` and other tools on generated corpora. See options.ts for its options.
 */
import {
  COPY,
  dicomAnon,
  otherPolicies,
  peers,
  plainCopy,
  type Availability,
  type Contestant,
} from './contestants';
import { planCorpora, type CorpusName } from './corpora';
import { hasCorpus, openCorpus, type Corpus } from './corpus-cache';
import { measureCold, measureRerun, measureTen } from './further-measurements';
import { parseOptions, USAGE, type BenchOptions } from './options';
import { describeMachine, renderTable } from './report';
import { runRounds, type CorpusResults } from './rounds';
import { Workspace } from './workspace';

const EXIT_WRONG_USAGE = 2;
const EXIT_INTERRUPTED = 130;

void main();

async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) return;
  const workspace = new Workspace(options.cache);
  process.once('SIGINT', () => {
    workspace.remove();
    process.exit(EXIT_INTERRUPTED);
  });
  try {
    await bench(options, workspace);
  } finally {
    workspace.remove();
  }
}

function readOptions(): BenchOptions | undefined {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (options !== 'help') return options;
    console.log(USAGE);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = EXIT_WRONG_USAGE;
  }
  return undefined;
}

async function bench(options: BenchOptions, workspace: Workspace): Promise<void> {
  const [product] = available([dicomAnon(options.workers)]);
  const others = options.peers ? available(peers(workspace.scratch)) : [];
  const policies = options.policies ? available(otherPolicies(options.workers)) : [];
  const own = product === undefined ? [] : [product, ...policies];
  const contestants = [...own, plainCopy(options.workers), ...others];
  const shortage = diskShortage(options, contestants, workspace);
  if (shortage !== undefined) {
    console.error(shortage);
    process.exitCode = EXIT_WRONG_USAGE;
    return;
  }
  const machine = describeMachine();
  const corpora = openCorpora(options, workspace);
  const results: CorpusResults[] = [];
  for (const corpus of corpora) {
    console.error(`Measuring ${corpus.name}: ${corpus.title}`);
    results.push(await runRounds(corpus, contestants, options.rounds, workspace));
  }
  console.log(`${machine}; medians of ${options.rounds} interleaved rounds\n\n${renderTable(results)}\n`);
  for (const remark of results.flatMap(({ remarks }) => remarks)) console.log(`Remark: ${remark}`);
  if (product !== undefined) await printFurther(options, corpora, product, workspace);
}

async function printFurther(
  options: BenchOptions,
  corpora: readonly Corpus[],
  product: Contestant,
  workspace: Workspace,
): Promise<void> {
  if (options.rerun) {
    for (const corpus of corpora) console.log(await measureRerun(product, corpus, workspace));
  }
  const [first] = corpora;
  if (first === undefined) return;
  if (options.ten) console.log(await measureTen(product, first, workspace));
  if (options.cold) console.log(await measureCold(product, first, options.rounds, workspace));
}

/** Those that can run; why the others can't goes to stderr. */
function available(all: readonly Availability[]): readonly Contestant[] {
  return all.filter((each): each is Contestant => {
    if ('command' in each) return true;
    console.error(`Without ${each.name}: ${each.unavailable}`);
    return false;
  });
}

function openCorpora(options: BenchOptions, workspace: Workspace): readonly Corpus[] {
  const plans = planCorpora(options.scale);
  return options.only.map((name) => {
    if (!hasCorpus(workspace.cache, name, options.scale))
      console.error(`Making ${name}: ${plans[name].title}`);
    return openCorpus(workspace.cache, name, plans[name], options.scale);
  });
}

/** All destinations stay until the end, so they all have to fit. Says what to do if they don't. */
function diskShortage(
  options: BenchOptions,
  contestants: readonly Contestant[],
  workspace: Workspace,
): string | undefined {
  const plans = planCorpora(options.scale);
  const needed = options.only
    .map((name, index) => {
      const isThere = hasCorpus(workspace.cache, name, options.scale);
      return plans[name].bytes * ((isThere ? 0 : 1) + copiesOf(name, index === 0, options, contestants));
    })
    .reduce((sum, bytes) => sum + bytes, 0);
  const free = workspace.freeBytes();
  if (needed <= free) return undefined;
  const [need, have] = [needed, free].map((bytes) => `${(bytes / 1e9).toFixed(1)} GB`);
  return `The bench needs ${need} of disk and has ${have}: take fewer corpora (--only a), fewer rounds (--rounds 1), or another disk (--cache DIR).`;
}

/** How many times the corpus is written: warm-up, rounds, further measurements. */
function copiesOf(
  name: CorpusName,
  isFirst: boolean,
  options: BenchOptions,
  contestants: readonly Contestant[],
): number {
  const parts = [COPY, ...contestants].map(({ files }) => (files === 'all' || name === 'c' ? 1 : 0.1));
  const aRound = parts.reduce((sum, part) => sum + part, 0);
  const further = (options.rerun ? 1 : 0) + (options.cold && isFirst ? 2 * options.rounds : 0);
  return 1 + options.rounds * aRound + further;
}
