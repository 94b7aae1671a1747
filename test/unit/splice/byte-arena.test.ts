import assert from 'node:assert/strict';
import { ByteArena } from '../../../src/core/splice/byte-arena';
import { toHex } from '../../support/hex';

const MEBI = 1024 * 1024;

describe('a byte arena', () => {
  it('takes numbers in either byte order, tags, zeros, bytes, and characters of a byte each', () => {
    const arena = new ByteArena();
    arena.byte(0x01);
    arena.uint16(0x0203, true);
    arena.uint16(0x0203, false);
    arena.uint32(0xf1020304, true);
    arena.uint32(0xf1020304, false);
    arena.tag(0x00081155, true);
    arena.tag(0x00081155, false);
    arena.zeros(2);
    arena.latin1('A\u00e9');
    arena.copy(Uint8Array.of(9, 8, 7, 6), 1, 3);
    assert.equal(
      toHex(arena.bytes.subarray(0, arena.used)),
      '01 02 03 03 02 f1 02 03 04 04 03 02 f1 00 08 11 55 08 00 55 11 00 00 41 e9 08 07',
    );
  });

  /** Lengths at which its memory grows, or becomes another, and others. */
  for (const length of [64 * 1024, MEBI - 1, MEBI, MEBI + 1, 2 * MEBI, 5 * MEBI + 3]) {
    it(`holds ${length} bytes, however they come`, () => {
      const pattern = Uint8Array.from({ length: 1001 }, (_, at) => at % 251);
      const arena = new ByteArena();
      const expected = Buffer.alloc(length);
      while (arena.used < length) {
        const start = arena.used;
        const room = length - start;
        const count = Math.min(room, pattern.length);
        arena.copy(pattern, 0, count);
        expected.set(pattern.subarray(0, count), start);
        if (arena.used < length) expected[arena.used] = 0xab;
        if (arena.used < length) arena.byte(0xab);
      }
      assert.equal(arena.used, length);
      assert.ok(expected.equals(arena.bytes.subarray(0, length)));
    });
  }

  it('takes more at once than it has, at any size', () => {
    for (const length of [MEBI / 2, MEBI, MEBI + 1, 3 * MEBI]) {
      const arena = new ByteArena();
      arena.byte(1);
      arena.copy(new Uint8Array(length).fill(7), 0, length);
      assert.deepEqual(
        [arena.used, arena.bytes[0], arena.bytes[1], arena.bytes[length]],
        [length + 1, 1, 7, 7],
      );
    }
  });

  it('uses the memory of up to a mebibyte again, and gives back that of more', () => {
    const arena = new ByteArena();
    arena.zeros(MEBI);
    const ordinary = arena.bytes;
    arena.clear();
    assert.equal(arena.used, 0);
    assert.equal(arena.bytes, ordinary);
    arena.zeros(MEBI + 1);
    const large = arena.bytes;
    assert.notEqual(large, ordinary);
    arena.clear();
    assert.equal(large.buffer.byteLength, 0);
    assert.equal(arena.bytes, ordinary);
    assert.equal(ordinary.length, MEBI);
  });
});
