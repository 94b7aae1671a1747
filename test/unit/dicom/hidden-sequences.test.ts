import assert from 'node:assert/strict';
import { ROW } from '../../../src/core/dicom/element-table';
import { hex } from '../../support/hex';
import {
  assertFault,
  assertRows,
  CountingSource,
  makeScanner,
  outline,
  scanDataSet,
} from '../../support/scanning';

/** How each row is encoded, as flags of ROW. */
function encodingsOf(bytes: Uint8Array, encoding = 0): readonly number[] {
  const { table } = scanDataSet(bytes, encoding);
  return [...table.flags.subarray(0, table.count)].map((flags) => flags & (ROW.implicit | ROW.big));
}

describe('scanner: sequences in other VRs', () => {
  const IMPLICIT = '08 00 00 01 02 00 00 00 "T1"'; // 10 bytes each
  const EXPLICIT = '08 00 00 01 "SH" 02 00 "T1"';

  it('reads a sequence of the standard in UN of defined length as Implicit VR', () => {
    const bytes = hex(`40 00 75 02 "UN" 00 00 12 00 00 00  FE FF 00 E0 0A 00 00 00 ${IMPLICIT}`);
    assertRows(bytes, [
      '0040,0275 UN 0 12 30 sequence',
      '>FFFE,E000 -- 12 20 30 item',
      '>>0008,0100 SH 20 28 30',
    ]);
  });

  it('reads UN of undefined length as a sequence, whatever the attribute', () => {
    const bytes = hex(`
      09 00 01 10 "UN" 00 00 FF FF FF FF
        FE FF 00 E0 FF FF FF FF ${IMPLICIT} FE FF 0D E0 00 00 00 00
      FE FF DD E0 00 00 00 00`);
    assertRows(bytes, [
      '0009,1001 UN 0 12 46 sequence open',
      '>FFFE,E000 -- 12 20 38 item open',
      '>>0008,0100 SH 20 28 30',
    ]);
  });

  it('reads a private UN of defined length that begins like a sequence', () => {
    const bytes = hex(`09 00 01 10 "UN" 00 00 12 00 00 00  FE FF 00 E0 0A 00 00 00 ${IMPLICIT}`);
    assertRows(bytes, [
      '0009,1001 UN 0 12 30 sequence',
      '>FFFE,E000 -- 12 20 30 item',
      '>>0008,0100 SH 20 28 30',
    ]);
  });

  it('reads a private UN of defined length whose Item has an undefined one', () => {
    const item = `FE FF 00 E0 FF FF FF FF ${IMPLICIT} FE FF 0D E0 00 00 00 00`;
    assertRows(hex(`09 00 01 10 "UN" 00 00 1A 00 00 00 ${item}`), [
      '0009,1001 UN 0 12 38 sequence',
      '>FFFE,E000 -- 12 20 38 item open',
      '>>0008,0100 SH 20 28 30',
    ]);
  });

  it('reads one without a VR in the byte order of the file', () => {
    const bytes = hex('00 09 10 01 00 00 00 12  FF FE E0 00 00 00 00 0A  00 08 01 00 00 00 00 02 "T1"');
    assertRows(
      bytes,
      ['0009,1001 -- 0 8 26 sequence', '>FFFE,E000 -- 8 16 26 item', '>>0008,0100 SH 16 24 26'],
      ROW.big,
    );
  });

  it('reads one without a VR as the rest of the file, though a length in it looks like a VR', () => {
    const text = Buffer.alloc(0x4f4c, 'a'); // the length is written as "LO" 00 00
    const length = (value: number): Buffer => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      return bytes;
    };
    const inside = Buffer.concat([hex('40 00 60 A1'), length(text.length), text]);
    const item = Buffer.concat([hex('FE FF 00 E0'), length(inside.length), inside]);
    const bytes = Buffer.concat([hex('09 00 01 10'), length(item.length), item]);
    assertRows(
      new Uint8Array(bytes),
      [
        `0009,1001 -- 0 8 ${bytes.length} sequence`,
        `>FFFE,E000 -- 8 16 ${bytes.length} item`,
        `>>0040,A160 UT 16 24 ${bytes.length}`,
      ],
      ROW.implicit,
    );
  });

  it('reads Explicit VR inside UN where a writer left it', () => {
    const bytes = hex(`40 00 75 02 "UN" 00 00 12 00 00 00  FE FF 00 E0 0A 00 00 00 ${EXPLICIT}`);
    const { table } = scanDataSet(bytes);
    assert.equal(outline(table)[2], '>>0008,0100 SH 20 28 30');
    assert.equal(table.flags[2]! & ROW.implicit, 0);
  });

  it('reads what UN holds in Big Endian files as Little Endian', () => {
    const bytes = hex(`00 40 02 75 "UN" 00 00 00 00 00 12  FE FF 00 E0 0A 00 00 00 ${IMPLICIT}`);
    const rows = ['0040,0275 UN 0 12 30 sequence', '>FFFE,E000 -- 12 20 30 item', '>>0008,0100 SH 20 28 30'];
    assertRows(bytes, rows, ROW.big);
  });

  it('reads what a private UN holds in Big Endian files as Little Endian, what an OB holds, too', () => {
    for (const vr of ['UN', 'OB']) {
      const bytes = hex(`00 09 10 01 "${vr}" 00 00 00 00 00 12  FE FF 00 E0 0A 00 00 00 ${EXPLICIT}`);
      const rows = [`0009,1001 ${vr} 0 12 30 sequence`, '>FFFE,E000 -- 12 20 30 item'];
      assertRows(bytes, [...rows, '>>0008,0100 SH 20 28 30'], ROW.big);
      assert.deepEqual(encodingsOf(bytes, ROW.big), [ROW.big, 0, 0]);
    }
  });

  it('knows of everything in it how it is encoded', () => {
    const head = 'FE FF 00 E0 0A 00 00 00';
    for (const tag of ['40 00 75 02', '09 00 01 10']) {
      const { implicit } = ROW;
      const bytes = (content: string) => hex(`${tag} "UN" 00 00 12 00 00 00 ${head} ${content}`);
      assert.deepEqual(encodingsOf(bytes(IMPLICIT)), [0, implicit, implicit]);
      assert.deepEqual(encodingsOf(bytes(EXPLICIT)), [0, 0, 0]);
      const open = hex(`${tag} "UN" 00 00 FF FF FF FF ${head} ${IMPLICIT} FE FF DD E0 00 00 00 00`);
      assert.deepEqual(encodingsOf(open), [0, implicit, implicit]);
    }
  });

  it('finds one that holds an empty item only', () => {
    const bytes = hex('09 00 01 10 "UN" 00 00 08 00 00 00  FE FF 00 E0 00 00 00 00');
    assertRows(bytes, ['0009,1001 UN 0 12 20 sequence', '>FFFE,E000 -- 12 20 20 item']);
  });

  it('takes an empty UN for an empty value', () => {
    assertRows(hex('40 00 75 02 "UN" 00 00 00 00 00 00'), ['0040,0275 UN 0 12 12']);
  });

  it('looks for none where the VR is that of a value', () => {
    const items = `FE FF 00 E0 0A 00 00 00 ${IMPLICIT}`;
    assertRows(hex(`40 00 75 02 "UT" 00 00 12 00 00 00 ${items}`), ['0040,0275 UT 0 12 30']);
    assertRows(hex(`09 00 01 10 "UT" 00 00 12 00 00 00 ${items}`), ['0009,1001 UT 0 12 30']);
    assertRows(hex(`10 00 20 00 "UN" 00 00 12 00 00 00 ${items}`), ['0010,0020 UN 0 12 30']);
    assertRows(hex(`10 00 20 00 12 00 00 00 ${items}`), ['0010,0020 LO 0 8 26'], ROW.implicit);
  });

  it('is done with when it has ended: what is wrong behind it is wrong', () => {
    const bytes = hex(`
      09 00 01 10 "UN" 00 00 12 00 00 00  FE FF 00 E0 0A 00 00 00 ${IMPLICIT}
      10 00 20 00 "LO" 40 00 "7 "`);
    assertFault(() => scanDataSet(bytes), 'truncated');
  });

  it('reads a private OB that holds a sequence', () => {
    const bytes = hex(`09 00 01 10 "OB" 00 00 12 00 00 00  FE FF 00 E0 0A 00 00 00 ${EXPLICIT}`);
    const rows = ['0009,1001 OB 0 12 30 sequence', '>FFFE,E000 -- 12 20 30 item', '>>0008,0100 SH 20 28 30'];
    assertRows(bytes, rows);
  });

  it('does not look into an OB of the standard', () => {
    const bytes = hex(`42 00 11 00 "OB" 00 00 12 00 00 00  FE FF 00 E0 0A 00 00 00 ${EXPLICIT}`);
    assertRows(bytes, ['0042,0011 OB 0 12 30']);
  });

  it('reads a private element of Implicit VR that begins like a sequence', () => {
    const bytes = hex(`09 00 01 10 12 00 00 00  FE FF 00 E0 0A 00 00 00 ${IMPLICIT}`);
    const rows = ['0009,1001 -- 0 8 26 sequence', '>FFFE,E000 -- 8 16 26 item', '>>0008,0100 SH 16 24 26'];
    assertRows(bytes, rows, ROW.implicit);
  });

  it('follows a sequence in UN inside a sequence in UN', () => {
    const bytes = hex(`
      09 00 01 10 "UN" 00 00 22 00 00 00
        FE FF 00 E0 1A 00 00 00
          09 00 02 10 12 00 00 00  FE FF 00 E0 0A 00 00 00 ${IMPLICIT}`);
    assertRows(bytes, [
      '0009,1001 UN 0 12 46 sequence',
      '>FFFE,E000 -- 12 20 46 item',
      '>>0009,1002 -- 20 28 46 sequence',
      '>>>FFFE,E000 -- 28 36 46 item',
      '>>>>0008,0100 SH 36 44 46',
    ]);
  });
});

