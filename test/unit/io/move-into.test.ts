import assert from 'node:assert/strict';
import fs, { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { moveInto } from '../../../src/core/io/move-into';
import { useTempFolder, writeTree } from '../../support/temp-folder';

type TwoPaths = (from: string, to: string) => void;

describe('a finished file', () => {
  const folder = useTempFolder();
  const at = (name: string): string => join(folder(), name);
  const move = () => moveInto(at('part'), at('copy'));

  beforeEach(() => writeTree(folder(), { part: 'whole' }));
  afterEach(() => mock.restoreAll());

  /** Lets a call fail, once it has been done if `done` is given. */
  function fail(call: 'linkSync' | 'renameSync', code: string, done?: TwoPaths): void {
    mock.method(fs, call, (from: string, to: string) => {
      done?.(from, to);
      throw Object.assign(new Error('injected'), { code });
    });
  }

  it('has both names when it is linked', () => {
    assert.equal(move(), 'linked');
    assert.deepEqual(
      [readFileSync(at('part'), 'utf8'), readFileSync(at('copy'), 'utf8')],
      ['whole', 'whole'],
    );
  });

  it('is linked, too, when the reply to it is lost', () => {
    fail('linkSync', 'EIO', fs.linkSync);
    assert.equal(move(), 'linked');
    assert.equal(readFileSync(at('copy'), 'utf8'), 'whole');
  });

  it('is renamed where there are no hard links', () => {
    fail('linkSync', 'EPERM');
    assert.equal(move(), 'renamed');
    assert.equal(existsSync(at('part')), false);
    assert.equal(readFileSync(at('copy'), 'utf8'), 'whole');
  });

  it('is renamed, too, when the reply to it is lost', () => {
    fail('linkSync', 'EPERM');
    fail('renameSync', 'EIO', fs.renameSync);
    assert.equal(move(), 'renamed');
    assert.equal(readFileSync(at('copy'), 'utf8'), 'whole');
  });

  for (const code of ['EEXIST', 'EPERM'])
    it(`takes the place of no other (${code})`, () => {
      writeTree(folder(), { copy: 'of another' });
      if (code !== 'EEXIST') fail('linkSync', code);
      assert.equal(move(), 'taken');
      assert.equal(readFileSync(at('copy'), 'utf8'), 'of another');
      assert.equal(readFileSync(at('part'), 'utf8'), 'whole');
    });

  it('stays where it is when the file system refuses', () => {
    fail('linkSync', 'EPERM');
    fail('renameSync', 'EIO');
    assert.throws(move, { code: 'EIO' });
    assert.equal(existsSync(at('copy')), false);
    assert.equal(readFileSync(at('part'), 'utf8'), 'whole');
  });
});
