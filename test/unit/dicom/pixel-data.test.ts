import assert from 'node:assert/strict';
import { ROW } from '../../../src/core/dicom/element-table';
import {
  dataset,
  dicomFile,
  element,
  encapsulated,
  raw,
  sequence,
  TRANSFER_SYNTAX,
  type Element,
} from '../../support/data-sets';
import { hex } from '../../support/hex';
import {
  assertFault,
  assertRows,
  CountingSource,
  makeScanner,
  scanDataSet,
  scanSource,
} from '../../support/scanning';

describe('scanner: pixel data', () => {
  it('walks fragments by their headers, an offset table first', () => {
    const bytes = hex(`
      E0 7F 10 00 "OB" 00 00 FF FF FF FF
        FE FF 00 E0 04 00 00 00 00 00 00 00
        FE FF 00 E0 06 00 00 00 01 02 03 04 05 06
      FE FF DD E0 00 00 00 00`);
    assertRows(bytes, ['7FE0,0010 OB 0 12 46 fragments open']);
  });

  it('walks fragments without an offset table', () => {
    const bytes = hex(`
      E0 7F 10 00 "OB" 00 00 FF FF FF FF
        FE FF 00 E0 00 00 00 00  FE FF 00 E0 02 00 00 00 01 02
      FE FF DD E0 00 00 00 00`);
    assertRows(bytes, ['7FE0,0010 OB 0 12 38 fragments open']);
  });

  it('is not misled by delimiters inside a fragment', () => {
    const bytes = hex(`
      E0 7F 10 00 "OB" 00 00 FF FF FF FF
        FE FF 00 E0 10 00 00 00  FE FF DD E0 00 00 00 00 FE FF 00 E0 FF FF FF FF
      FE FF DD E0 00 00 00 00
      FA FF FA FF "SQ" 00 00 00 00 00 00`);
    assertRows(bytes, ['7FE0,0010 OB 0 12 44 fragments open', 'FFFA,FFFA SQ 44 56 56']);
  });

  it('takes a missing last delimiter at the end of the file', () => {
    const bytes = hex('E0 7F 10 00 "OB" 00 00 FF FF FF FF  FE FF 00 E0 02 00 00 00 01 02');
    assertRows(bytes, ['7FE0,0010 OB 0 12 22 fragments open']);
  });

  it('misses the last delimiter inside an Item, though that ends with the file', () => {
    const fragments = 'E0 7F 10 00 "OB" 00 00 FF FF FF FF  FE FF 00 E0 02 00 00 00 01 02';
    const bytes = hex(`88 00 00 02 "SQ" 00 00 1E 00 00 00  FE FF 00 E0 16 00 00 00 ${fragments}`);
    assertFault(() => scanDataSet(bytes), 'truncated');
  });

  it('refuses fragments whose delimiter lies behind the Item', () => {
    const fragments = 'E0 7F 10 00 "OB" 00 00 FF FF FF FF  FE FF 00 E0 02 00 00 00 01 02';
    const delimiter = 'FE FF DD E0 00 00 00 00';
    const item = `FE FF 00 E0 16 00 00 00 ${fragments} ${delimiter}`;
    assertFault(
      () => scanDataSet(hex(`88 00 00 02 "SQ" 00 00 FF FF FF FF ${item} ${delimiter}`)),
      'malformed',
    );
  });

  it('refuses a fragment that is cut off, whatever an earlier file had there', () => {
    const head = 'E0 7F 10 00 "OB" 00 00 FF FF FF FF';
    scanDataSet(hex(`${head} FE FF DD E0 00 00 00 00`));
    assertFault(() => scanDataSet(hex(`${head} FE FF`)), 'truncated');
  });

  it('holds small pixels that were read with the header, and no others', () => {
    const small = scanDataSet(hex('E0 7F 10 00 "OW" 00 00 02 00 00 00 01 02'));
    assert.equal(small.table.held[0], 12);
    const behind = scanDataSet(hex('E0 7F 10 00 "OW" 00 00 04 00 00 00 01 02 03 04'), 0, 14);
    assert.equal(behind.table.held[0], -1);
  });

  it('refuses fragments that the file cuts off', () => {
    const head = 'E0 7F 10 00 "OB" 00 00 FF FF FF FF ';
    assertFault(() => scanDataSet(hex(`${head} FE FF 00 E0 04 00 00 00 01 02`)), 'truncated');
    assertFault(() => scanDataSet(hex(`${head} FE FF 00 E0 02 00 00 00 01 02 FE FF`)), 'truncated');
  });

  it('refuses anything but fragments between them', () => {
    const head = 'E0 7F 10 00 "OB" 00 00 FF FF FF FF ';
    assertFault(() => scanDataSet(hex(`${head} FE FF 00 E0 FF FF FF FF 01 02`)), 'malformed');
    assertFault(() => scanDataSet(hex(`${head} 10 00 20 00 02 00 00 00 01 02`)), 'malformed');
  });

  it('finds the pixel data of an icon image inside its item', () => {
    const icon = [element(0x00280010, 'US', 1), element(0x7fe00010, 'OW', [1, 2])];
    const file = dicomFile(dataset(sequence(0x00880200, [icon], { length: 'undefined' })));
    const { table } = scanSource(new CountingSource(file));
    const rows = Array.from({ length: table.count }, (_, row) => row);
    const depths = rows.filter((row) => table.tag[row] === 0x7fe00010).map((row) => table.parent[row]! >= 0);
    assert.deepEqual(depths, [true, false]);
  });

  it('finds encapsulated pixel data inside an item, and what follows it there', () => {
    const bytes = hex(`
      88 00 00 02 "SQ" 00 00 FF FF FF FF
        FE FF 00 E0 FF FF FF FF
          E0 7F 10 00 "OB" 00 00 FF FF FF FF  FE FF 00 E0 02 00 00 00 01 02  FE FF DD E0 00 00 00 00
          E1 7F 10 00 "LO" 02 00 "A "
        FE FF 0D E0 00 00 00 00
      FE FF DD E0 00 00 00 00`);
    assertRows(bytes, [
      '0088,0200 SQ 0 12 76 sequence open',
      '>FFFE,E000 -- 12 20 68 item open',
      '>>7FE0,0010 OB 20 32 50 fragments open',
      '>>7FE1,0010 LO 50 58 60',
    ]);
  });

  it('reads float and double pixel data as values', () => {
    const bytes = hex(`
      E0 7F 08 00 "OF" 00 00 04 00 00 00 00 00 80 3F
      E0 7F 09 00 "OD" 00 00 08 00 00 00 00 00 00 00 00 00 F0 3F`);
    assertRows(bytes, ['7FE0,0008 OF 0 12 16', '7FE0,0009 OD 16 28 36']);
  });
});

