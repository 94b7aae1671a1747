import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** Called inside the extension host; rejects if a test failed. HOST_TEST_REPORT names a file for mocha's JSON report. */
export async function run(): Promise<void> {
  const output = process.env['HOST_TEST_REPORT'];
  const reporter = output === undefined ? {} : { reporter: 'json', reporterOptions: { output } };
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, retries: 1, ...reporter });
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith('.test.js')) mocha.addFile(join(__dirname, file));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
