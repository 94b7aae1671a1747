import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { HmacSha256 } from '../../../src/core/pseudonym/hmac';

const SEED = 20260302;

describe('HMAC-SHA-256', () => {
  it('gives what RFC 4231 lists for its second case', () => {
    const hmac = new HmacSha256(Buffer.from('Jefe'));
    assert.equal(
      hmac.digest('what do ya ', 'want for nothing?').toString('hex'),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('agrees with node:crypto for keys up to a block and messages of any length, one after the other', () => {
    const key = fc.uint8Array({ minLength: 1, maxLength: 64 });
    const messages = fc.array(fc.uint8Array({ maxLength: 700 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(key, messages, (bytes, all) => {
        const hmac = new HmacSha256(bytes);
        for (const message of all)
          assert.deepEqual(
            hmac.digest('uid', message),
            createHmac('sha256', bytes).update('uid').update(message).digest(),
          );
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('takes text as UTF-8', () => {
    const hmac = new HmacSha256(Buffer.alloc(32, 7));
    assert.deepEqual(hmac.digest('path', 'Müßig 山田'), hmac.digest('path', Buffer.from('Müßig 山田')));
  });

  it('takes a key as long as a block, and refuses one that would have to be hashed first', () => {
    const key = Buffer.alloc(64, 7);
    const expected = createHmac('sha256', key).update('uid1.2').digest();
    assert.deepEqual(new HmacSha256(key).digest('uid', '1.2'), expected);
    assert.throws(() => new HmacSha256(Buffer.alloc(65)), RangeError);
  });
});
