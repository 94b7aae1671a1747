import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { NODE_FLAGS } from '../support/node-flags';
import { skipBecause } from '../support/skipping';

interface Manifest {
  readonly name: string;
  readonly displayName: string;
  readonly version: string;
  readonly license: string;
  readonly main: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly extensionKind: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly lockfileVersion: number;
  readonly version: string;
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly resolved?: string;
        readonly integrity?: string;
        readonly link?: boolean;
      }
    >
  >;
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

describe('the manifest', () => {
  const manifest = readJson<Manifest>('package.json');
  const lock = readJson<LockFile>('package-lock.json');

  it('says what the product is and where it runs', () => {
    assert.deepEqual(
      [manifest.name, manifest.displayName, manifest.license],
      ['dicomanon', 'DicomAnon', 'MIT'],
    );
    assert.deepEqual(manifest.engines, { vscode: '^1.100.0', node: '>=20' });
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
  });

  it('names files that the build makes', () => {
    for (const file of [manifest.main, ...Object.values(manifest.bin)]) assert.ok(existsSync(file), file);
    const cli = Object.values(manifest.bin)[0]!;
    assert.ok(readFileSync(cli, 'utf8').startsWith(`#!/usr/bin/env -S node ${NODE_FLAGS.join(' ')}\n`));
    if (process.platform !== 'win32') assert.ok(statSync(cli).mode & 0o100, 'can be run');
  });

  it('pins every dependency to one version, the one in the lock file', () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
      assert.equal(lock.packages[`node_modules/${name}`]?.version, version, name);
    }
  });

  it('has types for the oldest versions that it runs on', () => {
    assert.equal(`^${manifest.devDependencies['@types/vscode']}`, manifest.engines.vscode);
    assert.match(manifest.devDependencies['@types/node'] ?? '', /^20\./);
  });

  it('offers the scripts that its users are told of', () => {
    const readme = readFileSync('README.md', 'utf8');
    const told = [...readme.matchAll(/npm (?:run )?([a-z][a-z:]*)/g)].map(([, name]) => name!);
    const builtIn = new Set(['ci', 'install', 'run', 'test']);
    for (const name of told) assert.ok(builtIn.has(name) || manifest.scripts[name] !== undefined, name);
    for (const name of ['build', 'check', 'test', 'bench', 'anonymise'])
      assert.ok(manifest.scripts[name], name);
  });

  it('starts the command line with the flags that loads and timings are measured with', () => {
    assert.ok(manifest.scripts['anonymise']?.includes(`node ${NODE_FLAGS.join(' ')} dist/cli.js`));
  });

  it('has a lock file of the same version that names no registry and knows every package by its hash', () => {
    assert.deepEqual([lock.lockfileVersion, lock.version], [3, manifest.version]);
    for (const [path, each] of Object.entries(lock.packages)) {
      if (path === '' || each.link) continue;
      assert.equal(each.resolved, undefined, path);
      assert.match(each.integrity ?? '', /^sha512-/, path);
    }
  });
});

describe('the sources', () => {
  /** Folders of a machine that somebody works on. */
  const MACHINE_PATH =
    /(?<![\w.$}])(?:\/(?:home|Users)\/(?!a\/|you\/|runner\/)[a-z]\w*\/|\/root\/|\/work\/|[A-Z]:\\+Users\\+\w)/;
  const TEXT = /\.(ts|mjs|cjs|js|json|md|py|yml|css|html)$/;

  it('name no folder of any machine', function () {
    const listed = tracked();
    if (listed === undefined) skipBecause(this, 'this is no clone');
    const files = listed.filter((file) => TEXT.test(file) && existsSync(file));
    assert.ok(files.length > 200);
    const wrong = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, at) => (MACHINE_PATH.test(line) ? [`${file}:${at + 1}`] : [])),
    );
    assert.deepEqual(
      wrong.filter((place) => !place.startsWith('test/repo/')),
      [],
    );
  });

  it('hold nothing that is built', function () {
    const listed = tracked();
    if (listed === undefined) skipBecause(this, 'this is no clone');
    assert.deepEqual(
      listed.filter((file) =>
        /^(dist|out|node_modules|coverage|sample)\/|\.vsix$|\.generated\.ts$/.test(file),
      ),
      [],
    );
  });
});

function tracked(): readonly string[] | undefined {
  try {
    return execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\0')
      .filter((file) => file !== '');
  } catch {
    return undefined;
  }
}
