import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathExists } from '../../../src/core/io/path-exists';
import { skipBecause } from '../../support/skipping';
import { useTempFolder, writeTree } from '../../support/temp-folder';

describe('a path', () => {
  const folder = useTempFolder();
  const at = (...names: readonly string[]): string => join(folder(), ...names);

  it('exists when there is a file or a folder, and not when there is none', () => {
    writeTree(folder(), { file: '' });
    assert.equal(pathExists(at('file')), true);
    assert.equal(pathExists(folder()), true);
    assert.equal(pathExists(at('other')), false);
    assert.equal(pathExists(at('file', 'other')), false);
  });

  it('is not taken for absent when the system cannot tell', function () {
    if (process.platform === 'win32') skipBecause(this, 'links need a permission on Windows');
    symlinkSync('loop', at('loop'));
    assert.throws(() => pathExists(at('loop')), { code: 'ELOOP' });
  });
});