describe('scanner: fragments', () => {
  const FRAGMENT = 'FE FF 00 E0 04 00 00 00 01 02 03 04';
  const END = 'FE FF DD E0 00 00 00 00';
  const NEXT = '10 00 20 00 "ZZ" 02 00 "7 "'; // behind Pixel Data it would be taken for stray bytes

  it('are walked in every VR of bytes and in Pixel Data of any VR', () => {
    for (const vr of ['OB', 'OW', 'OF', 'OD', 'OL', 'OV'])
      assertRows(hex(`09 00 01 10 "${vr}" 00 00 FF FF FF FF ${FRAGMENT} ${END}`), [
        `0009,1001 ${vr} 0 12 32 fragments open`,
      ]);
    assertRows(hex(`E0 7F 10 00 "UN" 00 00 FF FF FF FF ${FRAGMENT} ${END}`), [
      '7FE0,0010 UN 0 12 32 fragments open',
    ]);
  });

  it('that are no Pixel Data, or not at the top level, end no data set', () => {
    assertRows(hex(`09 00 01 10 "OB" 00 00 FF FF FF FF ${FRAGMENT} ${END} ${NEXT}`), [
      '0009,1001 OB 0 12 32 fragments open',
      '0010,0020 ZZ 32 40 42',
    ]);
    const inItem = `88 00 00 02 "SQ" 00 00 28 00 00 00 FE FF 00 E0 20 00 00 00`;
    assertRows(hex(`${inItem} E0 7F 10 00 "OB" 00 00 FF FF FF FF ${FRAGMENT} ${END} ${NEXT}`), [
      '0088,0200 SQ 0 12 52 sequence',
      '>FFFE,E000 -- 12 20 52 item',
      '>>7FE0,0010 OB 20 32 52 fragments open',
      '0010,0020 ZZ 52 60 62',
    ]);
    const icon = '88 00 00 02 "SQ" 00 00 16 00 00 00 FE FF 00 E0 0E 00 00 00';
    assertRows(hex(`${icon} E0 7F 10 00 "OW" 00 00 02 00 00 00 01 02 ${NEXT}`), [
      '0088,0200 SQ 0 12 34 sequence',
      '>FFFE,E000 -- 12 20 34 item',
      '>>7FE0,0010 OW 20 32 34',
      '0010,0020 ZZ 34 42 44',
    ]);
  });

  it('of Pixel Data end it: what is no element behind them is dropped', () => {
    const bytes = hex(`E0 7F 10 00 "OB" 00 00 FF FF FF FF ${FRAGMENT} ${END} ${NEXT}`);
    const { table, end } = scanDataSet(bytes);
    assert.deepEqual([table.count, end], [1, 32]);
  });

  it('in an item must have their delimiter, at the end of the file, too', () => {
    const open = '88 00 00 02 "SQ" 00 00 FF FF FF FF FE FF 00 E0 FF FF FF FF';
    const bytes = hex(`${open} E0 7F 10 00 "OB" 00 00 FF FF FF FF ${FRAGMENT}`);
    assertFault(() => scanDataSet(bytes), 'truncated');
  });
});

