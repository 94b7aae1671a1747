import assert from 'node:assert/strict';
import { detectEncoding, ElementHeader } from '../../../src/core/dicom/element-header';
import { ROW } from '../../../src/core/dicom/element-table';
import { HeaderWindow } from '../../../src/core/dicom/header-window';
import { vrName } from '../../../src/core/dicom/vr';
import { hex } from '../../support/hex';
import { assertFault, CountingSource, tagText } from '../../support/scanning';

function openWindow(bytes: Uint8Array): HeaderWindow {
  const window = new HeaderWindow((length) => new Uint8Array(length), 1024);
  window.open(new CountingSource(bytes));
  return window;
}

/** The header of an element that starts the bytes: tag, VR, length, offset of the value, flags of encoding. */
function readHeader(dump: string, encoding = 0): readonly unknown[] {
  const bytes = hex(dump);
  const header = new ElementHeader(openWindow(bytes));
  header.read(0, bytes.length, encoding);
  const vr = header.vr === 0 ? '--' : vrName(header.vr);
  return [tagText(header.tag), vr, header.length, header.value, header.encoding];
}

describe('element header', () => {
  it('reads a 16-bit length behind a short VR', () => {
    assert.deepEqual(readHeader('10 00 20 00 "LO" 04 00 "007 "'), ['0010,0020', 'LO', 4, 8, 0]);
  });

  it('reads a 32-bit length behind a long VR', () => {
    assert.deepEqual(readHeader('42 00 11 00 "OB" 00 00 02 00 00 00 01 02'), ['0042,0011', 'OB', 2, 12, 0]);
  });

  it('reads Big Endian tags and lengths', () => {
    assert.deepEqual(readHeader('00 10 00 20 "LO" 00 04 "007 "', ROW.big), [
      '0010,0020',
      'LO',
      4,
      8,
      ROW.big,
    ]);
    assert.deepEqual(readHeader('00 42 00 11 "OB" 00 00 00 00 00 02 01 02', ROW.big), [
      ...['0042,0011', 'OB', 2, 12],
      ROW.big,
    ]);
  });

  it('takes the VR of Implicit VR from the dictionary, and none where that has none', () => {
    const known = readHeader('10 00 20 00 04 00 00 00 "007 "', ROW.implicit);
    assert.deepEqual(known, ['0010,0020', 'LO', 4, 8, ROW.implicit]);
    const unknown = readHeader('11 00 01 10 02 00 00 00 "AB"', ROW.implicit);
    assert.deepEqual(unknown, ['0011,1001', '--', 2, 8, ROW.implicit]);
  });

  it('reads an element in Implicit VR amid Explicit VR as what it is', () => {
    const read = readHeader('10 00 20 00 04 00 00 00 "007 "');
    assert.deepEqual(read, ['0010,0020', 'LO', 4, 8, ROW.implicit]);
  });

  it('reads a VR of no standard with a 32-bit length when the reserved bytes are zero', () => {
    assert.deepEqual(readHeader('10 00 20 00 "ZZ" 00 00 04 00 00 00 "007 "'), ['0010,0020', 'ZZ', 4, 12, 0]);
    assert.deepEqual(readHeader('10 00 20 00 "ZZ" 00 00 00 00 00 00 "rest"'), ['0010,0020', 'ZZ', 0, 12, 0]);
  });

  it('reads a VR of no standard with a 16-bit length otherwise', () => {
    assert.deepEqual(readHeader('10 00 20 00 "ZZ" 04 00 "007 "'), ['0010,0020', 'ZZ', 4, 8, 0]);
    assert.deepEqual(readHeader('10 00 20 00 "ZZ" 00 00'), ['0010,0020', 'ZZ', 0, 8, 0]);
  });

  it('takes the 32-bit length for one only where both reserved bytes are zero', () => {
    const short = readHeader('10 00 20 00 "ZZ" 04 00 02 00 00 00 "rest"');
    assert.deepEqual(short, ['0010,0020', 'ZZ', 4, 8, 0]);
    const long = readHeader(`10 00 20 00 "ZZ" 00 04 02 00 00 00 ${'00 '.repeat(1020)}`);
    assert.deepEqual(long, ['0010,0020', 'ZZ', 0x400, 8, 0]);
  });

  it('refuses a VR of no standard when what could be its length could be the next element as well', () => {
    assertFault(() => readHeader('07 00 20 00 "ZZ" 00 00 08 00 00 00 "UL" 04 00 01 00 00 00'), 'malformed');
    assertFault(() => readHeader('03 00 20 00 "ZZ" 00 00 04 00 00 00 "UL" 04 00'), 'malformed');
    const other = readHeader('07 00 20 00 "ZZ" 00 00 08 00 00 00 "LO" 04 00 01 00 00 00');
    assert.deepEqual(other, ['0007,0020', 'ZZ', 8, 12, 0]);
  });

  it('takes two capitals for a VR, and nothing else', () => {
    for (const vr of ['AA', 'AZ', 'ZA', 'ZZ'])
      assert.deepEqual(readHeader(`10 00 20 00 "${vr}" 04 00 "007 "`), ['0010,0020', vr, 4, 8, 0]);
    for (const vr of ['40 41', '41 40', '5B 41', '41 5B', '00 41', '41 00', '61 62'])
      assertFault(() => readHeader(`10 00 20 00 ${vr} 04 00 "007 "`), 'malformed');
  });

  it('refuses a VR of no standard when no reading of the length fits', () => {
    assertFault(() => readHeader('10 00 20 00 "ZZ" 40 00 "007 "'), 'malformed');
    assertFault(() => readHeader('10 00 20 00 01 02 40 00 "007 "'), 'malformed');
  });

  it('reports a header that the file cuts off', () => {
    assertFault(() => readHeader('10 00 20 00 "LO" 04'), 'truncated');
    assertFault(() => readHeader('42 00 11 00 "OB" 00 00 02 00'), 'truncated');
  });

  it('knows items and delimiters to have no VR', () => {
    assert.deepEqual(readHeader('FE FF 00 E0 FF FF FF FF').slice(0, 4), ['FFFE,E000', '--', 0xffffffff, 8]);
  });
});

describe('encoding of a data set', () => {
  const encodingOf = (dump: string): number => detectEncoding(openWindow(hex(dump)), 0);

  it('is Explicit VR where a VR stands in its place', () => {
    assert.equal(encodingOf('08 00 05 00 "CS" 0A 00'), 0);
    assert.equal(encodingOf('00 08 00 05 "CS" 00 0A'), ROW.big);
  });

  it('is Implicit VR otherwise', () => {
    assert.equal(encodingOf('08 00 05 00 0A 00 00 00'), ROW.implicit);
    assert.equal(encodingOf('08 00'), ROW.implicit);
    const window = openWindow(hex('08 00 05 00 "CS" 0A 00'));
    window.open(new CountingSource(hex('08 00')));
    assert.equal(detectEncoding(window, 0), ROW.implicit, 'whatever the file before was');
  });

  it('is told by the group number, not by the VR', () => {
    assert.equal(encodingOf('02 00 00 00 "UL" 04 00'), 0);
    assert.equal(encodingOf('00 02 00 00 "UL" 00 04'), ROW.big);
    assert.equal(encodingOf('08 08 05 00 "CS" 0A 00'), 0);
  });
});
