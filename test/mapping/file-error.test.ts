import assert from 'node:assert/strict';
import { UserError } from '../../src/core/errors';
import { explainFileError } from '../../src/core/mapping/file-error';

const failure = (code: string): Error =>
  Object.assign(new Error(`${code}: /home/DOE_JANE/m.xlsx`), { code, syscall: 'open' });

describe('a failure around the workbook', () => {
  for (const [code, explanation] of Object.entries({
    EACCES: 'workbook-folder-unwritable',
    EPERM: 'workbook-folder-unwritable',
    EROFS: 'workbook-folder-unwritable',
    ENOSPC: 'workbook-disk-full',
    EDQUOT: 'workbook-disk-full',
    ENOENT: 'workbook-folder-missing',
    ENOTDIR: 'workbook-folder-missing',
    EIO: 'workbook-file-failed',
  }))
    it(`with ${code} is told as ${explanation}, with a remedy and without the path`, () => {
      const explained = explainFileError(failure(code), '/home/DOE_JANE/m.xlsx');
      assert.ok(explained instanceof UserError);
      assert.equal(explained.code, explanation);
      assert.match(explained.message, /"m\.xlsx"/);
      assert.ok(explained.remedy.length > 0);
      assert.doesNotMatch(explained.message + explained.remedy, /DOE_JANE/);
    });

  it('that is none of the file system stays as it is', () => {
    for (const error of [new RangeError('a mistake'), Object.assign(new Error('no call'), { code: 'ODD' })])
      assert.equal(explainFileError(error, 'm.xlsx'), error);
  });
});
