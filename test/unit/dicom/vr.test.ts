import assert from 'node:assert/strict';
import {
  hasLongLength,
  isKnownVr,
  isText,
  NUMBER_SIZES,
  padByte,
  usesCharacterSet,
  VR,
  vrCode,
  vrName,
} from '../../../src/core/dicom/vr';

const ALL =
  'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV';

/** Names of the codes, of all 65,536, for which the predicate holds. */
function namesWhere(predicate: (code: number) => boolean): string {
  const codes = Array.from({ length: 0x10000 }, (_, code) => code);
  return codes.filter(predicate).map(vrName).join(' ');
}

describe('Value Representations', () => {
  it('are the 34 of PS3.5 §6.2, and no other two bytes are one', () => {
    assert.equal(namesWhere(isKnownVr), ALL);
    assert.equal(Object.keys(VR).join(' '), ALL);
  });

  it('have their two letters, first one high, as code', () => {
    assert.equal(VR.UI, 0x5549);
    for (const [name, code] of Object.entries(VR)) {
      assert.equal(code, Buffer.from(name, 'latin1').readUInt16BE(), name);
    }
  });

  it('have a 32-bit length in explicit VR where PS3.5 Table 7.1-1 says so', () => {
    assert.equal(namesWhere(hasLongLength), 'OB OD OF OL OV OW SQ SV UC UN UR UT UV');
  });

  it('are text where PS3.5 §6.2 calls them character strings', () => {
    assert.equal(namesWhere(isText), 'AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT');
  });

  it('follow Specific Character Set in the seven of PS3.5 §6.1.2.3 only', () => {
    assert.equal(namesWhere(usesCharacterSet), 'LO LT PN SH ST UC UT');
  });

  it('are padded with a space in text and with NUL in UI and binary values', () => {
    assert.equal(
      namesWhere((code) => padByte(code) === 0x20),
      'AE AS CS DA DS DT IS LO LT PN SH ST TM UC UR UT',
    );
    assert.equal(padByte(VR.UI), 0x00);
    assert.equal(padByte(VR.OB), 0x00);
  });

  it('of numbers have the sizes in which PS3.5 §7.3 turns bytes round', () => {
    const ofSize = (size: number): string => namesWhere((code) => NUMBER_SIZES.get(code) === size);
    assert.deepEqual([2, 4, 8].map(ofSize), ['AT OW SS US', 'FL OF OL SL UL', 'FD OD OV SV UV']);
    assert.equal(NUMBER_SIZES.size, 14);
  });

  it('are found by name, and 0 stands for what is no name', () => {
    assert.equal(vrCode('PN'), VR.PN);
    for (const name of ['', 'pn', 'XX', 'PNX', 'toString', '__proto__']) assert.equal(vrCode(name), 0, name);
  });

  it('are named by their letters, unknown ones too', () => {
    assert.equal(vrName(VR.SQ), 'SQ');
    assert.equal(vrName(0x3f3f), '??');
  });
});
