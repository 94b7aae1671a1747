import assert from 'node:assert/strict';
import {
  fileIdCaseOf,
  fileIdOf,
  fitFileIdComponent,
  isFileIdComponent,
} from '../../../src/core/dicomdir/file-id';

describe('a File ID', () => {
  it('is a path of one to eight components of one to eight capitals, digits and underscores', () => {
    assert.deepEqual(fileIdOf(['DICOM', 'PAT_0', '12345678'], 'capital'), ['DICOM', 'PAT_0', '12345678']);
    assert.deepEqual(fileIdOf(Array<string>(8).fill('A'), 'capital'), Array<string>(8).fill('A'));
    for (const path of [[], Array<string>(9).fill('A'), ['123456789'], ['A', '']]) {
      assert.equal(fileIdOf(path, 'capital'), undefined);
    }
    for (const name of ['im1', 'IM-1', 'IM1.DCM', 'IM 1', 'Ü', 'A\\B', 'A\n']) {
      assert.equal(fileIdOf([name], 'capital'), undefined, name);
    }
  });

  it('is in capitals where the file system shows small letters', () => {
    assert.deepEqual(fileIdOf(['dicom', 'im_01'], 'small'), ['DICOM', 'IM_01']);
    assert.equal(fileIdOf(['dicom', 'IM_01'], 'small'), undefined, 'two names could become one');
  });

  it('is written as the name of the DICOMDIR tells', () => {
    assert.deepEqual(['DICOMDIR', 'dicomdir', 'Dicomdir', 'DICOMDIR.dcm', 'IM1'].map(fileIdCaseOf), [
      'capital',
      'small',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes the form of an anonymised ID that is short enough', () => {
    assert.equal(fitFileIdComponent('ANON-0001', 'capital'), 'ANON0001');
    assert.equal(fitFileIdComponent('ANON-0001', 'small'), 'anon0001');
    assert.equal(fitFileIdComponent('ANON-10001', 'capital'), undefined);
    assert.equal(fitFileIdComponent('-', 'capital'), undefined);
    assert.ok(isFileIdComponent('ANON0001', 'capital'));
  });
});
