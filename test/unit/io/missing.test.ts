import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { ifThere, isMissing } from '../../../src/core/io/missing';
import { denyLookups, tellTheTruth } from '../../support/false-absence';
import { useTempFolder, writeTree } from '../../support/temp-folder';

describe('what is missing', () => {
  const folder = useTempFolder();
  afterEach(tellTheTruth);
  const at = (...names: readonly string[]): string => join(folder(), ...names);
  const read = (path: string) => ifThere(path, () => fs.promises.readFile(path, 'utf8'));
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error('injected'), { code }));

  it('is what neither its name nor its folder leads to', async () => {
    writeTree(folder(), { file: 'here' });
    assert.equal(await isMissing(at('file')), false);
    assert.equal(await isMissing(folder()), false);
    assert.equal(await isMissing(at('other')), true);
    assert.equal(await isMissing(at('none', 'other')), true, 'without a folder');
    assert.equal(await isMissing(at('file', 'other')), true, 'with a file in the place of the folder');
    assert.equal(await read(at('file')), 'here');
    assert.equal(await read(at('other')), undefined);
  });

  it('is not what a lookup denies and the folder lists', async () => {
    writeTree(folder(), { file: 'here' });
    denyLookups('lstat', 'file');
    assert.equal(await isMissing(at('file')), false);
  });

  it('is not what was denied once: it is read after all', async () => {
    writeTree(folder(), { file: 'here' });
    denyLookups('readFile', 'file');
    assert.equal(await read(at('file')), 'here');
    denyLookups('lstat', 'file');
    denyLookups('readFile', 'file');
    assert.equal(await read(at('file')), 'here');
  });

  it('is not what the file system contradicts itself about', async () => {
    writeTree(folder(), { file: 'here' });
    denyLookups('readFile', 'file', 2);
    await assert.rejects(read(at('file')), { code: 'ESTALE' });
  });

  it('is what a lookup does not find in a folder that may not be listed', async () => {
    writeTree(folder(), { file: 'here' });
    mock.method(fs.promises, 'readdir', failing('EACCES'));
    assert.equal(await isMissing(at('file')), false);
    assert.equal(await isMissing(at('other')), true);
  });

  it('is unknown when the folder or the lookup fails', async () => {
    const readdir = mock.method(fs.promises, 'readdir', failing('EIO'));
    await assert.rejects(isMissing(at('other')), { code: 'EIO' });
    readdir.mock.restore();
    mock.method(fs.promises, 'lstat', failing('EIO'));
    await assert.rejects(isMissing(at('other')), { code: 'EIO' });
  });

  it('is not asked about when reading fails for another reason', async () => {
    await assert.rejects(ifThere(at('other'), failing('EIO')), { code: 'EIO' });
  });
});
