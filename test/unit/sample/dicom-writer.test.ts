import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';
import {
  element,
  encapsulated,
  encodeDataSet,
  encodeFile,
  inTagOrder,
  item,
  raw,
  sequence,
  TRANSFER_SYNTAX,
  type DataSetOptions,
  type Element,
} from '../../../src/sample/dicom-writer';
import { hex, toHex } from '../../support/hex';

function assertBytes(elements: readonly Element[], dump: string, options?: DataSetOptions): void {
  assert.equal(toHex(encodeDataSet(elements, options)), toHex(hex(dump)));
}

describe('DICOM writer: values', () => {
  const patientID = element(0x00100020, 'LO', '007');

  it('writes short explicit VR elements with a 2-byte length', () => {
    assertBytes([patientID], '10 00 20 00 "LO" 04 00 "007 "');
  });

  it('writes implicit VR without VR and with a 4-byte length', () => {
    assertBytes([patientID], '10 00 20 00 04 00 00 00 "007 "', { encoding: 'implicit-le' });
  });

  it('writes tags, lengths and numbers of explicit big endian with the high byte first', () => {
    assertBytes(
      [patientID, element(0x00280009, 'AT', 0x00181063), element(0x00280010, 'US', [1, 512])],
      `00 10 00 20 "LO" 00 04 "007 "
       00 28 00 09 "AT" 00 04 00 18 10 63
       00 28 00 10 "US" 00 04 00 01 02 00`,
      { encoding: 'explicit-be' },
    );
  });

  it('writes VRs of the long form with two reserved bytes', () => {
    assertBytes([element(0x00420011, 'OB', [1, 2, 3])], '42 00 11 00 "OB" 00 00 04 00 00 00 01 02 03 00');
  });

  it('pads UIDs with NUL and joins values with a backslash', () => {
    assertBytes([element(0x00080018, 'UI', ['1.2', '1.3'])], '08 00 18 00 "UI" 08 00 "1.2\\1.3" 00');
  });

  it('writes binary numbers in the size of their VR and others as text', () => {
    assertBytes(
      [element(0x00189087, 'FD', 1), element(0x00200013, 'IS', 42), element(0x00660016, 'SS', -2)],
      '18 00 87 90 "FD" 08 00 00 00 00 00 00 00 F0 3F  20 00 13 00 "IS" 02 00 "42"  66 00 16 00 "SS" 02 00 FE FF',
    );
  });

  it('encodes text in the Specific Character Set of its data set', () => {
    const umlaut = element(0x00100010, 'PN', 'Ü');
    assertBytes(
      [element(0x00080005, 'CS', 'ISO_IR 100'), umlaut],
      '08 00 05 00 "CS" 0A 00 "ISO_IR 100" 10 00 10 00 "PN" 02 00 DC 20',
    );
    assertBytes(
      [element(0x00080005, 'CS', 'ISO_IR 192'), umlaut],
      '08 00 05 00 "CS" 0A 00 "ISO_IR 192" 10 00 10 00 "PN" 02 00 C3 9C',
    );
  });

  it('lets an item inherit the character set of its data set or bring its own', () => {
    const name = element(0x0040a123, 'PN', 'Ü');
    const nested = sequence(0x0040a730, [[name], [element(0x00080005, 'CS', 'ISO_IR 100'), name]]);
    const written = toHex(encodeDataSet([element(0x00080005, 'CS', 'ISO_IR 192'), nested]));
    assert.match(written, /40 00 23 a1 50 4e 02 00 c3 9c .* 40 00 23 a1 50 4e 02 00 dc 20$/);
  });

  it('writes escape sequences of ISO 2022 byte for byte', () => {
    assertBytes(
      [element(0x00100010, 'PN', 'Y=\x1b$B;3\x1b(B')],
      '10 00 10 00 "PN" 0A 00 "Y=" 1B "$B;3" 1B "(B"',
    );
  });
});

describe('DICOM writer: sequences', () => {
  const code = element(0x00080100, 'SH', 'T1');

  it('writes defined lengths of sequence and item', () => {
    assertBytes(
      [sequence(0x00081140, [[code], []])],
      `08 00 40 11 "SQ" 00 00 1A 00 00 00
         FE FF 00 E0 0A 00 00 00  08 00 00 01 "SH" 02 00 "T1"
         FE FF 00 E0 00 00 00 00`,
    );
  });

  it('writes undefined lengths with delimiters, for each level by choice', () => {
    assertBytes(
      [sequence(0x00081140, [item([code], 'defined'), item([], 'undefined')], { length: 'undefined' })],
      `08 00 40 11 "SQ" 00 00 FF FF FF FF
         FE FF 00 E0 0A 00 00 00  08 00 00 01 "SH" 02 00 "T1"
         FE FF 00 E0 FF FF FF FF  FE FF 0D E0 00 00 00 00
       FE FF DD E0 00 00 00 00`,
    );
  });

  it('writes the items of a UN sequence in implicit little endian, whatever is around it', () => {
    const hidden = sequence(0x00091010, [[code]], { vr: 'UN', length: 'undefined' });
    const content =
      'FE FF 00 E0 FF FF FF FF 08 00 00 01 02 00 00 00 "T1" FE FF 0D E0 00 00 00 00 FE FF DD E0 00 00 00 00';
    assertBytes([hidden], `09 00 10 10 "UN" 00 00 FF FF FF FF ${content}`);
    assertBytes([hidden], `00 09 10 10 "UN" 00 00 FF FF FF FF ${content}`, { encoding: 'explicit-be' });
  });

  it('writes fragments with a computed offset table', () => {
    assertBytes(
      [encapsulated([hex('FF D8'), hex('FF D9')])],
      `E0 7F 10 00 "OB" 00 00 FF FF FF FF
         FE FF 00 E0 08 00 00 00  00 00 00 00  0A 00 00 00
         FE FF 00 E0 02 00 00 00  FF D8
         FE FF 00 E0 02 00 00 00  FF D9
       FE FF DD E0 00 00 00 00`,
    );
  });

  it('puts right group lengths before each group, in items only when asked', () => {
    const elements = [sequence(0x00081140, [[code]]), element(0x00100020, 'LO', 'A1')];
    const top =
      '08 00 00 00 "UL" 04 00 1E 00 00 00  08 00 40 11 "SQ" 00 00 12 00 00 00 FE FF 00 E0 0A 00 00 00';
    const rest =
      '08 00 00 01 "SH" 02 00 "T1"  10 00 00 00 "UL" 04 00 0A 00 00 00 10 00 20 00 "LO" 02 00 "A1"';
    assertBytes(elements, `${top} ${rest}`, { groupLengths: 'top-level' });
    assert.equal(
      encodeDataSet(elements, { groupLengths: 'everywhere' }).length,
      encodeDataSet(elements, { groupLengths: 'top-level' }).length + 12,
    );
  });
});

