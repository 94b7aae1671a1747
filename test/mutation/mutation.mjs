// Changes the code of the engine's inmost folders in small ways, one at a time, and lists the changes that no test
// notices and no reason excuses: "npm run mutation", or for some folders or files only: "npm run mutation --
// src/core/splice". It takes all cores but one; MUTATION_CONCURRENCY says otherwise.
import { Stryker } from '@stryker-mutator/core';
import { AREAS, LEFT_OUT } from './areas.mjs';
import { outdated, readable } from './justification.mjs';

const REPORTS = 'out/mutation';
/** What of a mutant was noticed: a test failed, or it went on without end. */
const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

const wanted = process.argv.slice(2);
let hasFailed = false;
for (const area of AREAS) {
  const paths = wanted.length === 0 ? [area.folder] : wanted.filter((path) => path.startsWith(area.folder));
  if (paths.length > 0) await test(area, paths);
}
process.exitCode = hasFailed ? 1 : 0;

async function test({ folder, floor }, paths) {
  const started = Date.now();
  const name = folder.split('/').at(-1);
  const mutants = await new Stryker({
    mutate: [...paths.map(patternOf), ...LEFT_OUT.map(({ files }) => `!${files}`)],
    ignorePatterns: ['/.*', '/dist', '/out', '/coverage', '/sample', '/media', '/*.vsix'],
    tempDirName: `${REPORTS}/temp`,
    symlinkNodeModules: false,
    buildCommand: `node test/mutation/bundle.mjs ${folder}`,
    plugins: ['./test/mutation/mocha-runner.mjs', './test/mutation/sentences.mjs'],
    ignorers: ['sentences'],
    testRunner: 'bundled-mocha',
    coverageAnalysis: 'perTest',
    timeoutMS: 10_000,
    reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
    clearTextReporter: { allowColor: false, allowEmojis: false, reportMutants: false, reportTests: false },
    jsonReporter: { fileName: `${REPORTS}/${name}.json` },
    htmlReporter: { fileName: `${REPORTS}/${name}.html` },
    ...(process.env.MUTATION_CONCURRENCY ? { concurrency: Number(process.env.MUTATION_CONCURRENCY) } : {}),
  }).runMutationTest();
  report({ folder, floor, paths, mutants, milliseconds: Date.now() - started });
}

function patternOf(path) {
  return /\.ts(:|$)/.test(path) ? path : `${path}/**/*.ts`;
}

function report({ folder, floor, paths, mutants, milliseconds }) {
  const having = (...statuses) => mutants.filter(({ status }) => statuses.includes(status));
  const count = (...statuses) => having(...statuses).length;
  const unnoticed = readable(having(...UNNOTICED));
  const unexplained = unnoticed.filter(({ reason }) => reason === undefined);
  const old = outdated(wholeFiles(paths, mutants), unnoticed);
  list('No test notices, and no reason excuses:', unexplained);
  list('A reason is given for what is noticed, or not there:', old);
  const tried = count(...NOTICED, ...UNNOTICED);
  const score = percent(tried - unexplained.length, tried);
  hasFailed ||= Number(score) < floor || old.length > 0;
  const counts = `${count('Killed')} killed, ${count('Timeout')} without end, ${unnoticed.length - unexplained.length} justified, ${unexplained.length} neither, ${count('Ignored')} left out`;
  process.stdout.write(
    `\n${folder}: ${tried} mutants, ${percent(count(...NOTICED), tried)} % noticed, ${score} % noticed or justified (floor ${floor} %): ${counts}; ${(milliseconds / 60_000).toFixed(1)} min\n`,
  );
}

function percent(part, whole) {
  return ((100 * part) / whole).toFixed(1);
}

/** Files of which not only some lines were changed. */
function wholeFiles(paths, mutants) {
  const changed = readable(mutants).map(({ file }) => file);
  const inPart = paths
    .filter((path) => /\.ts:/.test(path))
    .map((path) => path.slice(0, path.lastIndexOf(':')));
  return [...new Set(changed)].filter((file) => !inPart.includes(file));
}

function list(title, mutants) {
  if (mutants.length === 0) return;
  const texts = mutants.map(({ file, line, becomes }) => `${file}\n  - ${line}\n  + ${becomes}\n`);
  process.stdout.write(`\n${title}\n\n${texts.join('\n')}`);
}
