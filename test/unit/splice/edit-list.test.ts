import assert from 'node:assert/strict';
import { KEPT_ROWS } from '../../../src/core/dicom/growing-column';
import { ByteArena } from '../../../src/core/splice/byte-arena';
import { RepairList } from '../../../src/core/splice/repair-list';
import { EditList, emitPlan, type Replacements } from '../../../src/core/splice/edit-list';
import { hex, toHex } from '../../support/hex';
import { MemoryOutput } from '../../support/rewriting';

const SOURCE = hex('00 01 02 03 04 05 06 07 08 09');

function makeLists(): { arena: ByteArena; edits: EditList; repairs: EditList } {
  const arena = new ByteArena();
  return { arena, edits: new EditList(arena), repairs: new EditList(arena) };
}

function replace(list: EditList, from: number, to: number, dump: string): number {
  const start = list.arena.used;
  const bytes = hex(dump);
  list.arena.copy(bytes, 0, bytes.length);
  return list.add(from, to, start);
}

function outputOf(edits: EditList, repairs: Replacements, sourceEnd = SOURCE.length): string {
  const output = new MemoryOutput(SOURCE);
  emitPlan({ edits, repairs, sourceEnd, length: 0 }, output);
  return toHex(output.bytes());
}

describe('edits of a file', () => {
  it('copy everything when there is none', () => {
    const { edits, repairs } = makeLists();
    assert.equal(outputOf(edits, repairs), toHex(SOURCE));
  });

  it('replace, remove and insert, and say by how much the output grows', () => {
    const { edits, repairs } = makeLists();
    assert.equal(replace(edits, 0, 2, 'AA BB CC'), 1);
    assert.equal(replace(edits, 4, 6, ''), -2);
    assert.equal(replace(edits, 10, 10, 'DD'), 1);
    assert.equal(outputOf(edits, repairs), 'aa bb cc 02 03 06 07 08 09 dd');
    assert.deepEqual([edits.deltaOf(0), edits.deltaOf(1), edits.deltaOf(2)], [1, -2, 1]);
  });

  it('interleave with the repairs of lengths', () => {
    const { edits, repairs } = makeLists();
    replace(edits, 4, 5, 'EE FF');
    replace(edits, 8, 9, '');
    replace(repairs, 1, 3, 'A1 A2');
    replace(repairs, 5, 6, 'A5');
    assert.equal(outputOf(edits, repairs), '00 a1 a2 03 ee ff a5 06 07 09');
  });

  it('leave out what lies behind the end of the source', () => {
    const { edits, repairs } = makeLists();
    replace(edits, 2, 3, 'AA');
    replace(edits, 6, 6, 'BB');
    assert.equal(outputOf(edits, repairs, 6), '00 01 aa 03 04 05 bb');
  });

  it('must ascend and not overlap', () => {
    const { edits } = makeLists();
    replace(edits, 4, 6, 'AA');
    assert.throws(() => replace(edits, 5, 7, 'BB'), RangeError);
    assert.throws(() => replace(edits, 2, 3, 'BB'), RangeError);
    assert.throws(() => replace(edits, 8, 7, 'BB'), RangeError);
    assert.equal(edits.count, 1);
    assert.equal(edits.fromOf(1), Infinity);
  });

  it('are as many as the file needs', () => {
    const { edits, repairs } = makeLists();
    const source = new Uint8Array(4000).fill(1);
    for (let at = 0; at < source.length; at += 2) replace(edits, at, at + 1, '02 03');
    const output = new MemoryOutput(source);
    emitPlan({ edits, repairs, sourceEnd: source.length, length: 0 }, output);
    assert.equal(toHex(output.bytes()), '02 03 01 '.repeat(2000).trim());
  });

  it('know which bytes they replace', () => {
    const { edits } = makeLists();
    const replaced = (): string =>
      Array.from({ length: 11 }, (_, offset) => (edits.replaces(offset) ? 'x' : '-')).join('');
    assert.equal(replaced(), '-----------');
    replace(edits, 0, 2, 'AA');
    assert.equal(replaced(), 'xx---------');
    replace(edits, 3, 4, '');
    replace(edits, 6, 6, 'BB');
    replace(edits, 7, 9, 'CC DD');
    replace(edits, 9, 10, 'EE');
    assert.equal(replaced(), 'xx-x---xxx-');
  });

  it('are forgotten when the next file is planned', () => {
    const { arena, edits, repairs } = makeLists();
    replace(edits, 0, 10, 'AA');
    edits.clear(SOURCE.length);
    arena.clear();
    replace(edits, 0, 1, 'BB');
    assert.equal(outputOf(edits, repairs), `bb ${toHex(SOURCE.subarray(1))}`);
  });
});

