import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Component {
  readonly type: string;
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly (
    { readonly license: { readonly id: string } } | { readonly expression: string }
  )[];
  readonly purl: string;
}

interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly version: number;
  readonly metadata: {
    readonly component: { readonly 'bom-ref': string; readonly name: string; readonly version: string };
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface BuildReport {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

const readJson = <T>(...path: readonly string[]): T => JSON.parse(readFileSync(join(...path), 'utf8')) as T;

describe('what ships', () => {
  const bom = readJson<Bom>('dist', 'sbom.cdx.json');
  const notices = readFileSync(join('dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  const nameOf = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);

  it('has a bill of materials with every field that CycloneDX 1.6 requires', () => {
    assert.deepEqual([bom.bomFormat, bom.specVersion, bom.version], ['CycloneDX', '1.6', 1]);
    const { name, version } = readJson<{ name: string; version: string }>('package.json');
    assert.deepEqual([bom.metadata.component.name, bom.metadata.component.version], [name, version]);
    for (const component of bom.components) {
      assert.equal(component.type, 'library');
      assert.match(component.version, /^\d+\.\d+\.\d+/);
      assert.equal(component.purl, `pkg:npm/${nameOf(component).replace('@', '%40')}@${component.version}`);
      assert.equal(component.licenses.length, 1);
      for (const { alg, content } of component.hashes)
        assert.ok(alg === 'SHA-512' && /^[0-9a-f]{128}$/.test(content), component.name);
    }
    const refs = [bom.metadata.component['bom-ref'], ...bom.components.map((each) => each['bom-ref'])];
    assert.equal(new Set(refs).size, refs.length, 'references are unique');
    for (const { ref, dependsOn } of bom.dependencies)
      for (const each of [ref, ...dependsOn]) assert.ok(refs.includes(each), each);
  });

  it('lists every package that a packed script holds, in the bill and in the notices', () => {
    const packed = bundledIn((output) => output !== 'dist/cli.js');
    assert.ok(packed.size > 20);
    for (const name of packed) {
      const listed = bom.components.filter((component) => nameOf(component) === name);
      assert.ok(listed.length > 0, `${name} in the bill`);
      for (const { version } of listed)
        assert.ok(notices.includes(`\n${name} ${version} (`), `${name} in the notices`);
    }
  });

  it('lists what the authors of a package have put into it, too', () => {
    for (const name of ['ndarray', 'gl-matrix', 'lodash.clonedeep'])
      assert.match(notices, new RegExp(`\\n${name} [\\d.]+ \\(MIT\\), as part of dcmjs@`));
    const dcmjs = bom.dependencies.find(({ ref }) => ref.startsWith('pkg:npm/dcmjs@'));
    assert.ok(dcmjs?.dependsOn.some((ref) => ref.startsWith('pkg:npm/ndarray@')));
  });

  it('lists nothing else', () => {
    const packed = bundledIn((output) => output !== 'dist/cli.js');
    const inlined = bom.dependencies
      .filter(({ ref }) => ref.startsWith('pkg:'))
      .flatMap(({ dependsOn }) => dependsOn);
    for (const component of bom.components)
      assert.ok(packed.has(nameOf(component)) || inlined.includes(component.purl), component.purl);
    assert.ok(!bom.components.some(({ name }) => name === 'cli-progress'), 'the command line is not packed');
  });

  it('is under licences that are allowed, with their texts', async () => {
    const { isAllowed } = await licences();
    for (const component of bom.components) {
      const [licence] = component.licenses;
      const expression = 'expression' in licence! ? licence.expression : licence!.license.id;
      assert.ok(isAllowed(expression), `${component.name}: ${expression}`);
    }
    for (const part of notices.split(/^-{80}\n(?=[^\n]+\n-{80}\n)/m).slice(1)) {
      const [title, , ...text] = part.split('\n');
      assert.ok(text.join('\n').trim().length > 300, title);
    }
  });

  it('would not be under a licence that asks for more', async () => {
    const { isAllowed } = await licences();
    for (const good of ['MIT', '(MIT OR GPL-3.0-or-later)', '(MIT AND Zlib)', 'ISC'])
      assert.ok(isAllowed(good), good);
    for (const bad of [
      'GPL-3.0-only',
      '(MIT AND GPL-2.0-only)',
      'UNLICENSED',
      '',
      'SEE LICENSE IN x',
      '((MIT))',
    ])
      assert.ok(!isAllowed(bad), bad);
  });

  it('is exactly the files that the extension needs', () => {
    const packed = execFileSync(
      process.execPath,
      ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
      .split('\n')
      .filter((file) => file !== '');
    const scripts = [
      'anonymise-feature',
      'evidence-worker',
      'examples-worker',
      'audit-worker',
      'document-text',
      'document-worker',
      'extension',
      'preview-worker',
      'tag-reader',
      'workbook-worker',
      'worker',
    ];
    const media = [
      'codicon.css',
      'codicon.ttf',
      'panel.css',
      'panel.js',
      'preview.css',
      'preview.js',
      'report.css',
      'report.js',
      'tab-dark.svg',
      'tab-light.svg',
      'tag-view.css',
    ];
    const expected = [
      ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'package.nls.json', 'media/icon.png'],
      ...['dist/THIRD-PARTY-NOTICES.txt', 'dist/sbom.cdx.json'],
      ...scripts.map((name) => `dist/${name}.js`),
      ...[...media, 'tag-view.js'].map((name) => `dist/media/${name}`),
    ];
    assert.deepEqual(packed.filter((file) => !file.startsWith('media/walkthrough/')).sort(), expected.sort());
    for (const file of packed) assert.match(file, /\.(js|css|ttf|svg|png|md|json|txt)$|^LICENSE$/);
  });

  it('is built of what the lock file knows by its hash, and of nothing that runs at installation', () => {
    const manifest = readJson<{ dependencies?: object; scripts: Readonly<Record<string, string>> }>(
      'package.json',
    );
    assert.deepEqual(Object.keys(manifest.dependencies ?? {}), []);
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
      assert.equal(manifest.scripts[name], undefined);
  });
});

/** Names of the packages of which a built file holds something. */
function bundledIn(ships: (output: string) => boolean): ReadonlySet<string> {
  const report = join('dist', 'meta.json');
  assert.ok(existsSync(report), 'run "npm run build" first');
  const names = Object.entries(readJson<BuildReport>(report).outputs)
    .filter(([output]) => ships(output))
    .flatMap(([, { inputs }]) => Object.keys(inputs))
    .flatMap((input) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
  return new Set(names);
}

function licences(): Promise<{ isAllowed(expression: string): boolean }> {
  return import(join(process.cwd(), 'src', 'packaging', 'licences.mjs')) as Promise<{
    isAllowed(expression: string): boolean;
  }>;
}
