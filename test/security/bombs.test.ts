import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { DicomError } from '../../src/core/dicom/errors';
import { inflate, INFLATED_LIMIT } from '../../src/core/io/deflate';
import { MemorySource } from '../../src/core/io/file-source';
import { inflateDataSet } from '../../src/core/view/inflate-data-set';
import { usePlace } from '../run/command-line';
import { image } from '../run/images';
import { TRANSFER_SYNTAX } from '../support/data-sets';

/** Deflate reaches a thousandth at best (RFC 1951): these few hundred kilobytes are more than 256 MiB. */
const BOMB = deflateRawSync(Buffer.alloc(INFLATED_LIMIT + 2), { level: 1 });

describe('a deflate stream that is far longer than its file', () => {
  const place = usePlace();

  it('is not inflated', () => {
    assert.ok(BOMB.length < INFLATED_LIMIT / 100);
    assert.throws(
      () => inflate(BOMB, 0),
      (error) => error instanceof DicomError && error.fault === 'unsupported',
    );
    assert.throws(
      () => inflateDataSet(new MemorySource(BOMB), 0),
      (error) => error instanceof DicomError && error.fault === 'malformed',
    );
  });

  it('fails that file alone, and nothing of it is written', () => {
    const { put, anonymise, copy } = place();
    const deflated = Buffer.from(image({ instance: '2' }, { transferSyntax: TRANSFER_SYNTAX.deflatedLE }));
    const head = deflated.subarray(0, 132 + 12 + deflated.readUInt32LE(140));
    put({ 'a/1.dcm': image(), 'a/2.dcm': deflated, 'a/bomb.dcm': Buffer.concat([head, BOMB]) });
    const { status, summary } = anonymise('--workers', '1');
    assert.equal(status, 1);
    assert.deepEqual([summary.written, summary.reasons], [2, { unsupported: 1 }]);
    assert.deepEqual(readdirSync(copy('a')).sort(), ['1.dcm', '2.dcm']);
    assert.equal(existsSync(copy('a/bomb.dcm')), false);
  });
});
