import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs, { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { mock } from 'node:test';
import fc from 'fast-check';
import type { Breathe } from '../../../src/core/io/breathe';
import { sortCalmly } from '../../../src/core/io/calm-sort';
import { sortNaturally } from '../../../src/core/io/natural-order';
import { sweepTemporaries } from '../../../src/core/io/sweep';
import { isTemporaryName, removeTemporary, temporaryName } from '../../../src/core/io/temporary';
import type { WalkedFolder } from '../../../src/core/io/walk';
import { denyFolders, tellTheTruth } from '../../support/false-absence';
import { skipBecause } from '../../support/skipping';
import { useTempFolder, writeTree } from '../../support/temp-folder';
import { hashTree } from '../../support/tree-hash';
import { walkAll } from '../../support/walked';

const breathe: Breathe = () => undefined;

function natural(...names: readonly string[]): Promise<readonly string[]> {
  return sortNaturally(names, breathe);
}

describe('natural order', () => {
  it('sorts numbers by value', async () => {
    assert.deepEqual(await natural('IM10', 'IM2', 'IM1', 'IM02'), ['IM1', 'IM02', 'IM2', 'IM10']);
    assert.deepEqual(await natural('1.2.10', '1.2.9', '1.10.1'), ['1.2.9', '1.2.10', '1.10.1']);
  });

  it('sorts capitals and small letters together, and always the same way', async () => {
    assert.deepEqual(await natural('b', 'A', 'a', 'B'), ['A', 'a', 'B', 'b']);
    assert.deepEqual(await natural('a', 'B', 'A', 'b'), ['A', 'a', 'B', 'b']);
  });

  it('sorts numbers longer than any counter', async () => {
    const [long, longer] = ['9'.repeat(40), `1${'0'.repeat(40)}`];
    assert.deepEqual(new Set(await natural(longer, long)), new Set([long, longer]));
    assert.deepEqual(await natural(longer, long), await natural(long, longer));
  });

  it('does not depend on the order of what it gets', async () => {
    const names = ['x1', 'X01', 'x001', 'Äx', 'äx', '山田', ''];
    assert.deepEqual(await natural(...names), await natural(...names.toReversed()));
  });
});

describe('sorting of many', () => {
  interface Numbered {
    readonly key: number;
    readonly place: number;
  }
  const byKey = (a: Numbered, b: Numbered): number => a.key - b.key;

  it('is stable like that of few, and others have their turn meanwhile', async () => {
    for (const count of [0, 1, 511, 512, 513, 1025, 7000]) {
      const keys = fc.sample(fc.integer({ min: 0, max: 500 }), { numRuns: Math.max(1, count), seed: count });
      const items = keys.slice(0, count).map((key, place) => ({ key, place }));
      let turns = 0;
      const sorted = await sortCalmly(items, byKey, () => Promise.resolve(void turns++));
      assert.deepEqual(sorted, items.toSorted(byKey));
      assert.ok(turns >= count / 512);
    }
  });
});

describe('walk', () => {
  const folder = useTempFolder();

  const walked = (
    isExcluded?: (path: string) => boolean,
    root = folder(),
  ): Promise<readonly WalkedFolder[]> => walkAll(root, isExcluded);

  const pathsOf = (folders: readonly WalkedFolder[]): readonly string[] =>
    folders.map(({ path }) => path.join('/'));

  it('gives each folder before those below it, in natural order', async () => {
    writeTree(folder(), { 'S10/a': '', 'S2/b10': '', 'S2/b9': '', 'S2/deep/c': '', top: '' });
    mkdirSync(join(folder(), 'S1'));
    assert.deepEqual(pathsOf(await walked()), ['', 'S1', 'S2', 'S2/deep', 'S10']);
    assert.deepEqual((await walked())[2]?.files, ['b9', 'b10']);
  });

  it('finds hidden files and names in any script', async () => {
    const names = ['.hidden', ' lead', '山田', 'e\u0301', 'trailing.', '%2e'];
    writeTree(folder(), Object.fromEntries(names.map((name) => [name, 'x'])));
    assert.deepEqual(new Set((await walked())[0]?.files), new Set(names));
  });

  it('leaves excluded folders out, with all below them', async () => {
    writeTree(folder(), { 'in/a': '', 'out/b': '', 'out/deep/c': '' });
    const out = join(folder(), 'out');
    assert.deepEqual(pathsOf(await walked((path) => path === out)), ['', 'in']);
  });

  it('follows no link, and says so', async () => {
    writeTree(folder(), { 'real/a': '' });
    symlinkSync(folder(), join(folder(), 'loop'));
    symlinkSync(join(folder(), 'real', 'a'), join(folder(), 'link'));
    symlinkSync('nowhere', join(folder(), 'dangling'));
    const [root] = await walked();
    assert.deepEqual(pathsOf(await walked()), ['', 'real']);
    assert.deepEqual(
      root?.skipped,
      ['dangling', 'link', 'loop'].map((name) => ({ name, reason: 'link' })),
    );
  });

  it('takes nothing for a file that is none', async function () {
    if (process.platform === 'win32') skipBecause(this, 'sockets are no files there');
    const server = createServer().listen(join(folder(), 'socket'));
    try {
      await once(server, 'listening');
      assert.deepEqual((await walked())[0]?.skipped, [{ name: 'socket', reason: 'special' }]);
    } finally {
      server.close();
    }
  });

  it('goes on where a folder can not be read', async function () {
    if (process.getuid?.() === 0) skipBecause(this, 'root may read everything');
    writeTree(folder(), { 'closed/a': '', 'open/b': '' });
    chmodSync(join(folder(), 'closed'), 0);
    const folders = await walked();
    assert.deepEqual(pathsOf(folders), ['', 'closed', 'open']);
    assert.equal(folders[1]?.error, 'EACCES');
  });

  it('says when there is nothing to read', async () => {
    const [root] = await walked(() => false, join(folder(), 'gone'));
    assert.equal(root?.error, 'ENOENT');
  });

  it('lets others have their turn within a folder of very many files', async () => {
    writeTree(folder(), Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`IM${at}`, ''])));
    let turns = 0;
    const [root] = await walkAll(folder(), undefined, () => Promise.resolve(void turns++));
    assert.deepEqual(
      root?.files,
      Array.from({ length: 3000 }, (_, at) => `IM${at}`),
    );
    assert.ok(turns >= 6);
  });

  it('goes as deep as the file system does', async () => {
    const deep = Array.from({ length: 60 }, (_, index) => `folder ${index}`).join('/');
    writeTree(folder(), { [`${deep}/a`]: '' });
    assert.equal((await walked()).at(-1)?.path.length, 60);
  });
});

