import assert from 'node:assert/strict';
import { ROW } from '../../../src/core/dicom/element-table';
import { hex } from '../../support/hex';
import { assertRows, scanDataSet } from '../../support/scanning';

describe('scanner: encodings', () => {
  it('finds the elements of Explicit VR Little Endian', () => {
    const bytes = hex(`
      08 00 16 00 "UI" 04 00 "1.2" 00
      10 00 10 00 "PN" 04 00 "Doe "
      42 00 11 00 "OB" 00 00 02 00 00 00 01 02`);
    assertRows(bytes, ['0008,0016 UI 0 8 12', '0010,0010 PN 12 20 24', '0042,0011 OB 24 36 38']);
  });

  it('finds the elements of Implicit VR Little Endian', () => {
    const bytes = hex(`
      08 00 16 00 04 00 00 00 "1.2" 00
      09 00 10 00 04 00 00 00 "ACME"
      09 00 01 10 02 00 00 00 01 02`);
    const rows = ['0008,0016 UI 0 8 12', '0009,0010 LO 12 20 24', '0009,1001 -- 24 32 34'];
    assertRows(bytes, rows, ROW.implicit);
  });

  it('finds the elements of Explicit VR Big Endian', () => {
    const bytes = hex(`
      00 08 00 16 "UI" 00 04 "1.2" 00
      00 40 02 75 "SQ" 00 00 00 00 00 14
        FF FE E0 00 00 00 00 0C  00 40 00 07 "LO" 00 04 "Head"`);
    const rows = ['0008,0016 UI 0 8 12', '0040,0275 SQ 12 24 44 sequence'];
    assertRows(bytes, [...rows, '>FFFE,E000 -- 24 32 44 item', '>>0040,0007 LO 32 40 44'], ROW.big);
  });

  it('keeps the length of a value that is odd', () => {
    const bytes = hex('10 00 20 00 "LO" 03 00 "007"  10 00 30 00 "DA" 00 00');
    assertRows(bytes, ['0010,0020 LO 0 8 11', '0010,0030 DA 11 19 19']);
  });

  it('reads one element in Implicit VR amid Explicit VR and goes on in Explicit VR', () => {
    const bytes = hex(`
      10 00 10 00 "PN" 04 00 "Doe "
      10 00 20 00 04 00 00 00 "007 "
      10 00 40 00 "CS" 02 00 "F "`);
    assertRows(bytes, ['0010,0010 PN 0 8 12', '0010,0020 LO 12 20 24', '0010,0040 CS 24 32 34']);
  });

  it('passes over a VR of no standard and goes on', () => {
    const bytes = hex('10 00 20 00 "ZZ" 00 00 04 00 00 00 "007 "  10 00 40 00 "CS" 02 00 "F "');
    assertRows(bytes, ['0010,0020 ZZ 0 12 16', '0010,0040 CS 16 24 26']);
    const short = hex('10 00 20 00 "ZZ" 04 00 "007 "  10 00 40 00 "CS" 02 00 "F "');
    assertRows(short, ['0010,0020 ZZ 0 8 12', '0010,0040 CS 12 20 22']);
  });

  it('follows a sequence of undefined length in Implicit VR amid Explicit VR', () => {
    const bytes = hex(`
      40 00 75 02 FF FF FF FF
        FE FF 00 E0 00 00 00 00
      FE FF DD E0 00 00 00 00
      40 00 07 00 "LO" 02 00 "7 "`);
    assertRows(bytes, [
      '0040,0275 SQ 0 8 24 sequence open',
      '>FFFE,E000 -- 8 16 16 item',
      '0040,0007 LO 24 32 34',
    ]);
  });

  it('leaves zeros that fill up a data set of Implicit VR', () => {
    const bytes = hex(`10 00 20 00 02 00 00 00 "7 " ${'00 '.repeat(100)}`);
    const { table, end } = scanDataSet(bytes, ROW.implicit);
    assert.deepEqual([table.count, end], [1, 10]);
  });

  it('reads a sequence whose value is one of Implicit VR where it may be undefined, text included', () => {
    const bytes = hex('10 00 10 00 FF FF FF FF  FE FF 00 E0 00 00 00 00  FE FF DD E0 00 00 00 00');
    const rows = ['0010,0010 PN 0 8 24 sequence open', '>FFFE,E000 -- 8 16 16 item'];
    assertRows(bytes, rows, ROW.implicit);
  });

  it('reads the VR where it stands, whatever letters stand before', () => {
    const bytes = hex('10 00 20 00 "LO" 04 00 "SABC"  10 00 40 00 "CS" 02 00 "F "');
    assertRows(bytes, ['0010,0020 LO 0 8 12', '0010,0040 CS 12 20 22']);
  });

  it('leaves zeros that fill up a data set behind a value that is passed over', () => {
    const long = Buffer.concat([hex('09 00 01 10 "OB" 00 00 70 11 01 00'), Buffer.alloc(70_000, 'x')]);
    const { table, end } = scanDataSet(Buffer.concat([long, Buffer.alloc(100)]));
    assert.deepEqual([table.count, end], [1, long.length]);
  });

  it('takes elements in any order of tags, repeated ones too', () => {
    const bytes = hex(`
      10 00 20 00 "LO" 02 00 "B "
      10 00 10 00 "PN" 02 00 "A "
      10 00 20 00 "LO" 02 00 "C "`);
    assertRows(bytes, ['0010,0020 LO 0 8 10', '0010,0010 PN 10 18 20', '0010,0020 LO 20 28 30']);
  });
});