describe('scanner: values that merely look like a sequence', () => {
  const NEXT = '10 00 20 00 "LO" 02 00 "7 "';

  it('takes a private UN for a value when its items do not work out', () => {
    const bytes = hex(`09 00 01 10 "UN" 00 00 0C 00 00 00  FE FF 00 E0 04 00 00 00 "ABCD"  ${NEXT}`);
    assertRows(bytes, ['0009,1001 UN 0 12 24', '0010,0020 LO 24 32 34']);
  });

  it('takes a private OB for a value when something else follows its first item', () => {
    const item = 'FE FF 00 E0 0A 00 00 00 08 00 00 01 "SH" 02 00 "T1"';
    const bytes = hex(`09 00 01 10 "OB" 00 00 16 00 00 00  ${item} "junk"  ${NEXT}`);
    assertRows(bytes, ['0009,1001 OB 0 12 34', '0010,0020 LO 34 42 44']);
  });

  it('gives up the inner one only, where the outer one works out', () => {
    const bytes = hex(`
      09 00 01 10 "UN" 00 00 1C 00 00 00
        FE FF 00 E0 14 00 00 00
          09 00 02 10 0C 00 00 00  FE FF 00 E0 04 00 00 00 "ABCD"
      ${NEXT}`);
    assertRows(bytes, [
      '0009,1001 UN 0 12 40 sequence',
      '>FFFE,E000 -- 12 20 40 item',
      '>>0009,1002 -- 20 28 40',
      '0010,0020 LO 40 48 50',
    ]);
  });

  it('holds such a value in memory although only its start was loaded', () => {
    const before = Buffer.concat([hex('42 00 11 00 "OB" 00 00 50 C3 00 00'), Buffer.alloc(50_000)]);
    const value = Buffer.concat([hex('FE FF 00 E0 04 00 00 00'), Buffer.alloc(40_000, 'x')]);
    const { window, table, scanner } = makeScanner(24);
    window.open(
      new CountingSource(Buffer.concat([before, hex('09 00 01 10 "UN" 00 00 48 9C 00 00'), value])),
    );
    scanner.scanDataSet(0, 0);
    assert.deepEqual(outline(table), ['0042,0011 OB 0 12 50012', '0009,1001 UN 50012 50024 90032']);
    const held = table.held[1]!;
    assert.deepEqual(Buffer.from(window.bytes.subarray(held, held + value.length)), value);
  });

  it('refuses a sequence of the standard in UN that can not be read, because it could hide a name', () => {
    const broken = hex(`40 00 75 02 "UN" 00 00 0C 00 00 00  FE FF 00 E0 04 00 00 00 "ABCD" ${NEXT}`);
    assertFault(() => scanDataSet(broken), 'malformed');
    const none = hex('40 00 75 02 "UN" 00 00 08 00 00 00 "Doe^Jane"');
    assertFault(() => scanDataSet(none), 'malformed');
  });

  it('takes a UN that does not begin with an item for a value', () => {
    assertRows(hex('09 00 01 10 "UN" 00 00 08 00 00 00 "Doe^Jane"'), ['0009,1001 UN 0 12 20']);
  });
});
