import assert from 'node:assert/strict';
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { allocatePageAligned } from '../../../src/core/io/aligned-memory';
import { deflate, inflate } from '../../../src/core/io/deflate';
import { DicomFileReader } from '../../../src/core/io/dicom-file-reader';
import { FileSource, MemorySource } from '../../../src/core/io/file-source';
import { dataset, dicomFile, element, TRANSFER_SYNTAX } from '../../support/data-sets';
import { assertFault, outline } from '../../support/scanning';
import { useTempFolder } from '../../support/temp-folder';

const ELEMENTS = dataset(element(0x0040a160, 'UT', 'text '.repeat(2000)));
const DEFLATED = dicomFile(ELEMENTS, { transferSyntax: TRANSFER_SYNTAX.deflatedLE });

describe('DICOM file reader', () => {
  const folder = useTempFolder();
  const reader = new DicomFileReader(4096);

  function save(bytes: Uint8Array): string {
    const path = join(folder(), 'file.dcm');
    writeFileSync(path, bytes);
    return path;
  }

  function tagsOf(bytes: Uint8Array): readonly string[] {
    const { source, layout } = reader.open(save(bytes));
    source.close();
    return outline(reader.table, layout.dataSetRow).map((line) => line.split(' ').slice(0, 2).join(' '));
  }

  it('reads a deflated data set like any other', () => {
    assert.deepEqual(tagsOf(DEFLATED), tagsOf(dicomFile(ELEMENTS)));
  });

  it('gives back what a long header took, and reads the next file like any other', () => {
    const long = dicomFile(dataset(element(0x0040a160, 'UT', 'text '.repeat(700_000))));
    const expected = tagsOf(dicomFile(ELEMENTS));
    for (const next of [dicomFile(ELEMENTS), DEFLATED]) {
      assert.ok(tagsOf(long).length > 0);
      const held = reader.window.bytes;
      assert.ok(held.length > 3_500_000);
      reader.release();
      assert.deepEqual([held.length, reader.table.count], [0, 0]);
      assert.deepEqual(tagsOf(next), expected);
    }
  });

  it('gives the bytes behind the deflate stream', () => {
    const opened = reader.open(save(Buffer.concat([DEFLATED, Buffer.from('behind')])));
    opened.source.close();
    assert.match(Buffer.from(opened.behindStream!).toString('latin1'), /^\0?behind$/);
    const plain = reader.open(save(dicomFile(ELEMENTS)));
    plain.source.close();
    assert.equal(plain.behindStream, undefined);
  });

  it('refuses a deflate stream that is cut off, broken, or none', () => {
    const start = DEFLATED.length - 40;
    assertFault(() => tagsOf(DEFLATED.subarray(0, start)), 'malformed');
    assertFault(
      () => tagsOf(Buffer.concat([DEFLATED.subarray(0, start), Buffer.alloc(40, 0xff)])),
      'malformed',
    );
    const meta = [element(0x00020010, 'UI', TRANSFER_SYNTAX.deflatedLE)];
    const undeflated = dicomFile(ELEMENTS, { meta });
    assertFault(() => tagsOf(undeflated), 'malformed');
  });

  it('refuses a deflated file larger than it may hold in memory', () => {
    const path = save(DEFLATED);
    truncateSync(path, 5 * 1024 ** 3);
    assertFault(() => reader.open(path), 'unsupported');
  });

  it('closes a file that it refuses', function () {
    if (process.platform !== 'linux') this.skip();
    const open = (): number => readdirSync('/proc/self/fd').length;
    const path = save(Buffer.from('no DICOM at all, but long enough to look at'));
    const before = open();
    for (let round = 0; round < 20; round++) assertFault(() => reader.open(path), 'not-dicom');
    assert.equal(open(), before);
  });

  it('says what the file system says when a file can not be opened', () => {
    assert.throws(() => reader.open(join(folder(), 'gone.dcm')), { code: 'ENOENT' });
    assert.throws(() => reader.open(folder()), { code: 'ENOTSUP' });
  });

  it('reads one file after the other with the same buffers', () => {
    const [small, large] = [dicomFile(dataset()), dicomFile(ELEMENTS)];
    const expected = [tagsOf(small), tagsOf(large)];
    for (let round = 0; round < 3; round++) assert.deepEqual([tagsOf(small), tagsOf(large)], expected);
  });
});

describe('deflate', () => {
  it('gives an even number of bytes that inflate to the same', () => {
    for (const text of ['', 'a', 'ab', 'abc'.repeat(1000)]) {
      const deflated = deflate(Buffer.from(text));
      assert.equal(deflated.length % 2, 0);
      assert.equal(inflate(deflated, 0).bytes.toString(), text);
    }
  });

  it('tells how much of the input the stream took', () => {
    const stream = deflateRawSync(Buffer.from('data set'));
    assert.equal(inflate(Buffer.concat([stream, Buffer.from('more')]), 0).consumed, stream.length);
  });
});

describe('sources', () => {
  const folder = useTempFolder();

  it('read what there is, and no more', () => {
    const path = join(folder(), 'ten');
    writeFileSync(path, '0123456789');
    const file = FileSource.open(path);
    for (const source of [file, new MemorySource(Buffer.from('0123456789'))]) {
      const into = Buffer.alloc(8, '.');
      assert.equal(source.size, 10);
      assert.equal(source.read(into, 2, 4, 3), 4);
      assert.equal(into.toString(), '..3456..');
      assert.equal(source.read(into, 0, 8, 7), 3);
      assert.equal(source.read(into, 0, 8, 20), 0);
    }
    file.close();
  });

  it('notice that the file has changed', () => {
    const path = join(folder(), 'ten');
    writeFileSync(path, '0123456789');
    const source = FileSource.open(path);
    assert.equal(source.hasChanged(), false);
    writeFileSync(path, '012345678');
    assert.equal(source.hasChanged(), true);
    source.close();
  });

  it('are read into buffers that start on a memory page', () => {
    const buffer = allocatePageAligned(100_000);
    assert.ok(buffer.length >= 100_000);
    assert.equal(buffer.byteOffset, 0);
  });
});
