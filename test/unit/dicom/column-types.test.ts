import assert from 'node:assert/strict';
import { differencesIn, offsetsIn } from '../../../src/core/dicom/growing-column';

describe('the numbers of a column', () => {
  it('hold every offset in the file, in 32 bits where those are enough', () => {
    assert.equal(offsetsIn(0xffffffff), Uint32Array);
    assert.equal(offsetsIn(0x100000000), Float64Array);
  });

  it('hold every difference of two offsets, in 32 bits where those are enough', () => {
    assert.equal(differencesIn(0x7fffffff), Int32Array);
    assert.equal(differencesIn(0x80000000), Float64Array);
  });
});
