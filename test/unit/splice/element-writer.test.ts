import assert from 'node:assert/strict';
import { VR } from '../../../src/core/dicom/vr';
import { ByteArena } from '../../../src/core/splice/byte-arena';
import {
  binaryFormOf,
  type ElementForm,
  textFormOf,
  writeHeader,
  writeTextElement,
} from '../../../src/core/splice/element-writer';
import { hex, toHex } from '../../support/hex';
import { scanDataSet } from '../../support/scanning';

const PATIENT_NAME: ElementForm = { tag: 0x00100010, vr: VR.PN, implicit: false, big: false };

function written(form: Partial<ElementForm>, text: string): string {
  const arena = new ByteArena();
  arena.latin1('before');
  writeTextElement(arena, { ...PATIENT_NAME, ...form }, text);
  return toHex(arena.bytes.subarray(6, arena.used));
}

function assertWritten(form: Partial<ElementForm>, text: string, dump: string): void {
  assert.equal(written(form, text), toHex(hex(dump)));
}

describe('element writer', () => {
  it('writes Explicit VR, Implicit VR and Big Endian', () => {
    assertWritten({}, 'ANON', '10 00 10 00 "PN" 04 00 "ANON"');
    assertWritten({ implicit: true }, 'ANON', '10 00 10 00 04 00 00 00 "ANON"');
    assertWritten({ big: true }, 'ANON', '00 10 00 10 "PN" 00 04 "ANON"');
    assertWritten({ vr: VR.UT }, 'ANON', '10 00 10 00 "UT" 00 00 04 00 00 00 "ANON"');
    assertWritten({ vr: VR.UT, big: true }, 'ANON', '00 10 00 10 "UT" 00 00 00 00 00 04 "ANON"');
  });

  it('pads text with a space and UIDs with a NUL', () => {
    assertWritten({}, 'ABC', '10 00 10 00 "PN" 04 00 "ABC "');
    assertWritten({ tag: 0x00080018, vr: VR.UI }, '1.2', '08 00 18 00 "UI" 04 00 "1.2" 00');
    assertWritten({ tag: 0x00080018, vr: 0, implicit: true }, '1.2', '08 00 18 00 04 00 00 00 "1.2" 00');
    assertWritten({ vr: 0, implicit: true }, 'ABC', '10 00 10 00 04 00 00 00 "ABC "');
  });

  it('pads UN as the attribute asks, whose readers know it', () => {
    assertWritten({ vr: VR.UN }, 'ABC', '10 00 10 00 "UN" 00 00 04 00 00 00 "ABC "');
    assertWritten({ tag: 0x00080018, vr: VR.UN }, '1.2', '08 00 18 00 "UN" 00 00 04 00 00 00 "1.2" 00');
    assertWritten({ tag: 0x00091001, vr: VR.UN }, '1.2', '09 00 01 10 "UN" 00 00 04 00 00 00 "1.2" 00');
  });

  it('writes a value that a 16-bit length can not say as UN', () => {
    assert.equal(written({}, 'x'.repeat(65_534)).slice(0, 23), '10 00 10 00 50 4e fe ff');
    assert.equal(written({}, 'x'.repeat(65_535)).slice(0, 35), '10 00 10 00 55 4e 00 00 00 00 01 00');
    assert.equal(
      written({ vr: VR.LT }, 'x'.repeat(70_000)).slice(0, 35),
      '10 00 10 00 55 4e 00 00 70 11 01 00',
    );
    assert.equal(written({ implicit: true }, 'x'.repeat(70_000)).slice(0, 23), '10 00 10 00 70 11 01 00');
  });

  it('writes headers without a value', () => {
    const arena = new ByteArena();
    writeHeader(arena, { ...PATIENT_NAME, vr: VR.SQ }, 0);
    assert.equal(
      toHex(arena.bytes.subarray(0, arena.used)),
      toHex(hex('10 00 10 00 "SQ" 00 00 00 00 00 00')),
    );
  });
});

describe('VR of an element that gets text', () => {
  const vrOf = (dump: string): number => textFormOf(scanDataSet(hex(dump)).table, 0).vr;

  it('stays where it can hold text', () => {
    assert.equal(vrOf('10 00 10 00 "LO" 04 00 "Doe "'), VR.LO);
    assert.equal(vrOf('10 00 10 00 "UN" 00 00 04 00 00 00 "Doe "'), VR.UN);
    assert.equal(vrOf('10 00 10 00 "OB" 00 00 04 00 00 00 "Doe "'), VR.OB);
  });

  it('becomes that of the dictionary where it is one of numbers or of no standard', () => {
    assert.equal(vrOf('10 00 10 00 "US" 04 00 "Doe "'), VR.PN);
    assert.equal(vrOf('10 00 20 00 "FD" 08 00 "MRN-1923"'), VR.LO);
    assert.equal(vrOf('10 00 10 00 "ZZ" 04 00 "Doe "'), VR.PN);
  });

  it('becomes UN where the dictionary has no text either', () => {
    assert.equal(vrOf('28 00 10 00 "US" 02 00 02 00'), VR.UN);
    assert.equal(vrOf('09 00 01 10 "SL" 04 00 02 00 00 00'), VR.UN);
  });
});

describe('VR of an element that gets bytes', () => {
  const vrOf = (dump: string): number => binaryFormOf(scanDataSet(hex(dump)).table, 0, VR.US).vr;

  it('stays where it is binary', () => {
    assert.equal(vrOf('28 00 10 00 "SS" 02 00 02 00'), VR.SS);
    assert.equal(vrOf('28 00 10 00 "UN" 00 00 02 00 00 00 02 00'), VR.UN);
  });

  it('becomes the one that is meant where it is one of text or of no standard', () => {
    assert.equal(vrOf('28 00 10 00 "LO" 02 00 "2 "'), VR.US);
    assert.equal(vrOf('28 00 10 00 "ZZ" 02 00 02 00'), VR.US);
  });
});