describe('very many edits', () => {
  const COUNT = 3 * KEPT_ROWS;
  /** Behind so many edits each is looked for among those before. */
  const MANY = 5000;

  /** Every second byte of the source becomes three others. */
  function fill(arena: ByteArena, edits: EditList, valueOf: (edit: number) => number): void {
    for (let edit = 0; edit < COUNT; edit++) {
      const start = arena.used;
      arena.byte(0xaa);
      arena.uint16(valueOf(edit), true);
      assert.equal(edits.add(2 * edit, 2 * edit + 1, start), 2);
    }
  }

  function outputOfMany(edits: EditList): Uint8Array {
    const output = new MemoryOutput(new Uint8Array(2 * COUNT).fill(0x11));
    emitPlan({ edits, repairs: new RepairList(), sourceEnd: 2 * COUNT, length: 0 }, output);
    return output.bytes();
  }

  function expected(valueOf: (edit: number) => number): Uint8Array {
    const bytes = Array.from({ length: COUNT }, (_, edit) => [
      ...[0xaa, valueOf(edit) >>> 8, valueOf(edit) & 0xff, 0x11],
    ]);
    return Uint8Array.from(bytes.flat());
  }

  it('come out one by one, also those that say the same, which the arena holds once', () => {
    const { arena, edits } = makeLists();
    for (const size of [2 * COUNT, 2 ** 40]) {
      for (const valueOf of [(edit: number) => edit % 50_021, (edit: number) => edit % 3]) {
        arena.clear();
        edits.clear(size);
        fill(arena, edits, valueOf);
        assert.ok(Buffer.from(expected(valueOf)).equals(outputOfMany(edits)));
      }
      assert.ok(arena.used < 20_000, `${arena.used} bytes`);
    }
  });

  it('say nothing that an earlier file has left in the arena', () => {
    const { arena, edits } = makeLists();
    const values = [
      ['11', '22 22 22'],
      ['22 22 22', '33 33 33'],
    ] as const;
    for (const [first, second] of values) {
      arena.clear();
      edits.clear(MANY);
      for (let edit = 0; edit < MANY; edit++) replace(edits, edit, edit + 1, '');
      replace(edits, MANY, MANY + 1, first);
      replace(edits, MANY + 1, MANY + 2, second);
      const output = new MemoryOutput(new Uint8Array(MANY + 2));
      emitPlan({ edits, repairs: new RepairList(), sourceEnd: MANY + 2, length: 0 }, output);
      assert.equal(toHex(output.bytes()), `${first} ${second}`);
    }
  });

  it('give their memory back', () => {
    const { arena, edits } = makeLists();
    fill(arena, edits, (edit) => edit);
    assert.ok(edits.room > KEPT_ROWS);
    edits.release();
    assert.deepEqual([edits.count, edits.fromOf(0)], [0, Infinity]);
    assert.equal(edits.room, KEPT_ROWS);
    arena.clear();
    replace(edits, 0, 1, 'BB');
    assert.equal(outputOf(edits, new RepairList()), `bb ${toHex(SOURCE.subarray(1))}`);
  });
});

