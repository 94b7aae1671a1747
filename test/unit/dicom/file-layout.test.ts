import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { ROW } from '../../../src/core/dicom/element-table';
import { scanFile, scanInflated, transferSyntaxOf } from '../../../src/core/dicom/file-layout';
import {
  dataset,
  dicomFile,
  element,
  encodeDataSet,
  fileMeta,
  raw,
  sequence,
  TRANSFER_SYNTAX,
  type DicomFile,
  type Element,
} from '../../support/data-sets';
import { hex } from '../../support/hex';
import {
  assertFault,
  CountingSource,
  makeScanner,
  outline,
  scanBytes,
  type Scanned,
} from '../../support/scanning';

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
    const head = dicomFile([], { meta: 'none' });
    assertFault(() => scanBytes(Buffer.concat([head, hex('02 00 10 00 "UI" 00 00')])), 'truncated');
  });

  it('refuses fewer bytes than an element has as cut off, zeros too', () => {
    for (const rest of ['00 00 00 00', '08 00 16 00'])
      assertFault(() => scanBytes(Buffer.concat([dicomFile([]), hex(rest)])), 'truncated');
  });

  it('does not take the transfer syntax of an earlier file', () => {
    const { window, table, scanner } = makeScanner();
    const scan = (elements: readonly Element[]): boolean => {
      window.open(new CountingSource(dicomFile(elements, { preamble: 'none', meta: 'none' })));
      return scanFile(window, table, scanner).deflated;
    };
    assert.equal(scan([element(0x00020010, 'UI', TRANSFER_SYNTAX.deflatedLE), ...ELEMENTS]), true);
    assert.equal(scan([element(0x00080070, 'LO', TRANSFER_SYNTAX.deflatedLE)]), false);
  });

  it('takes elements of lower groups amid File Meta Information, however they are encoded', () => {
    const lower = raw(hex('01 00 10 00 04 00 00 00 "ACME"'));
    const file = dicomFile([...fileMeta(ELEMENTS, TRANSFER_SYNTAX.explicitLE), lower, ...ELEMENTS], {
      meta: 'none',
    });
    assert.equal(scanBytes(file).layout.end, file.length);
  });

  it('takes a transfer syntax that is no text for none', () => {
    const meta = [element(0x00020010, 'OB', new Uint8Array(70_000)), element(0x00020013, 'SH', 'X')];
    assert.deepEqual(tagsOf(scanned({ meta })), expected);
    const nested = [sequence(0x00020010, [[element(0x00080100, 'SH', 'X')]])];
    assert.deepEqual(tagsOf(scanned({ meta: nested })), expected);
  });

  it('is found file after file by one scanner', () => {
    const { window, table, scanner } = makeScanner();
    const source = new CountingSource(dicomFile(ELEMENTS));
    const lines = [1, 2].map(() => {
      window.open(source);
      scanFile(window, table, scanner);
      return outline(table);
    });
    assert.deepEqual(lines[1], lines[0]);
  });

  it('leaves a deflated data set to be inflated', () => {
    const { layout, table } = scanned({ transferSyntax: TRANSFER_SYNTAX.deflatedLE });
    assert.equal(layout.deflated, true);
    assert.equal(table.count, layout.dataSetRow);
  });
});

