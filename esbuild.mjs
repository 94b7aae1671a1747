// Builds what ships into dist/ and, with --tests, the tests into out/test/. With --minify as it is packaged.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { generateDictionary } from './src/dictionary/generate.mjs';

const minify = process.argv.includes('--minify');
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** exceljs requires these for streams, CSV and temporary files, none of which is used. */
const UNUSED_BY_EXCELJS = /^(archiver|unzipper|fast-csv|@fast-csv\/.*|tmp)$/;

const stubUnused = {
  name: 'stub-unused',
  setup(build) {
    build.onResolve({ filter: UNUSED_BY_EXCELJS }, ({ path }) => ({ path, namespace: 'unused' }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: true,
  logLevel: 'warning',
  define: { DICOMANON_VERSION: JSON.stringify(version) },
};

await generateDictionary();

await esbuild.build({
  ...common,
  minify,
  entryPoints: {
    cli: 'src/cli.ts',
    worker: 'src/worker/worker.ts',
    'workbook-worker': 'src/worker/workbook-worker.ts',
  },
  outdir: 'dist',
  plugins: [stubUnused],
});

if (process.argv.includes('--tests')) {
  await esbuild.build({
    ...common,
    entryPoints: testFiles(),
    outbase: 'test',
    outdir: 'out/test',
    packages: 'external',
  });
}

function testFiles() {
  const tests = readdirSync('test', { recursive: true }).filter((file) => /\.test\.ts$/.test(file));
  const entries = [...tests, 'bench/bench.ts'].map((file) => `test/${file.replaceAll('\\', '/')}`);
  return entries.filter((file) => existsSync(file));
}
