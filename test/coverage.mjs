// Runs the engine's tests, whole programs and their threads included, and lists the lines of src/core that none of them
// reached, or only in part, and that no reason explains. Needs a build with all that nobody calls: "npm run coverage"
// makes it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CoverageReport } from 'monocart-coverage-reports';
import { UNCOVERED } from './coverage-reasons.mjs';

const RAW = join('coverage', 'raw');
/** What ships is another build; which faults are tried, and so what they reach, changes with every call that a run makes. */
const LEFT_OUT = ['out/test/security/bundles.test.js', 'out/test/faults/faults.test.js'];

rmSync('coverage', { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  ['node_modules/mocha/bin/mocha.js', ...LEFT_OUT.flatMap((file) => ['--ignore', file])],
  {
    stdio: 'inherit',
    env: { ...process.env, NODE_V8_COVERAGE: RAW },
  },
);

const report = new CoverageReport({
  outputDir: join('coverage', 'report'),
  entryFilter: ({ url }) => /\/(out\/test|dist)\//.test(url),
  sourceFilter: isCore,
  // One name for a file, whichever bundle it came from.
  sourcePath: (path) => path.replace(/^.*?(?=src\/core\/)/, ''),
  reports: ['json-summary', 'html'],
});
await report.addFromDir(RAW);
const files = (await report.generate()).files.filter(({ sourcePath }) => isCore(sourcePath));
rmSync(RAW, { recursive: true });

const gaps = files.flatMap(gapsOf);
const entries = UNCOVERED.flatMap(({ reason, at }) =>
  Object.entries(at).flatMap(([file, pieces]) => pieces.map((piece) => ({ file, piece, reason }))),
);
const unexplained = gaps.filter((gap) => !entries.some((entry) => explains(entry, gap)));
const reached = entries.filter((entry) => !gaps.some((gap) => explains(entry, gap)));

list(
  'No test reaches, or only in part, and no reason explains:',
  unexplained.map(({ file, line, lines }) => `${file}:${line}\n    ${lines.join('\n    ')}`),
);
// Some hang on what comes first, of two programs or threads: these may be right the next time.
list(
  'A reason is given for what was reached this time:',
  reached.map(({ file, piece }) => `${file}\n    ${piece}`),
);
list(
  'Reasons:',
  UNCOVERED.map(({ reason }) => `${linesOf(reason)} lines: ${reason}`),
);
const [covered, total] = ['covered', 'total'].map((key) =>
  files.reduce((sum, { summary }) => sum + summary.lines[key], 0),
);
const percent = (count) => `${((100 * count) / total).toFixed(1)} %`;
process.stdout.write(
  `\n${covered} of ${total} lines of src/core, ${percent(covered)}; ${unexplained.length} places without a reason\n`,
);
process.exitCode = status === 0 && unexplained.length === 0 ? 0 : 1;

function isCore(path) {
  return /src\/core\/(?!.*\.generated\.).*\.ts$/.test(path);
}

/** Runs of lines: each begins with one that was not reached, or in part, and goes on with such as were not reached. */
function gapsOf({ sourcePath: file, source, data }) {
  const text = source.split('\n');
  const gaps = [];
  for (const [number, count] of Object.entries(data.lines)) {
    const isPart = typeof count === 'string';
    if (count > 0) continue;
    const line = Number(number);
    const last = gaps.at(-1);
    if (!isPart && last?.end === line - 1) last.lines.push(text[line - 1].trim());
    else gaps.push({ file, line, lines: [text[line - 1].trim()] });
    gaps.at(-1).end = line;
  }
  return gaps;
}

function explains({ file, piece }, gap) {
  return gap.file === file && gap.lines.some((line) => line.includes(piece));
}

function linesOf(reason) {
  const explained = gaps.filter((gap) =>
    entries.some((entry) => entry.reason === reason && explains(entry, gap)),
  );
  return explained.reduce((sum, { lines }) => sum + lines.length, 0);
}

function list(title, texts) {
  if (texts.length > 0) process.stdout.write(`\n${title}\n\n${texts.map((text) => `  ${text}\n`).join('')}`);
}
