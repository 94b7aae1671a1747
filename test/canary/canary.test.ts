import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../corpus/cli';
import { createTempFolder, removeFolder, writeTree } from '../support/temp-folder';
import { nestedFiles, specialFiles, unreadableFiles } from './canary-files';
import { type Canary, Planting } from './planting';
import { bytesBelow, foundIn, pathsBelow } from './search';
import { KEEP_ALL } from '../support/rewriting';

const KEEP = KEEP_ALL.map((id) => (id === 'mark' ? '--no-mark' : `--keep-${id}`));

interface Run {
  readonly status: number;
  /** The bytes of all copies, and their paths. */
  readonly bytes: string;
  readonly paths: string;
  /** What the command line said. */
  readonly said: string;
}

describe('canaries in data sets', function () {
  this.timeout(60_000);
  const planting = new Planting();
  let folder = '';
  let standard: Run;
  let kept: Run;

  before(() => {
    folder = createTempFolder();
    const files = { ...nestedFiles(planting), ...specialFiles(planting), ...unreadableFiles(planting) };
    writeTree(join(folder, 'source'), files);
    standard = run('standard', []);
    kept = run('kept', [...KEEP, '--keep-names']);
  });

  after(() => removeFolder(folder));

  function run(name: string, options: readonly string[]): Run {
    const destination = join(folder, name);
    const workbook = join(folder, 'secret', 'workbook.xlsx');
    writeTree(folder, { 'secret/.keep': '' });
    const report = join(folder, 'secret', 'report.csv');
    const ended = runCli([
      join(folder, 'source'),
      destination,
      '--workbook',
      workbook,
      '--report',
      report,
      '--json',
      ...options,
    ]);
    return {
      status: ended.status,
      bytes: bytesBelow(destination),
      paths: pathsBelow(destination).join('\n'),
      said: ended.stdout + ended.stderr,
    };
  }

  it('were planted in all places and are in the source', () => {
    assert.ok(planting.canaries.length > 5000, `${planting.canaries.length} canaries`);
    assert.equal(
      places(missingIn(bytesBelow(join(folder, 'source')) + pathsOf('source'), planting.canaries)),
      '',
    );
  });

  it('are in no byte of any copy', () => {
    assert.equal(places(foundIn(standard.bytes, planting.canaries)), '');
  });

  it('are in no path of the destination', () => {
    assert.equal(places(foundIn(standard.paths, planting.canaries)), '');
  });

  it('are in nothing that the command line says', () => {
    assert.equal(places(foundIn(standard.said + kept.said, planting.canaries)), '');
    assert.match(standard.said, /"failed":1/);
  });

  it('stay where their part of the policy is turned off, and only there', () => {
    const inCopies = planting.canaries.filter(({ switch: on }) => on !== undefined);
    assert.equal(places(missingIn(kept.bytes, inCopies)), '');
    const always = planting.canaries.filter(({ switch: on }) => on === undefined);
    assert.equal(places(foundIn(kept.bytes, always)), '');
  });

  it('leave nothing beside the copies, the workbook and the report', () => {
    assert.deepEqual(readdirSync(folder).sort(), ['kept', 'secret', 'source', 'standard']);
    assert.deepEqual(readdirSync(join(folder, 'secret')).sort(), ['.keep', 'report.csv', 'workbook.xlsx']);
  });

  function pathsOf(name: string): string {
    return pathsBelow(join(folder, name)).join('\n');
  }
});

function missingIn(text: string, canaries: readonly Canary[]): readonly Canary[] {
  const found = new Set(foundIn(text, canaries));
  return canaries.filter((canary) => !found.has(canary));
}

function places(canaries: readonly Canary[]): string {
  return canaries.map(({ place, text }) => `${place}: ${text}`).join('\n');
}
