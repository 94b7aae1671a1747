import assert from 'node:assert/strict';
import type { ElementTable } from '../../../src/core/dicom/element-table';
import { DicomError } from '../../../src/core/dicom/errors';
import { DEPTH_LIMIT } from '../../../src/core/dicom/scanner';
import { dataset, dicomFile, element, item, raw, sequence } from '../../support/data-sets';
import { deepNesting } from '../../support/deep-nesting';
import { hex } from '../../support/hex';
import {
  assertFault,
  CountingSource,
  makeScanner,
  scanBytes,
  scanDataSet,
  scanSource,
} from '../../support/scanning';

function depthOf(table: ElementTable): number {
  let depth = 0;
  for (let row = table.count - 1; row >= 0; row = table.parent[row]!) depth++;
  return depth;
}

describe('bad input: lengths', () => {
  it('refuses a length of 3 GB in a file of 100 kB without reading for it', () => {
    const huge = element(0x00420011, 'OB', new Uint8Array(100_000), { length: 3_000_000_000 });
    const source = new CountingSource(dicomFile(dataset(huge)));
    assertFault(() => scanSource(source), 'truncated');
    assert.ok(source.bytesRead < 70_000);
    const text = element(0x0040a160, 'UT', 'x', { length: 3_000_000_000 });
    assertFault(() => scanBytes(dicomFile(dataset(text))), 'truncated');
  });

  it('refuses lengths next to 4 GB', () => {
    for (const length of [0xfffffffe, 0xfffffff0, 0x80000000]) {
      assertFault(
        () => scanBytes(dicomFile(dataset(element(0x00091001, 'UN', 'x', { length })))),
        'truncated',
      );
      assertFault(() => scanBytes(dicomFile(dataset(sequence(0x00081110, [], { length })))), 'truncated');
      const inItem = sequence(0x00081110, [item([], length)], { length: 'undefined' });
      assertFault(() => scanBytes(dicomFile(dataset(inItem))), 'truncated');
    }
  });

  it('refuses undefined length where the VR does not allow it', () => {
    const text = element(0x0040a160, 'UT', 'x', { length: 0xffffffff });
    assertFault(() => scanBytes(dicomFile(dataset(text))), 'malformed');
    const numbers = element(0x00660016, 'OF', [1], { length: 0xffffffff });
    assertFault(() => scanBytes(dicomFile(dataset(numbers))), 'malformed');
    const items = 'FE FF 00 E0 00 00 00 00  FE FF DD E0 00 00 00 00';
    assertFault(() => scanDataSet(hex(`40 00 60 A1 "UT" 00 00 FF FF FF FF ${items}`)), 'malformed');
  });

  it('refuses an item that reaches past its sequence', () => {
    const past = sequence(0x00081110, [item([element(0x00081150, 'UI', '1.2')], 500)], { length: 40 });
    assertFault(() => scanBytes(dicomFile(dataset(past))), 'malformed');
  });

  it('refuses an element that reaches past its item', () => {
    const past = sequence(0x00081110, [[element(0x00081150, 'UI', '1.2', { length: 100 })]]);
    assertFault(() => scanBytes(dicomFile(dataset(past))), 'malformed');
    const nested = sequence(0x00081110, [[sequence(0x00081115, [[]], { length: 100 })]]);
    assertFault(() => scanBytes(dicomFile(dataset(nested))), 'malformed');
  });

  it('refuses an item too short for an element header', () => {
    const bytes = hex(
      '40 00 75 02 "SQ" 00 00 0C 00 00 00 FE FF 00 E0 04 00 00 00 "ABCD"  10 00 20 00 "LO" 02 00 "7 "',
    );
    assertFault(() => scanDataSet(bytes), 'malformed');
  });
});