describe('DICOM writer: wrong on purpose', () => {
  it('writes a length that lies', () => {
    assertBytes([element(0x00100020, 'LO', 'A1', { length: 0xfffe })], '10 00 20 00 "LO" FE FF "A1"');
    assertBytes(
      [sequence(0x00081140, [item([], 64)], { length: 8 })],
      '08 00 40 11 "SQ" 00 00 08 00 00 00 FE FF 00 E0 40 00 00 00',
    );
  });

  it('leaves an odd value unpadded', () => {
    assertBytes([element(0x00100020, 'LO', '007', { pad: false })], '10 00 20 00 "LO" 03 00 "007"');
  });

  it('takes any VR code, header form, order and raw bytes', () => {
    assertBytes(
      [
        element(0x00100020, '??', 'A1', { longForm: true }),
        raw(hex('DE AD')),
        element(0x00080060, 'OB', 'CT', { longForm: false }),
      ],
      '10 00 20 00 "??" 00 00 02 00 00 00 "A1"  DE AD  08 00 60 00 "OB" 02 00 "CT"',
    );
  });

  it('leaves out the delimiter of fragments and writes a wrong offset table', () => {
    assertBytes(
      [encapsulated([], { offsetTable: [7], delimiter: false })],
      'E0 7F 10 00 "OB" 00 00 FF FF FF FF FE FF 00 E0 04 00 00 00 07 00 00 00',
    );
  });

  it('refuses a value that does not fit a 2-byte length unless the length is given', () => {
    const long = 'x'.repeat(0x10000);
    assert.throws(() => encodeDataSet([element(0x00104000, 'LT', long)]), RangeError);
    assert.equal(encodeDataSet([element(0x00104000, 'LT', long, { length: 0 })]).length, 8 + 0x10000);
  });
});

describe('DICOM writer: files', () => {
  const dataSet = [element(0x00080016, 'UI', '1.2.3'), element(0x00080018, 'UI', '1.2.4')];

  it('writes preamble, prefix and a file meta whose group length is right', () => {
    const file = encodeFile({ dataSet });
    assert.deepEqual(file.subarray(0, 128), new Uint8Array(128));
    assert.equal(toHex(file.subarray(128, 140)), toHex(hex('"DICM" 02 00 00 00 "UL" 04 00')));
    const metaEnd = 144 + Buffer.from(file).readUInt32LE(140);
    assert.equal(toHex(file.subarray(metaEnd)), toHex(encodeDataSet(dataSet)));
  });

  it('names the SOP Class and Instance of the data set in the file meta', () => {
    const meta = Buffer.from(encodeFile({ dataSet })).toString('latin1', 132);
    assert.ok(
      meta.includes('\x02\0\x02\0UI\x06\x001.2.3\0') && meta.includes('\x02\0\x03\0UI\x06\x001.2.4\0'),
    );
  });

  it('keeps a bare data set bare and appends what is to follow it', () => {
    const file = encodeFile({ dataSet, preamble: 'none', meta: 'none', trailing: hex('00 01') });
    assert.equal(toHex(file), `${toHex(encodeDataSet(dataSet))} 00 01`);
  });

  it('takes a preamble, file meta and encoding that contradict each other', () => {
    const meta = [element(0x00020000, 'UL', 999), element(0x00020010, 'UI', TRANSFER_SYNTAX.explicitBE)];
    const file = encodeFile({
      dataSet,
      preamble: new Uint8Array(128).fill(7),
      meta,
      encoding: 'implicit-le',
    });
    assert.equal(file[127], 7);
    assert.ok(toHex(file).includes(toHex(encodeDataSet(meta))));
    assert.ok(toHex(file).includes(toHex(encodeDataSet(dataSet, { encoding: 'implicit-le' }))));
  });

  it('deflates the data set to an even length', () => {
    const file = encodeFile({ dataSet, transferSyntax: TRANSFER_SYNTAX.deflatedLE });
    assert.equal(file.length % 2, 0);
    const metaEnd = 144 + Buffer.from(file).readUInt32LE(140);
    assert.deepEqual(new Uint8Array(inflateRawSync(file.subarray(metaEnd))), encodeDataSet(dataSet));
  });

  it('sorts elements by tag only when asked', () => {
    const unsorted = [element(0x00100020, 'LO', 'A1'), element(0x00080060, 'CS', 'CT')];
    assert.notDeepEqual(encodeDataSet(unsorted), encodeDataSet(inTagOrder(unsorted)));
    assertBytes(inTagOrder(unsorted), '08 00 60 00 "CS" 02 00 "CT" 10 00 20 00 "LO" 02 00 "A1"');
  });
});
