import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Which parts may import which, themselves apart. Written down a second time on purpose: a slip in the lint rules
 * must not go unseen.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/core/dicom': [],
  'src/core/identifiers': ['src/core/dicom'],
  'src/core/policy': ['src/core', 'src/core/dicom', 'src/core/pseudonym', 'src/core/splice'],
  'src/core/pseudonym': ['src/core', 'src/core/dicom', 'src/core/policy', 'src/core/splice'],
  'src/core/splice': ['src/core', 'src/core/dicom', 'src/core/policy', 'src/core/pseudonym'],
  'src/core/dicomdir': ['src/core/dicom', 'src/core/splice'],
  'src/core/audit': [
    ...['src/core', 'src/core/dicom', 'src/core/identifiers', 'src/core/mapping', 'src/core/pseudonym'],
    'src/core/splice',
  ],
  'src/core/evidence': [
    ...['src/core', 'src/core/audit', 'src/core/dicom', 'src/core/mapping', 'src/core/policy'],
    ...['src/core/pseudonym', 'src/core/record', 'src/core/splice'],
  ],
  'src/core/record': ['src/core', 'src/core/audit'],
  'src/core/io': ['src/core', 'src/core/dicom', 'src/core/record', 'src/core/splice'],
  'src/core/packed': [],
  'src/core/mapping': [
    ...['src/core', 'src/core/io', 'src/core/packed', 'src/core/pseudonym', 'src/core/record'],
  ],
  'src/core/view': ['src/core', 'src/core/dicom'],
  'src/core/run': ['src/core/*'],
  'src/core': [],
  'src/sample': [],
  'src/rpc': ['src/core'],
  'src/panel': ['src/rpc', 'src/core', 'src/core/policy', 'src/core/record'],
  'src/worker': ['src/rpc', 'src/core/*'],
  'src/cli': ['src/worker', 'src/sample', 'src/core/*'],
  'src/host': ['src/worker', 'src/panel', 'src/rpc', 'src/core/*'],
  'src/cli.ts': ['src/cli', 'src/core'],
  'src/audit.ts': ['src/cli', 'src/core'],
  'src/evidence.ts': ['src/cli', 'src/core'],
  'src/extension.ts': ['src/host'],
  media: ['src/panel', 'src/rpc', 'src/core', 'src/core/policy', 'src/core/record'],
};

/** Modules of Node and packages that only these parts may use. */
const RESERVED: Readonly<Record<string, readonly string[]>> = {
  vscode: ['src/host', 'src/extension.ts'],
  'node:fs': ['src/core/io', 'src/core/mapping', 'src/core/run', 'src/worker', 'src/cli', 'src/host'],
  'node:worker_threads': ['src/worker', 'src/host'],
  'node:http': [],
  'node:https': [],
  'node:net': [],
  'node:dgram': [],
  'node:http2': [],
};

interface Import {
  readonly file: string;
  readonly from: string;
  /** A part, or a module of Node or a package. */
  readonly to: string;
}

describe('imports', () => {
  const imports = ['src', 'media'].flatMap((root) => sourcesBelow(root).flatMap(importsOf));

  it('are found at all', () => {
    assert.ok(imports.length > 300);
    assert.ok(imports.some(({ from, to }) => from === 'src/core/run' && to === 'src/core/mapping'));
  });

  it('go one way between the parts, types included', () => {
    const wrong = imports.filter(({ from, to }) => isPart(to) && from !== to && !mayImport(from, to));
    assert.deepEqual(wrong.map(describeImport), []);
  });

  it('of the editor, files, threads and network stay where they belong', () => {
    const wrong = imports.filter(
      ({ from, to }) => RESERVED[to] !== undefined && !RESERVED[to].includes(from),
    );
    assert.deepEqual(wrong.map(describeImport), []);
  });

  it('name packages that are listed, and built-ins with their prefix', () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    ) as Record<string, Record<string, string>>;
    const listed = new Set(['vscode', 'jszip', ...Object.keys({ ...dependencies, ...devDependencies })]);
    const packages = imports.filter(({ to }) => !isPart(to) && !to.startsWith('node:'));
    const unknown = packages.filter(({ to }) => !listed.has(packageOf(to)));
    assert.deepEqual(unknown.map(describeImport), []);
  });
});

function sourcesBelow(root: string): readonly string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return files
    .map((file) => join(root, file).replaceAll('\\', '/'))
    .filter((file) => /(?<!\.d)\.ts$/.test(file));
}

function importsOf(file: string): readonly Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
  return importedFiles.map(({ fileName }) => ({ file, from: partOf(file), to: targetOf(file, fileName) }));
}

function targetOf(file: string, name: string): string {
  return name.startsWith('.') ? partOf(`${join(dirname(file), name).replaceAll('\\', '/')}.ts`) : name;
}

/** The part that a source belongs to: `src/core/run`, `src/host`, `media`; a file right below `src` is its own. */
function partOf(file: string): string {
  const names = file.split('/');
  if (names[0] === 'media') return 'media';
  if (names[1] === 'core') return names.slice(0, names.length === 3 ? 2 : 3).join('/');
  return names.slice(0, 2).join('/');
}

function isPart(to: string): boolean {
  return to === 'media' || to.startsWith('src/');
}

function mayImport(from: string, to: string): boolean {
  const allowed = MAY_IMPORT[from] ?? [];
  return allowed.includes(to) || (to.startsWith('src/core') && allowed.includes('src/core/*'));
}

function packageOf(name: string): string {
  const parts = name.split('/');
  return parts.slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

function describeImport({ file, to }: Import): string {
  return `${file} imports ${to}`;
}
