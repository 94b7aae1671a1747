import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { KEY_LENGTH, ProjectKey } from '../../../src/core/pseudonym/project-key';
import { KEY_BYTES } from '../../support/rewriting';

describe('project key', () => {
  const key = new ProjectKey(KEY_BYTES);

  it('has 256 bits', () => {
    assert.equal(KEY_LENGTH, 32);
    assert.throws(() => new ProjectKey(new Uint8Array(31)), RangeError);
    assert.throws(() => new ProjectKey(new Uint8Array(33)), RangeError);
  });

  it('digests by HMAC-SHA-256 of purpose and text', () => {
    const expected = createHmac('sha256', KEY_BYTES).update('dateMRN-1').digest();
    assert.deepEqual(key.digest('date', 'MRN-1'), expected);
    assert.deepEqual(key.digest('date', Buffer.from('MRN-1')), expected);
  });

  it('keeps purposes apart', () => {
    const purposes = ['uid', 'date', 'study', 'project', 'path'] as const;
    const digests = purposes.map((purpose) => key.digest(purpose, 'x').toString('hex'));
    assert.equal(new Set(digests).size, purposes.length);
    for (const one of purposes) {
      for (const other of purposes) assert.equal(one !== other && other.startsWith(one), false);
    }
  });

  it('has a fingerprint that tells projects apart and is no part of the key', () => {
    assert.match(key.fingerprint, /^[0-9A-F]{8}$/);
    assert.notEqual(key.fingerprint, new ProjectKey(KEY_BYTES.toReversed()).fingerprint);
    assert.equal(Buffer.from(KEY_BYTES).toString('hex').toUpperCase().includes(key.fingerprint), false);
  });

  it('has the fingerprint that stands in files of earlier runs', () => {
    const digest = createHmac('sha256', KEY_BYTES).update('project').digest('hex');
    assert.equal(key.fingerprint, digest.slice(0, 8).toUpperCase());
  });

  it('makes short codes, of which the longer begins with the shorter', () => {
    assert.match(key.code('study', '1.2.3', 8), /^[A-Z2-7]{8}$/);
    assert.equal(key.code('study', '1.2.3', 12).slice(0, 8), key.code('study', '1.2.3', 8));
    assert.notEqual(key.code('study', '1.2.3', 8), key.code('path', '1.2.3', 8));
    assert.notEqual(key.code('study', '1.2.3', 8), key.code('study', '1.2.4', 8));
  });
});
