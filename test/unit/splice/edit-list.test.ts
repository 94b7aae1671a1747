import assert from 'node:assert/strict';
import { ByteArena } from '../../../src/core/splice/byte-arena';
import { EditList, emitPlan } from '../../../src/core/splice/edit-list';
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

function outputOf(edits: EditList, repairs: EditList, sourceEnd = SOURCE.length): string {
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

  it('are forgotten when the next file is planned', () => {
    const { arena, edits, repairs } = makeLists();
    replace(edits, 0, 10, 'AA');
    edits.clear();
    arena.clear();
    replace(edits, 0, 1, 'BB');
    assert.equal(outputOf(edits, repairs), `bb ${toHex(SOURCE.subarray(1))}`);
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
});
