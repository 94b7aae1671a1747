import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIdList } from '../../../src/core/mapping/id-list-file';
import { ChecksumList } from '../../../src/core/run/checksum-list';
import { refuseForeignProject } from '../../../src/core/run/foreign-project';
import { loadPolicy } from '../../../src/core/run/load-policy';
import { useTempFolder } from '../../support/temp-folder';

const MEBIBYTE = 1024 * 1024;

describe('files that are too large', () => {
  const folder = useTempFolder();

  function fileOf(name: string, size: number): string {
    const file = join(folder(), name);
    writeFileSync(file, '');
    truncateSync(file, size);
    return file;
  }

  it('are no policy', () => {
    const file = fileOf('large.dicomanon.json', 4 * MEBIBYTE + 1);
    assert.throws(() => loadPolicy(file, folder()), { code: 'policy-file', message: /larger than 4 MB/ });
  });

  it('are no list of IDs', async () => {
    const file = fileOf('ids.csv', 64 * MEBIBYTE + 1);
    const list = { file, from: 'MRN', to: 'Subject' };
    await assert.rejects(readIdList(list), { code: 'patient-ids', message: /larger than 64 MB/ });
  });

  it('are no folder: a policy must be a file', () => {
    const name = 'folder.dicomanon.json';
    mkdirSync(join(folder(), name));
    assert.throws(() => loadPolicy(join(folder(), name), folder()), { code: 'policy-file-missing' });
  });
});

describe('a destination that can not be listed', () => {
  const folder = useTempFolder();

  it('is refused, because nobody can tell whose files it holds', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    await assert.rejects(refuseForeignProject(file, 'f'), {
      code: 'destination-unreadable',
      message: /ENOTDIR/,
    });
  });
});

describe('a list of checksums', () => {
  const folder = useTempFolder();

  it('escapes what would end a line, as sha256sum does', () => {
    const file = join(folder(), 'SHA256SUMS');
    const list = new ChecksumList(file, 'path');
    list.add('plain', 'aa');
    list.add('a\\b\nc\rd', 'bb');
    list.close();
    assert.equal(readFileSync(file, 'utf8'), 'aa  plain\n\\bb  a\\\\b\\nc\\rd\n');
  });
});