describe('temporary files', () => {
  const folder = useTempFolder();
  afterEach(tellTheTruth);

  it('are known by their names', () => {
    const name = temporaryName('run1', 3, 42);
    assert.equal(isTemporaryName(name), true);
    assert.equal(isTemporaryName(name, 'run1'), true);
    assert.equal(isTemporaryName(name, 'run2'), false);
    assert.equal(isTemporaryName('IM_0001.part'), false);
    assert.equal(isTemporaryName('.dicomanon-notes.txt'), false);
    assert.notEqual(name, temporaryName('run1', 3, 43));
    assert.notEqual(name, temporaryName('run1', 4, 42));
  });

  it('of one run are swept up at every depth, and nothing else', async () => {
    const [mine, other] = [temporaryName('mine', 0, 1), temporaryName('other', 0, 1)];
    writeTree(folder(), { [mine]: '', [`a/b/${mine}`]: '', [`a/${other}`]: 'x', 'a/image.dcm': 'y' });
    assert.equal(await sweepTemporaries(folder(), 'mine', breathe), true);
    assert.deepEqual(Object.keys(hashTree(folder())), [`a/${other}`, 'a/b', 'a/image.dcm']);
  });

  it('are no trouble where there is no folder yet', async () => {
    assert.equal(await sweepTemporaries(join(folder(), 'none'), 'mine', breathe), true);
    writeFileSync(join(folder(), 'still works'), '');
    assert.deepEqual(Object.keys(hashTree(folder())), ['still works']);
  });

  for (const denied of ['out', 'out/a'])
    it(`may be left when "${denied}", which is there, could not be found, and are swept up next time`, async () => {
      const mine = temporaryName('mine', 0, 1);
      writeTree(folder(), { [`out/${mine}`]: '', [`out/a/${mine}`]: '' });
      denyFolders('opendirSync', denied);
      assert.equal(await sweepTemporaries(join(folder(), 'out'), 'mine', breathe), false);
      assert.equal(await sweepTemporaries(join(folder(), 'out'), 'mine', breathe), true);
      assert.deepEqual(Object.keys(hashTree(folder())), ['out/a']);
    });

  it('may be left when nobody can tell whether the folder is there', async () => {
    denyFolders('opendirSync', 'out');
    mock.method(fs.promises, 'lstat', () =>
      Promise.reject(Object.assign(new Error('injected'), { code: 'EIO' })),
    );
    assert.equal(await sweepTemporaries(join(folder(), 'out'), 'mine', breathe), false);
  });

  it('are removed although the system says once that they are gone', async () => {
    const mine = temporaryName('mine', 0, 1);
    writeTree(folder(), { [mine]: '' });
    denyFolders('unlinkSync', mine);
    assert.equal(await sweepTemporaries(folder(), 'mine', breathe), true);
    assert.deepEqual(Object.keys(hashTree(folder())), []);
    assert.equal(removeTemporary(join(folder(), mine)), true, 'as are those that really are');
  });
});
