import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryBytes } from '../../src/core/dicomdir/directory-file';
import { type Placed, placeDicomdir } from '../../src/core/run/place-dicomdir';
import { useTempFolder } from '../support/temp-folder';

const NAMES = { id: 'ANON_00000001', uid: '2.25.1' };

describe('the place of a DICOMDIR', () => {
  const folder = useTempFolder();
  const target = (): string => join(folder(), 'DICOMDIR');
  const place = (pieces: () => Iterable<Uint8Array>, id = NAMES.id): Placed =>
    placeDicomdir(target(), join(folder(), 'temporary'), { ...NAMES, id }, pieces);
  const empty = (id = NAMES.id) => directoryBytes({ ...NAMES, id }, []);

  /** A disk that is full after the first piece. */
  function* breaking(): Generator<Uint8Array> {
    yield Buffer.from('half');
    throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  }

  it('takes one, and the same one again without writing', () => {
    assert.equal(place(empty), 'written');
    assert.equal(place(empty), 'unchanged');
    assert.deepEqual(readdirSync(folder()), ['DICOMDIR']);
  });

  it('has nothing in it after a failure, and no temporary file beside it', () => {
    assert.throws(() => place(breaking), /no space/);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('keeps the earlier one after a failure', () => {
    place(empty);
    const before = readFileSync(target());
    assert.throws(() => place(breaking), /no space/);
    assert.deepEqual(readFileSync(target()), before);
    assert.deepEqual(readdirSync(folder()), ['DICOMDIR']);
  });

  it('is taken by one of another project, and by anything else', () => {
    place(() => empty('ANON_00000002'), 'ANON_00000002');
    const other = readFileSync(target());
    assert.equal(place(empty), 'taken');
    assert.deepEqual(readFileSync(target()), other);
    for (const content of ['', 'text', other.subarray(0, 150)]) {
      writeFileSync(target(), content);
      assert.equal(place(empty), 'taken');
      assert.deepEqual(readFileSync(target()), Buffer.from(content));
    }
  });

  it('is not written through a link, nor in the place of a folder', () => {
    const outside = join(folder(), 'outside');
    writeFileSync(outside, Buffer.concat(Array.from(empty(), (piece) => Buffer.from(piece))));
    symlinkSync(outside, target());
    assert.equal(place(empty), 'taken');
    mkdirSync(join(folder(), 'sub', 'DICOMDIR'), { recursive: true });
    const inFolder = join(folder(), 'sub', 'DICOMDIR');
    assert.equal(placeDicomdir(inFolder, join(folder(), 'sub', 't'), NAMES, empty), 'taken');
  });
});