describe('the deflated data set of a file', () => {
  const unordered = [element(0x00100020, 'LO', '7'), element(0x00080060, 'CS', 'CT')];

  function inflated(elements: readonly Element[], encoding: NonNullable<DicomFile['encoding']>): Scanned {
    const head = dicomFile([], { meta: fileMeta(ELEMENTS, TRANSFER_SYNTAX.deflatedLE) });
    const deflated = Buffer.concat([head, deflateRawSync(encodeDataSet(elements, { encoding }))]);
    const { window, table, scanner } = makeScanner();
    window.open(new CountingSource(deflated));
    const layout = scanFile(window, table, scanner);
    window.open(new CountingSource(Buffer.concat([head, encodeDataSet(elements, { encoding })])));
    return { window, table, layout: scanInflated(window, table, scanner, layout) };
  }

  it('is found behind the File Meta Information', () => {
    const { table, layout, window } = inflated(ELEMENTS, 'explicit-le');
    assert.deepEqual(
      outline(table, layout.dataSetRow).length,
      outline(scanned({}).table).length - layout.dataSetRow,
    );
    assert.deepEqual(
      [layout.deflated, layout.hasPreamble, layout.encoding, layout.end],
      [true, true, 0, window.size],
    );
    assert.equal(table.tag[layout.dataSetRow], 0x00080016);
  });

  it('may be in any order, but not in another byte order as well', () => {
    assert.equal(inflated(unordered, 'explicit-le').layout.encoding, 0);
    assert.equal(inflated(ELEMENTS, 'explicit-be').layout.encoding, ROW.big);
    assertFault(() => inflated(unordered, 'explicit-be'), 'malformed');
  });

  it('may not be missing', () => {
    const head = dicomFile([], { meta: fileMeta(ELEMENTS, TRANSFER_SYNTAX.deflatedLE) });
    assertFault(() => scanBytes(head), 'truncated');
  });
});

describe('a data set in its own order', () => {
  const unordered = [element(0x00100020, 'LO', '7'), element(0x00080060, 'CS', 'CT')];

  it('is taken where its byte order is that of the transfer syntax', () => {
    for (const transferSyntax of [TRANSFER_SYNTAX.explicitLE, TRANSFER_SYNTAX.explicitBE]) {
      const { table, layout } = scanBytes(dicomFile(unordered, { transferSyntax }));
      assert.equal(table.count - layout.dataSetRow, 2);
    }
  });

  it('has no element twice where its byte order is doubtful', () => {
    const twice = [element(0x00080060, 'CS', 'CT'), element(0x00080060, 'CS', 'MR')];
    const form = { encoding: 'explicit-be', transferSyntax: TRANSFER_SYNTAX.explicitLE } as const;
    assertFault(() => scanBytes(dicomFile(twice, form)), 'malformed');
  });

  it('is found behind File Meta Information that is long', () => {
    const meta = [
      element(0x00020010, 'UI', TRANSFER_SYNTAX.explicitLE),
      element(0x00020102, 'OB', Buffer.alloc(90_000, 1)),
    ];
    for (const [encoding, flags] of [
      ['explicit-le', 0],
      ['explicit-be', ROW.big],
    ] as const) {
      const { table, layout } = scanned({ meta, encoding });
      assert.equal(table.tag[layout.dataSetRow], 0x00080016);
      assert.equal(layout.encoding, flags);
    }
  });
});

describe('the transfer syntax of a file', () => {
  const syntaxOf = (bytes: Uint8Array): string => {
    const { window, table } = scanBytes(bytes);
    return transferSyntaxOf(window, table);
  };

  it('is that of the File Meta Information, wherever that stands', () => {
    const meta = [element(0x00020010, 'UI', TRANSFER_SYNTAX.implicitLE)];
    for (const preamble of ['none', new Uint8Array(128)] as const) {
      const file = dicomFile(ELEMENTS, { meta, preamble, transferSyntax: TRANSFER_SYNTAX.implicitLE });
      assert.equal(syntaxOf(file), TRANSFER_SYNTAX.implicitLE);
    }
  });

  it('is nothing where none is named', () => {
    assert.equal(syntaxOf(dicomFile(ELEMENTS, { meta: 'none' })), '');
    assert.equal(
      syntaxOf(dicomFile(ELEMENTS, { meta: [element(0x00020010, 'OB', new Uint8Array(70_000))] })),
      '',
    );
  });
});

