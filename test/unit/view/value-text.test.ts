import assert from 'node:assert/strict';
import { createDecoder } from '../../../src/core/dicom/charset';
import type { RawValue } from '../../../src/core/view/raw';
import { formatBytes, formatValue } from '../../../src/core/view/value-text';
import { hex } from '../../support/hex';

const PRIVATE = 0x00291008;

function value(vr: string, bytes: Uint8Array, parts: Partial<RawValue> = {}): RawValue {
  return { kind: 'value', tag: PRIVATE, vr, length: bytes.length, head: bytes, littleEndian: true, ...parts };
}

function text(vr: string, bytes: Uint8Array, parts: Partial<RawValue> = {}): string {
  return formatValue(value(vr, bytes, parts), createDecoder('')).text;
}

describe('values in words', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['text without its padding', 'LO', '"ABC "', 'ABC'],
    ['a UID without its padding', 'UI', '"1.2.3" 00', '1.2.3'],
    ['several values with backslashes', 'CS', '"A\\B "', 'A\\B'],
    ['unsigned and signed numbers', 'SS', 'ff ff 01 00', '-1\\1'],
    ['64-bit numbers exactly', 'UV', 'ff ff ff ff ff ff ff ff', '18446744073709551615'],
    ['signed 64-bit numbers exactly', 'SV', 'fe ff ff ff ff ff ff ff', '-2'],
    ['32-bit floats with the digits they have', 'FL', 'cd cc cc 3d', '0.1'],
    ['what is no number as such', 'FL', '00 00 c0 7f 00 00 80 ff', 'NaN\\-Infinity'],
    ['attribute tags', 'AT', '10 00 20 00', '(0010,0020)'],
    ['binary values in hex', 'OB', '00 01 fe', '00 01 FE'],
    ['unknown values that are text as text', 'UN', '"SIEMENS "', 'SIEMENS'],
    ['numbers of a wrong length in hex', 'US', '01 02 03', '01 02 03'],
    ['nothing for an empty value', 'US', '', ''],
  ];
  for (const [what, vr, bytes, expected] of cases) {
    it(`show ${what}`, () => assert.equal(text(vr, hex(bytes)), expected));
  }

  it('read numbers in the byte order of the data set', () => {
    assert.equal(text('US', hex('01 02'), { littleEndian: false }), '258');
  });

  it('cut long text and tell its size', () => {
    const shown = text('LT', Buffer.from('x'.repeat(10_000)));
    assert.match(shown, /^x{4096}… \(9\.8 KB\)$/);
  });

  it('cut long lists of numbers and tell how many there are', () => {
    const shown = text('US', new Uint8Array(512), { length: 200_000 });
    assert.match(shown, /^(0\\){64}… \(100,000 values\)$/);
  });

  it('show the first bytes of long binary values and their size', () => {
    assert.match(text('OB', new Uint8Array(512), { length: 3 * 1024 * 1024 }), /^(00 ){32}… \(3 MB\)$/);
  });

  it('show of pixel data its size only', () => {
    assert.equal(text('OW', new Uint8Array(512), { tag: 0x7fe00010, length: 524_288 }), '512 KB');
  });

  it('write sizes for people', () => {
    assert.deepEqual([0, 1, 1023, 1536, 1024 ** 3, 200 * 1024 ** 3].map(formatBytes), [
      ...['0 bytes', '1 byte', '1023 bytes', '1.5 KB', '1 GB', '200 GB'],
    ]);
  });
});
