import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sortNaturally } from '../../../src/core/io/natural-order';
import { sweepTemporaries } from '../../../src/core/io/sweep';
import { isTemporaryName, temporaryName } from '../../../src/core/io/temporary';
import { walkFolders, type WalkedFolder } from '../../../src/core/io/walk';
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

describe('walk', () => {
  const folder = useTempFolder();

  function walked(isExcluded: (path: string) => boolean = () => false): readonly WalkedFolder[] {
    return [...walkFolders(folder(), isExcluded)];
  }

  const pathsOf = (folders: readonly WalkedFolder[]): readonly string[] =>
    folders.map(({ path }) => path.join('/'));

  it('gives each folder before those below it, in natural order', () => {
    writeTree(folder(), { 'S10/a': '', 'S2/b10': '', 'S2/b9': '', 'S2/deep/c': '', top: '' });
    mkdirSync(join(folder(), 'S1'));
    assert.deepEqual(pathsOf(walked()), ['', 'S1', 'S2', 'S2/deep', 'S10']);
    assert.deepEqual(walked()[2]?.files, ['b9', 'b10']);
  });

  it('finds hidden files and names in any script', () => {
    const names = ['.hidden', ' lead', '山田', 'e\u0301', 'trailing.', '%2e'];
    writeTree(folder(), Object.fromEntries(names.map((name) => [name, 'x'])));
    assert.deepEqual(new Set(walked()[0]?.files), new Set(names));
  });

  it('leaves excluded folders out, with all below them', () => {
    writeTree(folder(), { 'in/a': '', 'out/b': '', 'out/deep/c': '' });
    const out = join(folder(), 'out');
    assert.deepEqual(pathsOf(walked((path) => path === out)), ['', 'in']);
  });

  it('follows no link, and says so', () => {
    writeTree(folder(), { 'real/a': '' });
    symlinkSync(folder(), join(folder(), 'loop'));
    symlinkSync(join(folder(), 'real', 'a'), join(folder(), 'link'));
    symlinkSync('nowhere', join(folder(), 'dangling'));
    const [root] = walked();
    assert.deepEqual(pathsOf(walked()), ['', 'real']);
    assert.deepEqual(
      root?.skipped,
      ['dangling', 'link', 'loop'].map((name) => ({ name, reason: 'link' })),
    );
  });

  it('goes on where a folder can not be read', function () {
    if (process.getuid?.() === 0) skipBecause(this, 'root may read everything');
    writeTree(folder(), { 'closed/a': '', 'open/b': '' });
    chmodSync(join(folder(), 'closed'), 0);
    const folders = walked();
    assert.deepEqual(pathsOf(folders), ['', 'closed', 'open']);
    assert.equal(folders[1]?.error, 'EACCES');
  });

  it('says when there is nothing to read', () => {
    const [root] = [...walkFolders(join(folder(), 'gone'), () => false)];
    assert.equal(root?.error, 'ENOENT');
  });

  it('goes as deep as the file system does', () => {
    const deep = Array.from({ length: 60 }, (_, index) => `folder ${index}`).join('/');
    writeTree(folder(), { [`${deep}/a`]: '' });
    assert.equal(walked().at(-1)?.path.length, 60);
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

  it('of one run are swept up at every depth, and nothing else', () => {
    const [mine, other] = [temporaryName('mine', 0, 1), temporaryName('other', 0, 1)];
    writeTree(folder(), { [mine]: '', [`a/b/${mine}`]: '', [`a/${other}`]: 'x', 'a/image.dcm': 'y' });
    sweepTemporaries(folder(), 'mine');
    assert.deepEqual(Object.keys(hashTree(folder())), [`a/${other}`, 'a/b', 'a/image.dcm']);
  });

  it('are no trouble where there is no folder yet', () => {
    sweepTemporaries(join(folder(), 'none'), 'mine');
    writeFileSync(join(folder(), 'still works'), '');
    assert.deepEqual(Object.keys(hashTree(folder())), ['still works']);
  });
});