describe('repairs', () => {
  it('put a number in the place of another, in either byte order', () => {
    const { edits } = makeLists();
    const repairs = new RepairList();
    repairs.add(1, 0xf1020304, false);
    repairs.add(5, 0xf1020304, true);
    assert.equal(outputOf(edits, repairs), '00 04 03 02 f1 f1 02 03 04 09');
  });

  it('must ascend and not overlap', () => {
    const repairs = new RepairList();
    repairs.add(4, 1, false);
    for (const at of [0, 4, 7]) assert.throws(() => repairs.add(at, 1, false), RangeError);
    assert.deepEqual(
      [repairs.count, repairs.fromOf(0), repairs.toOf(0), repairs.fromOf(1)],
      [1, 4, 8, Infinity],
    );
  });

  it('may be very many, and give their memory back', () => {
    const repairs = new RepairList();
    for (const size of [2 ** 32 - 1, 2 ** 40]) {
      repairs.clear(size);
      const step = size < 2 ** 32 ? 8 : 2 ** 20;
      for (let at = 0; at < 3 * KEPT_ROWS; at++) repairs.add(at * step, at, at % 2 === 0);
      for (const at of [0, KEPT_ROWS, 3 * KEPT_ROWS - 1]) {
        const parts: string[] = [];
        const put = (bytes: Uint8Array, from: number, to: number): unknown =>
          parts.push(toHex(bytes.subarray(from, to)));
        repairs.emit(at, { put });
        const hex = at.toString(16).padStart(8, '0').match(/../g)!;
        assert.deepEqual(
          [repairs.fromOf(at), parts],
          [at * step, [(at % 2 === 0 ? hex : hex.reverse()).join(' ')]],
        );
      }
      repairs.release();
      assert.deepEqual([repairs.count, repairs.fromOf(0), repairs.room], [0, Infinity, KEPT_ROWS]);
    }
  });
});

describe('byte arena', () => {
  it('writes numbers and tags in either byte order', () => {
    const arena = new ByteArena();
    arena.uint16(0x0102, false);
    arena.uint16(0x0102, true);
    arena.uint32(0xf1020304, false);
    arena.uint32(0xf1020304, true);
    arena.tag(0x7fe00010, false);
    arena.tag(0x7fe00010, true);
    const expected = '02 01 01 02 04 03 02 f1 f1 02 03 04 e0 7f 10 00 7f e0 00 10';
    assert.equal(toHex(arena.bytes.subarray(0, arena.used)), expected);
  });

  it('begins anew where it began', () => {
    const arena = new ByteArena();
    arena.latin1('a file');
    arena.clear();
    assert.equal(arena.used, 0);
  });

  it('grows and keeps what it holds', () => {
    const arena = new ByteArena();
    arena.latin1('start');
    const long = new Uint8Array(300_000).fill(0x2a);
    arena.copy(long, 100_000, 300_000);
    arena.latin1('\u00e9nd');
    assert.equal(arena.used, 200_008);
    assert.equal(Buffer.from(arena.bytes.subarray(0, 6)).toString('latin1'), 'start*');
    assert.equal(Buffer.from(arena.bytes.subarray(200_004, 200_008)).toString('latin1'), '*\u00e9nd');
  });

  it('grows far, and gives that memory back', () => {
    const arena = new ByteArena();
    const piece = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);
    for (let again = 0; again < 2; again++) {
      for (let at = 0; at < 22_000; at++) {
        arena.copy(piece, 100, 900);
        arena.uint32(at, true);
        arena.latin1('ab');
        arena.zeros(1);
      }
      for (const at of [0, 2000, 21_999]) {
        const part = arena.bytes.subarray(807 * at, 807 * (at + 1));
        const end = Buffer.from([0, 0, at >>> 8, at & 0xff, 0x61, 0x62, 0]);
        assert.ok(part.equals(Buffer.concat([piece.subarray(100, 900), end])));
      }
      const { bytes } = arena;
      assert.ok(bytes.length >= 22_000 * 807);
      arena.clear();
      assert.equal(bytes.length, 0);
      assert.ok(arena.bytes.length <= 16 * 1024 * 1024);
    }
  });

  it('keeps what it holds when it is full to the byte, and then grows', () => {
    const arena = new ByteArena();
    arena.latin1('start');
    arena.zeros(16 * 1024 * 1024 - 8);
    arena.latin1('end');
    const full = arena.bytes;
    arena.latin1('more');
    assert.notEqual(arena.bytes, full);
    assert.equal(arena.bytes.toString('latin1', 0, 6), 'start\0');
    assert.equal(arena.bytes.toString('latin1', arena.used - 8, arena.used), '\0endmore');
    arena.clear();
    assert.equal(arena.bytes, full);
  });

  it('keeps the buffer of an ordinary file', () => {
    const arena = new ByteArena();
    arena.zeros(500_000);
    const { bytes } = arena;
    arena.clear();
    arena.zeros(500_000);
    assert.equal(arena.bytes, bytes);
  });
});
