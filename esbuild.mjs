// Builds what ships into dist/ and, with --tests, the tests into out/test/. With --minify as it is packaged; with
// --coverage with all that nobody calls, which would not be missed otherwise.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { billOfMaterials, noticesText } from './src/packaging/bill-of-materials.mjs';
import { bundledPackages } from './src/packaging/bundled-packages.mjs';
import { generatePolicySchema } from './src/core/policy/file/generate.mjs';
import { generateDictionary } from './src/dictionary/generate.mjs';

const minify = process.argv.includes('--minify');
const product = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const metafiles = [];

/** JSZip requires it for systems without setImmediate. */
const UNUSED = /^setimmediate$/;

const stubUnused = {
  name: 'stub-unused',
  setup(build) {
    build.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'unused' }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents: 'module.exports = {};',
      loader: 'js',
    }));
  },
};

/**
 * What makes code of text, or loads what nobody named, in libraries of which that part is not needed here: searches for
 * the global object, fast arrays, PostScript functions of a PDF's colours, canvases and threads of its own.
 */
const CODE_FROM_TEXT = [
  ["Function('return this')()", 'globalThis'],
  [`Function('return require("' + name + '")')()`, 'undefined'],
  ['new Function(', '(() => { throw new Error("no code is made of text"); })('],
  ['process.getBuiltinModule("module").createRequire(import.meta.url)', '() => undefined'],
  ['await import(/*webpackIgnore: true*/this.workerSrc)', 'undefined'],
  ['`await import("${url}");`', "''"],
];

const noCodeFromText = {
  name: 'no-code-from-text',
  setup(build) {
    build.onLoad({ filter: /[\\/](dcmjs\.es\.js|pdf(\.worker)?\.mjs)$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      return {
        contents: CODE_FROM_TEXT.reduce((code, [from, to]) => code.replaceAll(from, to), source),
        loader: 'js',
      };
    });
  },
};

/** What reads documents is large: it ships once, and is loaded when the first document is met. */
const documentTextApart = {
  name: 'document-text-apart',
  setup(build) {
    build.onResolve({ filter: /\/document-text$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './document-text.js', external: true } : undefined,
    );
  },
};

const common = {
  bundle: true,
  logLevel: 'warning',
  sourcemap: !minify,
  minify,
  metafile: true,
  ...(process.argv.includes('--coverage') ? { treeShaking: false } : {}),
};

/** What its package offers as its main file can't be bundled. */
const bundleable = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' };

const forNode = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  define: { DICOMANON_VERSION: JSON.stringify(product.version) },
};

const forWebview = {
  ...common,
  platform: 'browser',
  target: 'chrome128',
  format: 'iife',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  outdir: 'dist/media',
};

await generateDictionary();
await generatePolicySchema('dist/media/policy.schema.json');
await Promise.all([buildExtension(), buildThreadsAndCommandLine(), buildMedia()]);
listWhatShips();
if (process.argv.includes('--tests')) await buildTests();

/** What is loaded at activation is kept small; the rest follows when it is first needed. */
function buildExtension() {
  return build({
    ...forNode,
    entryPoints: {
      extension: 'src/extension.ts',
      'anonymise-feature': 'src/host/anonymise/anonymise-feature.ts',
    },
    outdir: 'dist',
    external: ['vscode', './anonymise-feature'],
    alias: bundleable,
    supported: { 'dynamic-import': false }, // a file that is no module can only be required
  });
}

/** Without `vscode` among the externals, so that an import of it breaks the build. */
function buildThreadsAndCommandLine() {
  return build({
    ...forNode,
    entryPoints: {
      cli: 'src/cli.ts',
      audit: 'src/audit.ts',
      evidence: 'src/evidence.ts',
      'evidence-worker': 'src/worker/evidence-worker.ts',
      worker: 'src/worker/worker.ts',
      'workbook-worker': 'src/worker/workbook-worker.ts',
      'examples-worker': 'src/worker/examples-worker.ts',
      'audit-worker': 'src/worker/audit-worker.ts',
      'document-worker': 'src/worker/document-worker.ts',
      'document-text': 'src/core/audit/document-text.ts',
      'preview-worker': 'src/worker/preview-worker.ts',
      'tag-reader': 'src/host/tag-view/reader-worker.ts',
    },
    outdir: 'dist',
    plugins: [stubUnused, noCodeFromText, documentTextApart],
    alias: bundleable,
    supported: { 'dynamic-import': false }, // a file that is no module can only be required
  });
}

async function buildMedia() {
  const scripts = {
    'tag-view': 'media/tag-view/main.ts',
    panel: 'media/panel/main.ts',
    preview: 'media/preview/main.ts',
    report: 'media/report/main.ts',
  };
  const styles = {
    'tag-view': 'media/tag-view/tag-view.css',
    panel: 'media/panel/panel.css',
    preview: 'media/preview/preview.css',
    report: 'media/report/report.css',
    codicon: 'node_modules/@vscode/codicons/dist/codicon.css',
  };
  await build({ ...forWebview, entryPoints: scripts });
  await build({ ...forWebview, entryPoints: styles });
  for (const tab of ['tab-light.svg', 'tab-dark.svg']) cpSync(`media/panel/${tab}`, `dist/media/${tab}`);
}

async function build(options) {
  const { metafile } = await esbuild.build(options);
  metafiles.push(metafile);
}

/** The command line is no part of the extension; meta.json is for the tests. */
function listWhatShips() {
  const packages = bundledPackages(metafiles, (output) => output !== 'dist/cli.js');
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', noticesText(packages));
  writeFileSync('dist/sbom.cdx.json', `${JSON.stringify(billOfMaterials(product, packages), null, 2)}\n`);
  const outputs = Object.fromEntries(metafiles.flatMap((metafile) => Object.entries(metafile.outputs)));
  writeFileSync('dist/meta.json', JSON.stringify({ outputs }));
}

/** Into a folder of its own, so that no test of yesterday is left in it. */
function buildTests() {
  rmSync('out/test', { recursive: true, force: true });
  return esbuild.build({
    ...forNode,
    minify: false,
    sourcemap: true,
    entryPoints: testEntries(),
    outbase: 'test',
    outdir: 'out/test',
    packages: 'external',
  });
}

/** Tests, and the programs that tests are run by. */
function testEntries() {
  const programs = [
    ...['bench/bench', 'bench/plain-copy', 'bench/text-cleaning'],
    ...['faults/faults', 'faults/preload'],
    ...['fuzz/campaign-worker', 'fuzz/fuzz', 'fuzz/read-with-dcmjs'],
    ...['host/code', 'host/run-suite', 'host/start', 'host/suite/index'],
    ...['load/host-run', 'load/load', 'load/preload', 'load/workbook-run'],
  ];
  const tests = readdirSync('test', { recursive: true }).filter((file) => file.endsWith('.test.ts'));
  return [...programs.map((program) => `${program}.ts`), ...tests].map(
    (file) => `test/${file.replaceAll('\\', '/')}`,
  );
}