describe('scanner: sequences', () => {
  const CODE = '08 00 00 01 "SH" 02 00 "T1"'; // 10 bytes

  it('follows defined lengths', () => {
    const bytes = hex(`
      40 00 75 02 "SQ" 00 00 24 00 00 00
        FE FF 00 E0 0A 00 00 00 ${CODE}
        FE FF 00 E0 0A 00 00 00 ${CODE}
      10 00 20 00 "LO" 02 00 "7 "`);
    assertRows(bytes, [
      '0040,0275 SQ 0 12 48 sequence',
      '>FFFE,E000 -- 12 20 30 item',
      '>>0008,0100 SH 20 28 30',
      '>FFFE,E000 -- 30 38 48 item',
      '>>0008,0100 SH 38 46 48',
      '0010,0020 LO 48 56 58',
    ]);
  });

  it('follows undefined lengths, delimiters counted to what they end', () => {
    const bytes = hex(`
      40 00 75 02 "SQ" 00 00 FF FF FF FF
        FE FF 00 E0 FF FF FF FF ${CODE} FE FF 0D E0 00 00 00 00
      FE FF DD E0 00 00 00 00
      10 00 20 00 "LO" 02 00 "7 "`);
    assertRows(bytes, [
      '0040,0275 SQ 0 12 46 sequence open',
      '>FFFE,E000 -- 12 20 38 item open',
      '>>0008,0100 SH 20 28 30',
      '0010,0020 LO 46 54 56',
    ]);
  });

  it('follows one kind of length inside the other', () => {
    const bytes = hex(`
      40 00 75 02 "SQ" 00 00 FF FF FF FF
        FE FF 00 E0 0A 00 00 00 ${CODE}
      FE FF DD E0 00 00 00 00
      40 00 08 00 "SQ" 00 00 1A 00 00 00
        FE FF 00 E0 FF FF FF FF ${CODE} FE FF 0D E0 00 00 00 00`);
    assertRows(bytes, [
      '0040,0275 SQ 0 12 38 sequence open',
      '>FFFE,E000 -- 12 20 30 item',
      '>>0008,0100 SH 20 28 30',
      '0040,0008 SQ 38 50 76 sequence',
      '>FFFE,E000 -- 50 58 76 item open',
      '>>0008,0100 SH 58 66 68',
    ]);
  });

  it('takes empty sequences and empty items', () => {
    const bytes = hex(`
      40 00 75 02 "SQ" 00 00 00 00 00 00
      40 00 08 00 "SQ" 00 00 08 00 00 00  FE FF 00 E0 00 00 00 00
      40 00 40 03 "SQ" 00 00 FF FF FF FF  FE FF DD E0 00 00 00 00`);
    assertRows(bytes, [
      '0040,0275 SQ 0 12 12',
      '0040,0008 SQ 12 24 32 sequence',
      '>FFFE,E000 -- 24 32 32 item',
      '0040,0340 SQ 32 44 52 sequence open',
    ]);
  });

  it('takes a delimiter at the end of a defined length', () => {
    const bytes = hex(`
      40 00 75 02 "SQ" 00 00 22 00 00 00
        FE FF 00 E0 12 00 00 00 ${CODE} FE FF 0D E0 00 00 00 00
        FE FF DD E0 00 00 00 00`);
    assertRows(bytes, [
      '0040,0275 SQ 0 12 46 sequence',
      '>FFFE,E000 -- 12 20 38 item',
      '>>0008,0100 SH 20 28 30',
    ]);
  });

  it('reads sequences of Implicit VR by the dictionary, private ones of undefined length too', () => {
    const bytes = hex(`
      40 00 75 02 12 00 00 00  FE FF 00 E0 0A 00 00 00 08 00 00 01 02 00 00 00 "T1"
      41 00 01 10 FF FF FF FF
        FE FF 00 E0 0A 00 00 00 08 00 00 01 02 00 00 00 "T1"
      FE FF DD E0 00 00 00 00`);
    const rows = [
      '0040,0275 SQ 0 8 26 sequence',
      '>FFFE,E000 -- 8 16 26 item',
      '>>0008,0100 SH 16 24 26',
      '0041,1001 -- 26 34 60 sequence open',
      '>FFFE,E000 -- 34 42 52 item',
      '>>0008,0100 SH 42 50 52',
    ];
    assertRows(bytes, rows, ROW.implicit);
  });
});
