// Runs every suite, the real VS Code last, and closes with the tests that failed, or passed at their second attempt
// only, and one line for all suites.
import { spawn } from 'node:child_process';

/** The oldest VS Code that the manifest allows; its server build runs on Linux. */
const OLDEST = { VSCODE_HOST_VERSION: '1.100.3' };
const MOCHA = 'node_modules/mocha/bin/mocha.js';

const SUITES = [
  { name: 'engine', args: [MOCHA] },
  { name: 'in the extension host of a real VS Code', args: ['out/test/host/run-suite.js'] },
  { name: 'the packaged extension as a person uses it', args: [MOCHA, '--config', '.mocharc.vscode.json'] },
  ...(process.platform === 'linux' && process.arch === 'x64'
    ? [
        { name: 'in the extension host of VS Code 1.100', args: ['out/test/host/run-suite.js'], env: OLDEST },
        {
          name: 'the packaged extension in VS Code 1.100',
          args: [MOCHA, '--config', '.mocharc.vscode.json'],
          env: OLDEST,
        },
      ]
    : []),
];

const CLOSING = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;
/** A line that is said again at the end, where nobody has to look for it. */
const REMARKABLE = /^(not ok|second attempt) - /;

let failedSuites = 0;
const total = { passed: 0, failed: 0, skipped: 0 };
const remarkable = [];

for (const { name, args, env = {} } of SUITES) {
  process.stdout.write(`\n# ${name}\n`);
  const { status, closing } = await run(args, env, (line) => remarkable.push(`${name}: ${line}`));
  if (closing === undefined || status !== 0) {
    failedSuites++;
    if (closing === undefined) remarkable.push(`${name}: ended with ${status} before it said how it went`);
  }
  total.passed += Number(closing?.[1] ?? 0);
  total.failed += Number(closing?.[2] ?? 1);
  total.skipped += Number(closing?.[3] ?? 0);
}
process.stdout.write(['', ...remarkable, ''].join('\n'));
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = failedSuites === 0 ? 0 : 1;

/** Runs a suite, passes its output on but for the closing line, and returns that line's numbers. */
function run(args, env, onRemarkable) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    let waiting = '';
    let closing;
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text) => {
      const lines = (waiting + text).split('\n');
      waiting = lines.pop() ?? '';
      for (const line of lines) {
        const match = CLOSING.exec(line);
        if (REMARKABLE.test(line)) onRemarkable(line);
        if (match) closing = match;
        else process.stdout.write(`${line}\n`);
      }
    });
    child.on('close', (status) => resolve({ status, closing }));
  });
}