describe('scanner: what follows pixel data', () => {
  const PIXELS = 'E0 7F 10 00 "OW" 00 00 02 00 00 00 01 02'; // 14 bytes

  it('finds a signature, padding and private groups', () => {
    const bytes = hex(`${PIXELS}
      E1 7F 10 00 "LO" 04 00 "ACME"
      FA FF FA FF "SQ" 00 00 08 00 00 00  FE FF 00 E0 00 00 00 00
      FC FF FC FF "OB" 00 00 02 00 00 00 00 00`);
    assertRows(bytes, [
      '7FE0,0010 OW 0 12 14',
      '7FE1,0010 LO 14 22 26',
      'FFFA,FFFA SQ 26 38 46 sequence',
      '>FFFE,E000 -- 38 46 46 item',
      'FFFC,FFFC OB 46 58 60',
    ]);
  });

  it('leaves stray bytes behind that are no element', () => {
    const strays = [
      '"x"',
      '"trailer"',
      '"no element here"',
      '10 00 20 00 "LO" 04',
      '"ABCD" 04 00 00 00 "Doe "',
      'FE FF 00 E0 04 00 00 00 "Doe "',
    ];
    for (const stray of strays) {
      const { table, end } = scanDataSet(hex(`${PIXELS} ${stray}`));
      assert.deepEqual([table.count, end], [1, 14], stray);
    }
  });

  it('leaves stray bytes behind in Implicit VR, and takes private elements that fit', () => {
    const pixels = 'E0 7F 10 00 02 00 00 00 01 02'; // 10 bytes
    const stray = scanDataSet(hex(`${pixels} E1 7F 01 10 40 00 00 00 "AB"`), ROW.implicit);
    assert.deepEqual([stray.table.count, stray.end], [1, 10]);
    const rows = ['7FE0,0010 OW 0 8 10', '7FE1,1001 -- 10 18 20'];
    assertRows(hex(`${pixels} E1 7F 01 10 02 00 00 00 "AB"`), rows, ROW.implicit);
    const items = 'FE FF 00 E0 00 00 00 00  FE FF DD E0 00 00 00 00';
    assertRows(
      hex(`${pixels} E1 7F 01 10 FF FF FF FF ${items}`),
      ['7FE0,0010 OW 0 8 10', '7FE1,1001 -- 10 18 34 sequence open', '>FFFE,E000 -- 18 26 26 item'],
      ROW.implicit,
    );
  });

  it('is what follows Pixel Data of any VR', () => {
    const { table, end } = scanDataSet(hex('E0 7F 10 00 "US" 02 00 01 02 "no element here"'));
    assert.deepEqual([table.count, end], [1, 10]);
    for (const form of ['08 00 "OF"', '09 00 "OD"']) {
      const other = scanDataSet(hex(`E0 7F ${form} 00 00 08 00 00 00 "ABCDEFGH" "no element here"`));
      assert.deepEqual([other.table.count, other.end], [1, 20], form);
    }
  });

  it('leaves zeros behind, whatever follows them', () => {
    const { table, end } = scanDataSet(hex(`${PIXELS} 00 00 00 00 00 00 00 00 10 00 20 00 "LO" 02 00 "7 "`));
    assert.deepEqual([table.count, end], [1, 14]);
  });

  it('refuses an element there that the file cuts off', () => {
    assertFault(() => scanDataSet(hex(`${PIXELS} FC FF FC FF "OB" 00 00 08 00 00 00 01 02`)), 'truncated');
  });

  it('takes a delimiter there for an element without a value', () => {
    assertRows(hex(`${PIXELS} FE FF DD E0 00 00 00 00`), ['7FE0,0010 OW 0 12 14', 'FFFE,E0DD -- 14 22 22']);
    assertRows(hex(`${PIXELS} FE FF 0D E0 00 00 00 00`), ['7FE0,0010 OW 0 12 14', 'FFFE,E00D -- 14 22 22']);
  });
});

