import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sortNamesNaturally, sortNaturally } from '../../../src/core/io/natural-order';
import { sweepTemporaries } from '../../../src/core/io/sweep';
import { isTemporaryName, temporaryName } from '../../../src/core/io/temporary';
import { walkFolders, walkFoldersCalmly, type WalkedFolder } from '../../../src/core/io/walk';
import { skipBecause } from '../../support/skipping';
import { useTempFolder, writeTree } from '../../support/temp-folder';
import { hashTree } from '../../support/tree-hash';

function natural(...names: readonly string[]): readonly string[] {
  return sortNaturally(names, (name) => name);
}

describe('natural order', () => {
  it('sorts numbers by value', () => {
    assert.deepEqual(natural('IM10', 'IM2', 'IM1', 'IM02'), ['IM1', 'IM02', 'IM2', 'IM10']);
    assert.deepEqual(natural('1.2.10', '1.2.9', '1.10.1'), ['1.2.9', '1.2.10', '1.10.1']);
  });

  it('sorts capitals and small letters together, and always the same way', () => {
    assert.deepEqual(natural('b', 'A', 'a', 'B'), ['A', 'a', 'B', 'b']);
    assert.deepEqual(natural('a', 'B', 'A', 'b'), ['A', 'a', 'B', 'b']);
  });

  it('sorts numbers longer than any counter', () => {
    const [long, longer] = ['9'.repeat(40), `1${'0'.repeat(40)}`];
    assert.deepEqual(new Set(natural(longer, long)), new Set([long, longer]));
    assert.deepEqual(natural(longer, long), natural(long, longer));
  });

  it('does not depend on the order of what it gets', () => {
    const names = ['x1', 'X01', 'x001', 'Äx', 'äx', '山田', ''];
    assert.deepEqual(natural(...names), natural(...names.toReversed()));
  });
});

describe('natural order of many names', () => {
  it('is that of few, and others have their turn meanwhile', async () => {
    const name = fc.stringMatching(/^[aAbB]?[0-9]{0,3}[äÄx]?$/);
    for (const count of [0, 1, 2047, 2048, 2049, 7000]) {
      const names = fc.sample(name, { numRuns: count, seed: count });
      let turns = 0;
      const sorted = await sortNamesNaturally(names, () => Promise.resolve(void turns++));
      assert.deepEqual(sorted, natural(...names));
      assert.ok(turns >= count / 2048);
    }
  });
});

const breathe = (): Promise<void> => Promise.resolve();

describe('walk', () => {
  const folder = useTempFolder();

  /** By the walk in one go, which the one with pauses has to agree with. */
  async function walked(
    isExcluded: (path: string) => boolean = () => false,
    root = folder(),
  ): Promise<readonly WalkedFolder[]> {
    const folders = [...walkFolders(root, isExcluded)];
    const calmly: WalkedFolder[] = [];
    for await (const each of walkFoldersCalmly(root, isExcluded, breathe)) calmly.push(each);
    assert.deepEqual(calmly, folders);
    return folders;
  }

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

  it('goes as deep as the file system does', async () => {
    const deep = Array.from({ length: 60 }, (_, index) => `folder ${index}`).join('/');
    writeTree(folder(), { [`${deep}/a`]: '' });
    assert.equal((await walked()).at(-1)?.path.length, 60);
  });
});

describe('temporary files', () => {
  const folder = useTempFolder();

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
});
