// Runs the engine's tests, whole programs and their threads included, and tells which lines of src/core none of them
// reached. Needs a build with all that nobody calls: "npm run coverage" makes it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CoverageReport } from 'monocart-coverage-reports';

/** Percent of lines below which it fails. What is missing is mostly called by the extension alone. */
const FLOOR = 97;
const RAW = join('coverage', 'raw');

rmSync('coverage', { recursive: true, force: true });
const { status } = spawnSync(process.execPath, ['node_modules/mocha/bin/mocha.js'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_V8_COVERAGE: RAW },
});
if (status !== 0) process.exit(1);

const report = new CoverageReport({
  outputDir: join('coverage', 'report'),
  entryFilter: ({ url }) => /\/(out\/test|dist)\//.test(url),
  sourceFilter: (path) => isCore(path),
  // One name for a file, whichever bundle it came from.
  sourcePath: (path) => path.replace(/^.*?(?=src\/core\/)/, ''),
  reports: [['console-details', { metrics: ['lines'], skipPercent: 100 }], 'json-summary', 'html'],
});
await report.addFromDir(RAW);
const { files } = await report.generate();
const core = files.filter(({ sourcePath }) => isCore(sourcePath)).map(({ summary }) => summary.lines);
const [covered, total] = ['covered', 'total'].map((key) => core.reduce((sum, lines) => sum + lines[key], 0));
const percent = (100 * covered) / total;
process.stdout.write(
  `\n${covered} of ${total} lines of src/core, ${percent.toFixed(1)} % (floor ${FLOOR} %)\n`,
);
process.exitCode = percent >= FLOOR ? 0 : 1;

function isCore(path) {
  return /src\/core\/(?!.*\.generated\.)/.test(path);
}
