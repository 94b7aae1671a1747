// Changes the code of the engine's inmost folders in small ways, one at a time, and lists the changes that no test
// notices: "npm run mutation", or for some folders or files only: "npm run mutation -- src/core/splice". It takes all
// cores but one; MUTATION_CONCURRENCY says otherwise.
import { Stryker } from '@stryker-mutator/core';
import { AREAS, LEFT_OUT } from './areas.mjs';

const REPORTS = 'out/mutation';
/** What of a mutant was noticed: a test failed, or it went on without end. */
const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

const wanted = process.argv.slice(2);
let isBelow = false;
for (const area of AREAS) {
  const paths = wanted.length === 0 ? [area.folder] : wanted.filter((path) => path.startsWith(area.folder));
  if (paths.length > 0) await test(area, paths);
}
process.exitCode = isBelow ? 1 : 0;

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
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: `${REPORTS}/${name}.json` },
    htmlReporter: { fileName: `${REPORTS}/${name}.html` },
    ...(process.env.MUTATION_CONCURRENCY ? { concurrency: Number(process.env.MUTATION_CONCURRENCY) } : {}),
  }).runMutationTest();
  report(folder, floor, mutants, Date.now() - started);
}

function patternOf(path) {
  return /\.ts(:|$)/.test(path) ? path : `${path}/**/*.ts`;
}

function report(folder, floor, mutants, milliseconds) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const tried = count(...NOTICED, ...UNNOTICED);
  const score = (100 * count(...NOTICED)) / tried;
  isBelow ||= score < floor;
  const counts = `${count('Killed')} killed, ${count('Timeout')} without end, ${count('Survived')} survived, ${count('NoCoverage')} not reached, ${count('Ignored')} left out`;
  process.stdout.write(
    `\n${folder}: ${tried} mutants, ${score.toFixed(1)} % noticed (floor ${floor} %): ${counts}; ${(milliseconds / 60_000).toFixed(1)} min\n`,
  );
}