describe('scanner: bytes that are read', () => {
  const FIRST_READ = 4096;
  const MANY = 300_000;

  function bytesReadOf(
    elements: readonly Element[],
    transferSyntax: string = TRANSFER_SYNTAX.explicitLE,
  ): number {
    const source = new CountingSource(dicomFile(elements, { transferSyntax }));
    scanSource(source, {}, FIRST_READ);
    return source.bytesRead;
  }

  it('do not grow with pixel data', () => {
    const withPixels = (length: number) =>
      bytesReadOf(dataset(element(0x7fe00010, 'OW', new Uint8Array(length))));
    assert.equal(withPixels(2 * FIRST_READ), FIRST_READ);
    assert.equal(withPixels(MANY), FIRST_READ);
    assert.equal(withPixels(10 * MANY), FIRST_READ);
  });

  it('do not grow with fragments', () => {
    const withFragments = (length: number) =>
      bytesReadOf(
        dataset(encapsulated([new Uint8Array(length), new Uint8Array(length)])),
        TRANSFER_SYNTAX.jpegBaseline,
      );
    assert.equal(withFragments(10 * MANY), withFragments(MANY));
  });

  it('do not grow with any other long value that is no text', () => {
    const long = new Uint8Array(MANY);
    const elements = [
      element(0x00420011, 'OB', long),
      element(0x00091001, 'UN', long),
      element(0x00660016, 'OF', long),
    ];
    assert.ok(bytesReadOf(dataset(...elements)) < MANY);
    const icon = sequence(0x00880200, [[element(0x7fe00010, 'OW', long)]]);
    assert.ok(bytesReadOf(dataset(icon)) < MANY);
  });

  it('cover long text, because it may quote UIDs, in UN as well', () => {
    const text = 'x'.repeat(MANY);
    const file = dicomFile(
      dataset(
        element(0x00091001, 'UT', text),
        element(0x0040a160, 'UT', text),
        element(0x00104000, 'UN', Buffer.from(text)),
      ),
    );
    const { table } = scanSource(new CountingSource(file));
    for (const tag of [0x00091001, 0x0040a160, 0x00104000]) {
      const row = table.tag.indexOf(tag);
      assert.ok(table.held[row]! > 0);
      assert.equal(table.valueLength(row), MANY);
    }
  });

  it('are kept apart from what was skipped, so that what follows can be read', () => {
    const behind = hex('FC FF FC FF "OB" 00 00 04 00 00 00 "TAIL"');
    const file = dicomFile([...dataset(element(0x7fe00010, 'OW', new Uint8Array(MANY))), raw(behind)]);
    const { window, table } = scanSource(new CountingSource(file), {}, FIRST_READ);
    const last = table.count - 1;
    assert.equal(table.tag[last], 0xfffcfffc);
    const held = table.held[last]!;
    assert.equal(Buffer.from(window.bytes.subarray(held, held + 4)).toString(), 'TAIL');
    assert.equal(window.heldAt(table.valueAt(last), table.end[last]!), held);
  });

  it('stop before the group that the survey asks for', () => {
    const { window, table, scanner } = makeScanner(256);
    window.open(new CountingSource(dicomFile(dataset(element(0x7fe00010, 'OW', new Uint8Array(MANY))))));
    const end = scanner.scanDataSet(132, 0, { lastGroup: 0x0010 });
    assert.equal(table.tag[table.count - 1]! >>> 16, 0x0010);
    assert.equal(end, table.end[table.count - 1]);
    assert.equal(table.flags[table.count - 1]! & ROW.implicit, 0);
  });
});
