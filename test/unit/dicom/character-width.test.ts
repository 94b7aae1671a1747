import assert from 'node:assert/strict';
import { createDecoder } from '../../../src/core/dicom/charset';
import {
  type CharacterWidth,
  oneByte,
  widthInEuc,
  widthInGb18030,
  widthInShiftJis,
  widthInUndeclared,
  widthInUtf8,
} from '../../../src/core/dicom/coded-character-set';
import {
  characterWidth,
  designatedAt,
  designationSequences,
  initialState,
  segmentsOf,
} from '../../../src/core/dicom/iso2022';
import { VR } from '../../../src/core/dicom/vr';
import { hex } from '../../support/hex';

/** Asserts the width of the character that the bytes begin with, also behind other characters. */
function assertWidths(width: CharacterWidth, cases: Readonly<Record<string, number>>): void {
  for (const [dump, expected] of Object.entries(cases)) {
    const bytes = hex(dump);
    assert.equal(width(bytes, 0, bytes.length), expected, dump);
    const behind = hex(`41 41 41 ${dump}`);
    assert.equal(width(behind, 3, behind.length), expected, `behind others: ${dump}`);
  }
}

describe('the width of a character', () => {
  it('is one where a set has one byte for each', () => {
    assertWidths(oneByte, { '41 41': 1, 'FF FF': 1 });
  });

  it('is two from 81 to FE in EUC', () => {
    assertWidths(widthInEuc, { '41 A1': 1, '80 A1': 1, '81 A1': 2, 'B0 A1': 2, 'FE A1': 2, 'FF A1': 1 });
  });

  it('is two in Shift JIS but for ASCII and katakana', () => {
    assertWidths(widthInShiftJis, { '41 41': 1, '80 41': 1, 'A0 41': 1, 'B1 41': 1, 'DF 41': 1, 'FD 41': 1 });
    assertWidths(widthInShiftJis, { '81 41': 2, '9F 41': 2, 'E0 41': 2, 'FC 41': 2 });
  });

  it('is two or four in GB18030', () => {
    assertWidths(widthInGb18030, { '41 30': 1, '80 30': 1, 'FF 30': 1 });
    assertWidths(widthInGb18030, { '81 40': 2, 'FE 40': 2, '81 2F': 2, '81 3A': 2, '81': 2 });
    assertWidths(widthInGb18030, { '81 30 81 30': 4, 'FE 39 81 30': 4 });
    assert.equal(widthInGb18030(hex('81 30'), 0, 1), 2, 'what stands behind the text is no part of it');
  });

  it('is one to four in UTF-8, and one of what is no UTF-8', () => {
    for (const width of [widthInUtf8, widthInUndeclared]) {
      assertWidths(width, { '41': 1, '7F 80': 1, 'C2 80': 2, 'DF BF': 2 });
      assertWidths(width, { 'E0 A0 80': 3, 'EF BF BD': 3, 'F0 90 80 80': 4, 'F4 80 80 80': 4 });
      assertWidths(width, { 'C1 80': 1, 'F5 80 80 80': 1, 'FF 80 80 80': 1, '80 80': 1 });
      assertWidths(width, { 'E2 82': 1, 'E2 82 41': 1, 'E2 41 AC': 1, 'F0 90 80 41': 1, 'C2 C2': 1 });
      assert.equal(width(hex('E2 82 AC'), 0, 2), 1, 'what stands behind the text is no part of it');
    }
  });

  it('is that of the designated set, and ends with the text', () => {
    const kanji = { ...initialState(6), g0: 'jisX0208' } as const;
    assert.equal(characterWidth(hex('30 21'), 0, 2, kanji), 2);
    assert.equal(characterWidth(hex('30 20'), 0, 2, kanji), 1);
    assert.equal(characterWidth(hex('B0 A1'), 0, 2, initialState(149)), 2);
    assert.equal(characterWidth(hex('83 4A'), 0, 2, initialState(13)), 2);
    assert.equal(characterWidth(hex('81 30 81 30'), 0, 4, initialState(58)), 4);
    assert.equal(characterWidth(hex('C3 A9'), 0, 2, initialState(6)), 2);
    assert.equal(characterWidth(hex('E9 E9'), 0, 2, initialState(100)), 1);
    assert.equal(characterWidth(hex('41 83'), 1, 2, initialState(13)), 1);
  });
});

