/** Each of these files was found by fuzzing: what is read and written of them must not depend on who reads. */
import assert from 'node:assert/strict';
import {
  dataset,
  dicomFile,
  element,
  encodeDataSet,
  fileMeta,
  raw,
  sequence,
  TRANSFER_SYNTAX,
  uid,
} from '../../support/data-sets';
import { deflateRawSync } from 'node:zlib';
import { DicomError } from '../../../src/core/dicom/errors';
import { Product } from '../../fuzz/product';
import { hex } from '../../support/hex';
import { newUid, rewrite, topLevelTags } from '../../support/rewriting';
import { assertFault, scanBytes, scanDataSet } from '../../support/scanning';

const PIXELS = element(0x7fe00010, 'OW', [1]);
const CLASS = element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2');

describe('input that readers would take differently', () => {
  it('is searched for UIDs where Pixel Data has the VR of a sequence', () => {
    const instance = uid('in a sequence');
    for (const tag of [0x7fe00008, 0x7fe00010]) {
      const nested = sequence(tag, [[element(0x00081155, 'UI', instance)]], { length: 'undefined' });
      const copy = Buffer.from(rewrite(dicomFile([CLASS, nested]))).toString('latin1');
      assert.ok(copy.includes(newUid(instance)) && !copy.includes(instance));
    }
  });

  it('is dropped behind Pixel Data when no attribute looks like it', () => {
    const longGroupLength = element(0x02000000, 'UL', 'Doe^Jane');
    const unknown = element(0x0018fff0, 'CS', 'Doe^Jane');
    for (const stray of [longGroupLength, unknown]) {
      const copy = Buffer.from(rewrite(dicomFile([CLASS, PIXELS, stray]))).toString('latin1');
      assert.ok(!copy.includes('Doe^Jane'));
    }
  });

  it('keeps group lengths, private and delimiting elements behind Pixel Data among the elements', () => {
    const behind = [
      element(0x7fe10010, 'LO', 'A'),
      element(0xfffc0000, 'UL', 0),
      element(0xfffcfffc, 'OB', 'x'),
    ];
    const { table, layout } = scanBytes(dicomFile([CLASS, PIXELS, ...behind], { meta: 'none' }));
    assert.equal(layout.end, table.end[table.count - 1]);
    assert.equal(table.count, 5);
  });

  it('is refused where a VR of no standard leaves two lengths that fit', () => {
    const empty = raw(hex('18 00 10 00 "ZZ" 00 00'));
    const next = [element(0x00200000, 'UL', 40), element(0x00204000, 'LT', 'a'.repeat(32))];
    assertFault(() => scanBytes(dicomFile([CLASS, empty, ...next])), 'malformed');
    const skipped = element(0x00091001, 'OB', new Uint8Array(70_000).fill(1));
    assertFault(() => scanBytes(dicomFile([CLASS, skipped, empty, ...next])), 'malformed');
  });

  it('is refused so although what follows has not been read yet, or stands behind what was passed over', () => {
    const first = hex('08 00 16 00 "UI" 04 00 "1.2" 00');
    const doubtful = hex(`
      18 00 10 00 "ZZ" 00 00
      20 00 00 00 "UL" 04 00 18 00 00 00  20 00 00 40 "LT" 10 00 "abcdefghijklmnop"`);
    const passedOver = Buffer.concat([hex('09 00 01 10 "OB" 00 00 70 11 01 00'), Buffer.alloc(70_000, 'x')]);
    for (const firstRead of [24, 4096])
      assertFault(() => scanDataSet(Buffer.concat([first, doubtful]), 0, firstRead), 'malformed');
    assertFault(() => scanDataSet(Buffer.concat([first, passedOver, doubtful])), 'malformed');
  });

  it('is no two lengths where the second element would lie behind its Item', () => {
    const item = hex('FE FF 00 E0 0C 00 00 00  10 00 20 00 "ZZ" 00 00 00 00 00 00');
    const next = hex('55 4C 10 00 "LO" 02 00 "A "');
    const { table } = scanDataSet(Buffer.concat([hex('40 00 75 02 "SQ" 00 00 14 00 00 00'), item, next]));
    assert.equal(table.count, 4);
  });

  it('is no two lengths where the second element would be of no attribute', () => {
    const value = Buffer.alloc(0x10004);
    const { table } = scanDataSet(Buffer.concat([hex('10 00 20 00 "ZZ" 00 00 04 00 01 00'), value]));
    assert.deepEqual([table.count, table.valueLength(0)], [1, value.length]);
  });

  it('is refused where a delimiter of some length stands behind a value that is passed over', () => {
    const long = Buffer.concat([hex('09 00 01 10 "OB" 00 00 70 11 01 00'), Buffer.alloc(70_000, 'x')]);
    const stray = (length: string): Buffer =>
      Buffer.concat([long, hex(`FE FF DD E0 ${length} 00 00 00`), hex('10 00 20 00 "LO" 02 00 "7 "')]);
    assert.equal(scanDataSet(stray('00')).table.count, 3);
    assertFault(() => scanDataSet(stray('0A')), 'malformed');
  });

  it('is read with the length that fits where a VR of no standard leaves one', () => {
    const empty = raw(hex('18 00 10 00 "ZZ" 00 00'));
    const next = element(0x00181020, 'LO', 'abcd');
    const { table } = scanBytes(dicomFile([CLASS, empty, next], { meta: 'none' }));
    assert.deepEqual([...table.tag.subarray(0, table.count)], [0x00080016, 0x00180010, 0x00181020]);
  });

  it('is refused when the first elements, which say how it is encoded, are removed', () => {
    const implicit = raw(encodeDataSet([element(0x00280010, 'US', 2)], { encoding: 'implicit-le' }));
    const mixed = dicomFile([element(0x00070010, 'LO', 'PRIVATE '), implicit]);
    assertRefused(mixed.slice(), ['mark']);
  });

  it('is refused then although the element that says so next is one that every output has', () => {
    const name = raw(encodeDataSet([element(0x00100010, 'PN', 'Doe^Jane')], { encoding: 'implicit-le' }));
    assertRefused(dicomFile([element(0x00070010, 'LO', 'PRIVATE '), name]).slice(), ['mark']);
  });

  it('is read as it was when an element that every output has comes first then', () => {
    const implicit = raw(encodeDataSet([element(0x00280010, 'US', 2)], { encoding: 'implicit-le' }));
    const copy = rewrite(dicomFile([element(0x00070010, 'LO', 'PRIVATE '), implicit]));
    assert.deepEqual(topLevelTags(copy), ['0012,0062', '0012,0063', '0028,0010', '0028,0303']);
  });

  it('is refused when File Meta Information stands behind other elements', () => {
    const elements = dataset();
    const meta = fileMeta(elements, TRANSFER_SYNTAX.explicitLE);
    const first = element(0x00090010, 'LO', 'PRIVATE ');
    const last = element(0x00280303, 'CS', 'MODIFIED');
    assertFault(() => scanBytes(dicomFile([first, ...meta, ...elements], { meta: 'none' })), 'malformed');
    assertFault(() => scanBytes(dicomFile([...elements, last, ...meta])), 'malformed');
  });

  it('is refused when File Meta Information is in two encodings', () => {
    const elements = dataset();
    const again = encodeDataSet(fileMeta(elements, TRANSFER_SYNTAX.implicitLE), { encoding: 'implicit-le' });
    const file = dicomFile([raw(again), ...elements], { transferSyntax: TRANSFER_SYNTAX.implicitLE });
    assertFault(() => scanBytes(file), 'malformed');
  });

  it('is refused when its byte order is not that of the transfer syntax, and elements are odd as well', () => {
    const form = { encoding: 'explicit-be', transferSyntax: TRANSFER_SYNTAX.explicitLE } as const;
    const unknown = element(0x0018fff0, 'CS', 'A');
    assert.equal(scanBytes(dicomFile(dataset(), form)).layout.deflated, false);
    assertFault(() => scanBytes(dicomFile(dataset(unknown), form)), 'malformed');
    assertFault(() => scanBytes(dicomFile([PIXELS, CLASS], form)), 'malformed');
  });

  it('is refused when a group length is longer than four bytes', () => {
    const length = element(0x02800000, 'UL', 'Doe^Jane');
    assertFault(() => scanBytes(dicomFile([CLASS, length, PIXELS])), 'malformed');
  });

  it('has its group lengths kept as numbers, whatever VR they have', () => {
    const length = element(0x00080000, 'UI', new Uint8Array([1, 2, 3, 4]));
    const copy = scanBytes(rewrite(dicomFile([length, CLASS, PIXELS], { meta: 'none' })));
    assert.equal(copy.table.tag[0], 0x00080000);
    assert.equal(copy.table.valueLength(0), 4);
  });

  it('is refused when File Meta Information is Big Endian', () => {
    const meta = fileMeta(dataset(), TRANSFER_SYNTAX.explicitBE);
    const swapped = raw(encodeDataSet(meta, { encoding: 'explicit-be' }));
    assertFault(() => scanBytes(dicomFile([swapped, ...dataset()], { meta: 'none' })), 'malformed');
  });

  it('is refused when File Meta Information goes on in the deflated data set', () => {
    const elements = dataset();
    const meta = fileMeta(elements, TRANSFER_SYNTAX.deflatedLE);
    const head = dicomFile([], { meta, transferSyntax: TRANSFER_SYNTAX.explicitLE });
    const deflated = deflateRawSync(encodeDataSet([meta[4]!, ...elements]));
    assertFault(() => new Product(4096).read(Buffer.concat([head, deflated])), 'malformed');
  });

  it('is told as DICOM without preamble when File Meta Information and data set differ in encoding', () => {
    const syntax = element(0x00020010, 'UI', TRANSFER_SYNTAX.explicitBE);
    const bytes = dicomFile([CLASS, PIXELS], {
      meta: [syntax],
      preamble: 'none',
      transferSyntax: TRANSFER_SYNTAX.explicitBE,
    });
    assert.equal(scanBytes(bytes).layout.hasPreamble, false);
    assert.deepEqual(topLevelTags(bytes), ['0008,0016', '7FE0,0010']);
  });
});

function assertRefused(bytes: Uint8Array, off: readonly 'mark'[]): void {
  assert.throws(
    () => rewrite(bytes, { off }),
    (error) => error instanceof DicomError && error.fault === 'malformed',
  );
}
