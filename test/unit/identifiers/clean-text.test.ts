import assert from 'node:assert/strict';
import { VR } from '../../../src/core/dicom/vr';
import { type Change, editsThatFit } from '../../../src/core/identifiers/clean-text';
import { applyEdits } from '../../../src/core/identifiers/finding';

/** A text in which ANON-0001 takes the place of each "Doe", as far as the VR has room. */
function cleaned(text: string, vr: number): string {
  const changes = [...text.matchAll(/Doe/g)].map(({ index: start }): Change => {
    const by = 'ANON-0001';
    return { edits: [{ start, end: start + 3, text: by, ascii: by }], isUid: false };
  });
  return applyEdits(text, editsThatFit(text, vr, changes));
}

describe('edits that fit', () => {
  it('are counted for each value, of names for each component group', () => {
    const long = 'A'.repeat(58);
    assert.equal(cleaned(`${long}^Doe=Doe\\Doe`, VR.PN), `${long}^=ANON-0001\\ANON-0001`);
    assert.equal(cleaned(`${long}^Doe=Doe\\Doe`, VR.LO), `${long}^=\\ANON-0001`);
  });

  it('are counted for the whole of a text in which a backslash divides nothing', () => {
    const long = 'A'.repeat(1012);
    assert.equal(cleaned(`${long} Doe\\Doe`, VR.ST), `${long} ANON-0001\\`);
    assert.equal(cleaned(`${long} Doe\\Doe`, VR.UT), `${long} ANON-0001\\ANON-0001`);
  });
});
