// Bundles the tests of an area into one file, so that a mutant's run loads them at once: Stryker's build command.
import { readdirSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { AREAS, BUNDLE } from './areas.mjs';

const area = AREAS.find(({ folder }) => folder === process.argv[2]);
const contents = area.tests
  .flatMap(testsIn)
  .map((file) => `import ${JSON.stringify(file)};`)
  .join('\n');
await esbuild.build({
  stdin: { contents, resolveDir: '.' },
  outfile: BUNDLE,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  logLevel: 'warning',
});

/** The tests of a folder, or one of them. */
function testsIn(path) {
  const files = readdirSync('test', { recursive: true }).map((file) => file.replaceAll('\\', '/'));
  return files
    .filter((file) => file.startsWith(path) && file.endsWith('.test.ts'))
    .map((file) => `./test/${file}`);
}
