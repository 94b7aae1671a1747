import assert from 'node:assert/strict';
import { characterSetOf, createCharacterDecoder } from '../../../src/core/dicom/charset';
import { VR } from '../../../src/core/dicom/vr';
import { locateText } from '../../../src/core/identifiers/located-text';
import { hex } from '../../support/hex';

/** Each unit of the text with the bytes that it comes from. */
function located(term: string, dump: string): readonly (readonly [unit: string, from: number, to: number])[] {
  const { text, starts, ends } = locateText(hex(dump), VR.LO, characterSetOf(term));
  assert.equal(text, createCharacterDecoder(characterSetOf(term))(hex(dump), VR.LO));
  return [...Array(text.length).keys()].map((at) => [text[at]!, starts[at]!, ends[at]!]);
}

describe('text that knows its places', () => {
  it('has a byte each in sets of one byte, and in UTF-8 that is Latin-1', () => {
    assert.deepEqual(located('ISO_IR 100', '"M" FC "l"'), [
      ['M', 0, 1],
      ['ü', 1, 2],
      ['l', 2, 3],
    ]);
    assert.deepEqual(located('ISO_IR 192', '"M" FC "l"'), [
      ['M', 0, 1],
      ['ü', 1, 2],
      ['l', 2, 3],
    ]);
  });

  it('has all bytes of a character, for both units of an astral one', () => {
    assert.deepEqual(located('ISO_IR 192', 'C3 A9 "a" F0 9F 98 80'), [
      ['é', 0, 2],
      ['a', 2, 3],
      ['\ud83d', 3, 7],
      ['\ude00', 3, 7],
    ]);
  });

  it('has its places where bytes are of no character, and text and bytes are of different lengths', () => {
    assert.deepEqual(located('GB18030', 'D5 C5 "-" 81 30 "A" D5 C5').at(-1), ['张', 6, 8]);
    assert.deepEqual(located('ISO 2022 IR 149', '"a" B0 "A-" B0 A1').at(-1), ['가', 4, 6]);
    assert.deepEqual(located('ISO 2022 IR 149', '"a" B0 "A"').slice(1), [
      ['\ufffd', 1, 2],
      ['A', 2, 3],
    ]);
  });

  it('has a byte each where undeclared bytes are Latin-1, though some look like UTF-8', () => {
    assert.deepEqual(located('', 'C3 A9 FC'), [
      ['Ã', 0, 1],
      ['©', 1, 2],
      ['ü', 2, 3],
    ]);
  });
});
