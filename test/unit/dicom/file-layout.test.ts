import assert from 'node:assert/strict';
import { ROW } from '../../../src/core/dicom/element-table';
import {
  dataset,
  dicomFile,
  element,
  sequence,
  TRANSFER_SYNTAX,
  type DicomFile,
} from '../../support/data-sets';
import { hex } from '../../support/hex';
import { assertFault, outline, scanBytes, type Scanned } from '../../support/scanning';

const ELEMENTS = dataset(sequence(0x00081110, [[element(0x00081150, 'UI', '1.2.840.10008.3.1.2.3.1')]]));

function scanned(form: Omit<DicomFile, 'dataSet'>): Scanned {
  return scanBytes(dicomFile(ELEMENTS, form));
}

/** Tags of the data set, without File Meta Information. */
function tagsOf({ table, layout }: Scanned): readonly string[] {
  return outline(table, layout.dataSetRow).map((line) => line.split(' ')[0]!);
}

const ENCODINGS = [
  ['Explicit VR Little Endian', TRANSFER_SYNTAX.explicitLE, 0],
  ['Implicit VR Little Endian', TRANSFER_SYNTAX.implicitLE, ROW.implicit],
  ['Explicit VR Big Endian', TRANSFER_SYNTAX.explicitBE, ROW.big],
] as const;

describe('file layout', () => {
  const expected = tagsOf(scanned({}));

  for (const [name, transferSyntax, encoding] of ENCODINGS) {
    it(`finds the data set of ${name} with preamble and File Meta Information`, () => {
      const file = scanned({ transferSyntax });
      assert.deepEqual(tagsOf(file), expected);
      assert.equal(file.layout.encoding, encoding);
      assert.equal(file.layout.hasPreamble, true);
      assert.equal(file.table.tag[file.layout.dataSetRow], 0x00080016);
      assert.equal(file.layout.dataSet, file.table.head[file.layout.dataSetRow]);
      assert.equal(file.layout.end, file.window.size);
    });

    it(`finds a bare data set of ${name}`, () => {
      const file = scanned({ transferSyntax, preamble: 'none', meta: 'none' });
      assert.deepEqual(tagsOf(file), expected);
      assert.deepEqual(
        [file.layout.hasPreamble, file.layout.dataSet, file.layout.dataSetRow, file.layout.encoding],
        [false, 0, 0, encoding],
      );
    });

    it(`believes the bytes of ${name}, not a transfer syntax that lies`, () => {
      for (const [, claimed] of ENCODINGS) {
        const lying = scanned({ transferSyntax: claimed, encoding: encodingName(encoding) });
        assert.deepEqual(tagsOf(lying), expected);
        assert.equal(lying.layout.encoding, encoding);
      }
    });
  }

  it('finds a data set behind a preamble without File Meta Information, and the reverse', () => {
    const bare = scanned({ meta: 'none' });
    assert.deepEqual([tagsOf(bare), bare.layout.dataSet, bare.layout.dataSetRow], [expected, 132, 0]);
    const headless = scanned({ preamble: 'none' });
    assert.deepEqual([tagsOf(headless), headless.layout.hasPreamble], [expected, false]);
  });

  it('ends File Meta Information with its group, whatever its group length says', () => {
    for (const length of [0, 1, 0xffffff]) {
      const meta = [element(0x00020000, 'UL', length), element(0x00020010, 'UI', TRANSFER_SYNTAX.explicitLE)];
      assert.deepEqual(tagsOf(scanned({ meta })), expected);
    }
  });

  it('leaves zeros that fill the file up behind the data set', () => {
    for (const length of [1, 7, 8, 100, 200_000]) {
      const plain = dicomFile(ELEMENTS.slice(0, -1));
      const { layout, window } = scanBytes(Buffer.concat([plain, new Uint8Array(length)]));
      assert.deepEqual([layout.end, window.size], [plain.length, plain.length + length]);
    }
  });

  it('refuses a hole of zeros in front of pixel data, which would be lost', () => {
    const [before, after] = [ELEMENTS.slice(0, -1), ELEMENTS.slice(-1)];
    const hole = Buffer.concat([
      dicomFile(before),
      new Uint8Array(512),
      dicomFile(after, { preamble: 'none', meta: 'none' }),
    ]);
    assertFault(() => scanBytes(hole), 'malformed');
  });

  it('refuses zeros in the place of the data set', () => {
    assertFault(() => scanBytes(Buffer.concat([dicomFile([]), new Uint8Array(512)])), 'malformed');
  });

  it('refuses a file that ends before the data set', () => {
    assertFault(() => scanBytes(dicomFile([])), 'truncated');
    assertFault(() => scanBytes(dicomFile([], { meta: 'none' })), 'truncated');
  });

  it('takes a transfer syntax that is no text for none', () => {
    const meta = [element(0x00020010, 'OB', new Uint8Array(70_000)), element(0x00020013, 'SH', 'X')];
    assert.deepEqual(tagsOf(scanned({ meta })), expected);
    const nested = [sequence(0x00020010, [[element(0x00080100, 'SH', 'X')]])];
    assert.deepEqual(tagsOf(scanned({ meta: nested })), expected);
  });

  it('leaves a deflated data set to be inflated', () => {
    const { layout, table } = scanned({ transferSyntax: TRANSFER_SYNTAX.deflatedLE });
    assert.equal(layout.deflated, true);
    assert.equal(table.count, layout.dataSetRow);
  });
});

describe('what is no DICOM', () => {
  const refused = (bytes: Uint8Array): void => assertFault(() => scanBytes(bytes), 'not-dicom');

  it('is a file too short for anything', () => {
    for (let length = 0; length < 8; length++) refused(new Uint8Array(length).fill(8));
  });

  it('is text, whatever the name of the file', () => {
    refused(Buffer.from('Patient: Doe, Jane\nStudy: 20240229\n'.repeat(20)));
    refused(Buffer.from('{"patient": "Doe^Jane"}'));
    refused(Buffer.from('a'.repeat(5000)));
    refused(Buffer.from('\ufeffName;Datum\r\nMüller;1956\r\n'));
  });

  it('is a picture, an archive, a document, a block of zeros', () => {
    refused(Buffer.concat([hex('89 "PNG" 0D 0A 1A 0A 00 00 00 0D "IHDR" 00 00 02 00'), Buffer.alloc(300)]));
    refused(Buffer.concat([hex('FF D8 FF E0 00 10 "JFIF" 00 01 01'), Buffer.alloc(300)]));
    refused(Buffer.concat([hex('"PK" 03 04 14 00 00 00 08 00'), Buffer.alloc(300)]));
    refused(Buffer.concat([hex('"%PDF-1.7" 0A'), Buffer.alloc(300, '%')]));
    refused(new Uint8Array(4096));
  });

  it('is a data set whose tags do not ascend or that is private altogether', () => {
    refused(hex('10 00 20 00 "LO" 02 00 "7 "  08 00 05 00 "CS" 02 00 "X "'));
    refused(hex('09 00 10 00 "LO" 04 00 "ACME"  09 00 01 10 "LO" 02 00 "A "'));
  });
});

function encodingName(flags: number): 'explicit-le' | 'implicit-le' | 'explicit-be' {
  if (flags === 0) return 'explicit-le';
  return flags === ROW.implicit ? 'implicit-le' : 'explicit-be';
}