describe('bad input: delimiters', () => {
  it('refuses a sequence that nothing ends', () => {
    assertFault(() => scanDataSet(hex('40 00 75 02 "SQ" 00 00 FF FF FF FF')), 'truncated');
    assertFault(
      () => scanDataSet(hex('40 00 75 02 "SQ" 00 00 FF FF FF FF FE FF 00 E0 FF FF FF FF')),
      'truncated',
    );
  });

  it('refuses a delimiter in the wrong place', () => {
    const sequenceEndsItem =
      '40 00 75 02 "SQ" 00 00 FF FF FF FF FE FF 00 E0 FF FF FF FF FE FF DD E0 00 00 00 00';
    assertFault(() => scanDataSet(hex(sequenceEndsItem)), 'malformed');
    const itemEndsSequence = '40 00 75 02 "SQ" 00 00 FF FF FF FF FE FF 0D E0 00 00 00 00';
    assertFault(() => scanDataSet(hex(itemEndsSequence)), 'malformed');
    const early = sequence(0x00081110, [
      item([raw(hex('FE FF 0D E0 00 00 00 00')), element(0x00081150, 'UI', '1.2')]),
    ]);
    assertFault(() => scanBytes(dicomFile(dataset(early))), 'malformed');
    const inItem =
      '40 00 75 02 "SQ" 00 00 18 00 00 00 FE FF 00 E0 10 00 00 00 FE FF 0D E0 00 00 00 00 FE FF 00 E0 00 00 00 00';
    assertFault(() => scanDataSet(hex(inItem)), 'malformed');
    assertFault(() => scanDataSet(hex('FE FF DD E0 02 00 00 00 "AB"')), 'malformed');
  });

  it('refuses an item that nothing ends in a sequence that ends', () => {
    const open = '40 00 75 02 "SQ" 00 00 08 00 00 00 FE FF 00 E0 FF FF FF FF';
    assertFault(() => scanDataSet(hex(`${open} 10 00 20 00 "LO" 02 00 "7 "`)), 'malformed');
  });

  it('refuses an item that is in no sequence', () => {
    assertFault(() => scanDataSet(hex('FE FF 00 E0 00 00 00 00 10 00 20 00 "LO" 02 00 "7 "')), 'malformed');
  });

  it('refuses an element in the place of an item', () => {
    const bytes = hex('40 00 75 02 "SQ" 00 00 0A 00 00 00 10 00 20 00 "LO" 02 00 "7 "');
    assertFault(() => scanDataSet(bytes), 'malformed');
  });
});

describe('bad input: depth', () => {
  it('follows 5,000 and 10,000 nested items', () => {
    for (const depth of [5000, 10_000]) {
      const { table, end } = scanDataSet(deepNesting(depth, hex('10 00 20 00 "LO" 02 00 "7 "')));
      assert.equal(depthOf(table), 2 * depth + 1);
      assert.equal(end, table.end[0]);
    }
  });

  it('refuses to go deeper than its limit', () => {
    assert.equal(depthOf(scanDataSet(deepNesting(DEPTH_LIMIT)).table), 2 * DEPTH_LIMIT);
    assertFault(() => scanDataSet(deepNesting(DEPTH_LIMIT + 1)), 'too-deep');
  });

  it('refuses it inside UN as well, instead of passing it over', () => {
    const inner = deepNesting(DEPTH_LIMIT + 1);
    const header = hex('09 00 01 10 "UN" 00 00 00 00 00 00  FE FF 00 E0 00 00 00 00');
    new DataView(header.buffer).setUint32(8, inner.length + 8, true);
    new DataView(header.buffer).setUint32(16, inner.length, true);
    assertFault(() => scanDataSet(Buffer.concat([header, inner])), 'too-deep');
  });
});

describe('bad input: what the error says', () => {
  it('names the attribute and the offset, and no value', () => {
    const bytes = dicomFile(dataset(element(0x0040a160, 'UT', 'Doe^Jane', { length: 4000 })));
    try {
      scanBytes(bytes);
      assert.fail('must be refused');
    } catch (error) {
      assert.ok(error instanceof DicomError);
      assert.equal(error.tag, 0x0040a160);
      assert.equal(error.offset, Buffer.from(bytes).indexOf(hex('40 00 60 A1')));
      assert.match(error.message, /^the value ends beyond the end of the file: \(0040,A160\) at offset \d+$/);
    }
  });

  it('leaves the attribute out when none was read', () => {
    const error = new DicomError('not-dicom', 'nothing here');
    assert.equal(`${error.name}: ${error.message}`, 'DicomError: nothing here (offset 0)');
    assert.equal(new DicomError('malformed', 'wrong', 0, 9).message, 'wrong: (0000,0000) at offset 9');
  });
});

describe('a file that can not be read on', () => {
  const failure = new Error('the disk is gone');

  /** Scans a data set of which only the first bytes can be read. */
  function scanUntil(readable: number, bytes: Uint8Array): void {
    const source = new CountingSource(bytes);
    const { window, scanner } = makeScanner(readable);
    window.open({
      size: source.size,
      read(into, at, length, position) {
        if (position >= readable) throw failure;
        return source.read(into, at, length, position);
      },
    });
    scanner.scanDataSet(0, 0);
  }

  it('is no file that ends, behind Pixel Data either', () => {
    const pixels = 'E0 7F 10 00 "OW" 00 00 02 00 00 00 01 02';
    const file = hex(`${pixels} FC FF FC FF "OB" 00 00 04 00 00 00 01 02 03 04`);
    assert.throws(() => scanUntil(22, file), failure);
  });

  it('is no value that only looked like a sequence', () => {
    const head = hex(
      '09 00 01 10 "UN" 00 00 84 11 01 00  FE FF 00 E0 7C 11 01 00  40 00 60 A1 "UT" 00 00 70 11 01 00',
    );
    assert.throws(() => scanUntil(40, Buffer.concat([head, Buffer.alloc(70_000, 'x')])), failure);
  });
});