describe('a bare data set', () => {
  const taken = (dump: string): void => assert.equal(scanBytes(hex(dump)).layout.hasPreamble, false);
  const refused = (dump: string): void => assertFault(() => scanBytes(hex(dump)), 'not-dicom');

  it('counts as DICOM with a single element that is known', () => {
    taken('08 00 50 00 "SH" 00 00');
    taken('08 00 50 00 "SH" 02 00 "AB"');
    taken('08 00 11 11 "SQ" 00 00 FF FF FF FF FE FF DD E0 00 00 00 00');
  });

  it('counts as DICOM when its first elements make sense', () => {
    const first = '08 00 05 00 "CS" 00 00  08 00 50 00 "SH" 00 00  10 00 20 00 "LO" 00 00';
    taken(`${first}  08 00 60 00 "CS" 00 00`);
  });

  it('is something else when they do not', () => {
    refused('08 00 50 00 "SH" 40 00 "AB"');
    refused('08 00 50 00 "SH" 00 00  08 00 50 00 "SH" 00 00');
    refused('08 00 50 00 "SH" 00 00  08 00 60 00 "ZZ" 00 00');
    refused('08 00 50 00 "SH" 00 00  08 00 99 99 "SH" 00 00');
    refused('00 00 02 00 "UI" 00 00  08 00 50 00 "SH" 00 00');
    refused('08 00 50 00 "SH" 00 00 "rest"');
  });
});

describe('a bare data set that only begins to make sense', () => {
  const BARE = { preamble: 'none', meta: 'none' } as const;
  const FIRST = element(0x00080016, 'UI', '1.2');
  const isRefused = (...elements: readonly Element[]): void =>
    assertFault(() => scanBytes(dicomFile(elements, BARE)), 'not-dicom');

  it('is something else where it goes on in another encoding', () => {
    isRefused(FIRST, raw(hex('08 00 60 00 02 00 00 00 "CT"')), element(0x00280010, 'US', 2));
    const syntax = raw(hex('02 00 12 00 04 00 00 00 "1.2" 00'));
    isRefused(element(0x00020010, 'UI', TRANSFER_SYNTAX.explicitLE), syntax, FIRST);
  });

  it('is something else where no length fits', () => {
    isRefused(raw(hex('08 00 60 00 "ZZ" FF 7F "CT"')));
    isRefused(FIRST, element(0x00080060, 'CS', 'CT'), raw(hex('42 00 11 00 "OB" 00 00 01')));
  });

  it('is judged by what stands before a long value', () => {
    const long = element(0x00420011, 'OB', new Uint8Array(70_000));
    const file = scanBytes(dicomFile([FIRST, long, element(0x00080060, 'CS', 'CT')], BARE));
    assert.equal(file.table.count, 3);
  });

  it('can fail to be read, which is no judgement', () => {
    const failure = new Error('the disk is gone');
    const bytes = dicomFile([element(0x00080070, 'LO', 'A'.repeat(60)), FIRST], BARE);
    const source = new CountingSource(bytes);
    const { window, table, scanner } = makeScanner(8);
    window.open({
      size: source.size,
      read(into, at, length, position) {
        if (position > 0) throw failure;
        return source.read(into, at, length, position);
      },
    });
    assert.throws(() => scanFile(window, table, scanner), failure);
  });
});

describe('what is no DICOM', () => {
  const refused = (bytes: Uint8Array): void => assertFault(() => scanBytes(bytes), 'not-dicom');

  it('has part of the magic, or is shorter', () => {
    refused(Buffer.concat([Buffer.alloc(128), Buffer.from('DIXX'), Buffer.alloc(40)]));
    const { window, table, scanner } = makeScanner();
    window.open(new CountingSource(dicomFile(ELEMENTS)));
    window.open(new CountingSource(dicomFile(ELEMENTS).subarray(0, 130)));
    assertFault(() => scanFile(window, table, scanner), 'not-dicom');
  });

  it('is a file too short for anything', () => {
    for (let length = 0; length < 8; length++) refused(new Uint8Array(length).fill(8));
  });

  it('is File Meta Information without preamble that ends before the next header', () => {
    refused(hex('02 00 10 00 "UI" 04 00 "1.2" 00  08 00 05 00'));
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