describe('escape sequences', () => {
  const [plain, latin, katakana] = [initialState(6), initialState(100), initialState(13)];

  it('designate one after the other', () => {
    assert.deepEqual(designatedAt(hex('41 1B "$B" 1B ")I" 30 21'), 1), { g0: 'jisX0208', g1: katakana.g1 });
    assert.deepEqual(designatedAt(hex('1B "(J" 41'), 0), { g0: 'ascii' });
    assert.deepEqual(designatedAt(hex('1B "$@" 41'), 0), { g0: 'jisX0208' });
    assert.deepEqual(designatedAt(hex('41 1B "$B"'), 0), {});
    assert.deepEqual(designatedAt(hex('41 "$B"'), 0), {});
    assert.deepEqual(designatedAt(hex('1B "%G" 41'), 0), {});
  });

  it('lead from one state to the other, where there are such', () => {
    assert.equal(designationSequences(plain, plain), '');
    assert.equal(designationSequences(plain, latin), '\x1b-A');
    assert.equal(designationSequences(plain, { ...plain, g0: 'jisX0212' }), '\x1b$(D');
    assert.equal(designationSequences({ ...latin, g0: 'jisX0208' }, katakana), '\x1b(B\x1b)I');
    assert.equal(designationSequences(latin, plain), '');
  });
});

describe('segments of one state', () => {
  const segments = (dump: string): readonly (readonly [from: number, to: number])[] =>
    segmentsOf(hex(dump), VR.PN, initialState(6)).map(({ from, to }) => [from, to]);

  it('are none of an empty value, and none between sequences', () => {
    assert.deepEqual(segments(''), []);
    assert.deepEqual(segments('1B "$B" 1B "(B"'), []);
    assert.deepEqual(segments('1B "$B;3" 1B "(B"'), [[3, 5]]);
  });

  it('end with the value', () => {
    assert.deepEqual(segments('"Doe"'), [[0, 3]]);
  });

  it('go on over delimiters in the state in which values begin, designated or not', () => {
    assert.deepEqual(segments('1B "$B;3" 1B "(BDoe^Jane"'), [
      [3, 5],
      [8, 16],
    ]);
  });
});

describe('names of character sets that are no defined terms', () => {
  const graphics = Uint8Array.from({ length: 0x60 }, (_, index) => 0xa0 + index);
  const decoded = (term: string): string => createDecoder(term)(graphics, VR.LO);

  it('mean the sets that they name', () => {
    for (const [name, registration] of Object.entries({
      ...{ latin1: 100, 'ISO 8859-1': 100, 'ISO 8859-2': 101, 'ISO 8859-3': 109, 'ISO 8859-4': 110 },
      ...{ 'ISO 8859-5': 144, 'ISO 8859-6': 127, 'ISO 8859-7': 126, 'ISO 8859-8': 138, 'ISO 8859-9': 148 },
      ...{ 'ISO 8859-11': 166, 'ISO 8859-15': 203, shift_jis: 13, SJIS: 13, 'EUC-KR': 149, KSC5601: 149 },
      ...{ 'UTF-8': 192, '101': 101, 'ISO 101': 101, 'ISO 2022 101': 101, 'IR 101': 101 },
    }))
      assert.equal(decoded(name), decoded(`ISO_IR ${registration}`), name);
  });

  it('mean none where they only look like it', () => {
    for (const name of ['X101', 'ISO_IR 101 A', 'ISO_IR 1010'])
      assert.equal(decoded(name), decoded(''), name);
    assert.notEqual(decoded('ISO_IR 101'), decoded(''));
  });
});
