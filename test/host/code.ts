#!/usr/bin/env node
/**
 * Stands in for the `code` executable: takes the arguments that @vscode/test-electron passes, runs the suite in the
 * extension host of the VS Code server, prints the result and exits with the suite's code. By hand:
 *   node out/test/host/code.js --extensionDevelopmentPath=. --extensionTestsPath=out/test/host/suite/index.js FOLDER
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { VsCodeHost } from './vscode-host';

interface Report {
  readonly stats: { readonly tests: number; readonly passes: number; readonly failures: number };
  readonly tests: readonly {
    readonly fullTitle: string;
    readonly duration?: number;
    /** 1 when it passed or failed at its second attempt. */
    readonly currentRetry: number;
    readonly err: { readonly message?: string; readonly stack?: string };
  }[];
}

const LIMIT_S = Number(process.env['HOST_TEST_LIMIT_S'] ?? 300);
const EXIT = { timeLimit: 3, noTests: 4 } as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
  });
  const temporary = mkdtempSync(join(tmpdir(), 'suite-'));
  const reportFile = join(temporary, 'report.json');
  const host = await VsCodeHost.start({ development: true, env: { HOST_TEST_REPORT: reportFile } });
  try {
    const code = await runSuite(host, {
      extension: resolve(String(values['extensionDevelopmentPath'])),
      tests: resolve(String(values['extensionTestsPath'])),
      folder: resolve(positionals[0] ?? '.'),
    });
    return conclude(code, readReport(reportFile), host);
  } finally {
    await host.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function runSuite(
  host: VsCodeHost,
  window: { readonly extension: string; readonly tests: string; readonly folder: string },
): Promise<number> {
  return new Promise((onExit, reject) => {
    host.open({ ...window, onExit }).catch(reject);
    void sleep(LIMIT_S * 1000, undefined, { ref: false }).then(() => onExit(EXIT.timeLimit));
  });
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

function conclude(code: number, report: Report | undefined, host: VsCodeHost): number {
  for (const test of report?.tests ?? []) {
    const failed = test.err.message !== undefined;
    console.log(`${failed ? 'not ok' : 'ok'} - ${test.fullTitle} (${test.duration ?? 0} ms)`);
    if (failed) console.log(test.err.stack ?? test.err.message);
    else if (test.currentRetry > 0) console.log(`second attempt - ${test.fullTitle}`);
  }
  if (!report) console.error(`no report; the window's errors:\n${host.windowErrors().join('\n')}`);
  console.log(`${report?.stats.passes ?? 0} passed, ${report?.stats.failures ?? 1} failed`);
  return code === 0 && (report?.stats.tests ?? 0) === 0 ? EXIT.noTests : code;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
