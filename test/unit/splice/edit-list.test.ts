import assert from 'node:assert/strict';
import { KEPT_ROWS } from '../../../src/core/dicom/growing-column';
import { ByteArena } from '../../../src/core/splice/byte-arena';
import { EditList, emitPlan, type Repair } from '../../../src/core/splice/edit-list';
import { hex, toHex } from '../../support/hex';
import { MemoryOutput } from '../../support/rewriting';

const SOURCE = hex('00 01 02 03 04 05 06 07 08 09');

function makeLists(): { arena: ByteArena; edits: EditList } {
  const arena = new ByteArena();
  return { arena, edits: new EditList(arena) };
}

function replace(edits: EditList, from: number, to: number, dump: string): number {
  const start = edits.arena.used;
  const bytes = hex(dump);
  edits.arena.copy(bytes, 0, bytes.length);
  return edits.add(from, to, start);
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1');
}

function outputOf(edits: EditList, repairs: readonly Repair[] = [], sourceEnd = SOURCE.length): string {
  const output = new MemoryOutput(SOURCE);
  emitPlan({ edits, repairs, sourceEnd, length: 0 }, output);
  return toHex(output.bytes());
}

describe('edits of a file', () => {
  it('copy everything when there is none', () => {
    const { edits } = makeLists();
    assert.equal(outputOf(edits), toHex(SOURCE));
  });

  it('replace, remove and insert, and say by how much the output grows', () => {
    const { edits } = makeLists();
    assert.equal(replace(edits, 0, 2, 'AA BB CC'), 1);
    assert.equal(replace(edits, 4, 6, ''), -2);
    assert.equal(replace(edits, 10, 10, 'DD'), 1);
    assert.equal(outputOf(edits), 'aa bb cc 02 03 06 07 08 09 dd');
    assert.deepEqual([edits.deltaOf(0), edits.deltaOf(1), edits.deltaOf(2)], [1, -2, 1]);
  });

  it('interleave with the repairs of lengths', () => {
    const { edits } = makeLists();
    replace(edits, 4, 4, '');
    replace(edits, 9, 10, 'EE FF');
    const repairs = [
      { at: 0, length: 0xa1020304, isBig: true },
      { at: 4, length: 0xa5, isBig: false },
    ];
    assert.equal(outputOf(edits, repairs), 'a1 02 03 04 a5 00 00 00 08 ee ff');
  });

  it('leave out what lies behind the end of the source', () => {
    const { edits } = makeLists();
    replace(edits, 2, 3, 'AA');
    replace(edits, 6, 6, 'BB');
    assert.equal(outputOf(edits, [], 6), '00 01 aa 03 04 05 bb');
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
    const { edits } = makeLists();
    const source = new Uint8Array(4000).fill(1);
    for (let at = 0; at < source.length; at += 2) replace(edits, at, at + 1, '02 03');
    const output = new MemoryOutput(source);
    emitPlan({ edits, repairs: [], sourceEnd: source.length, length: 0 }, output);
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
    const { arena, edits } = makeLists();
    replace(edits, 0, 10, 'AA');
    edits.clear(SOURCE.length);
    arena.clear();
    replace(edits, 0, 1, 'BB');
    assert.equal(outputOf(edits), `bb ${toHex(SOURCE.subarray(1))}`);
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
    emitPlan({ edits, repairs: [], sourceEnd: 2 * COUNT, length: 0 }, output);
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

  it('are made again by their recipe where that is known, and take no room', () => {
    const arena = new ByteArena();
    const write = (recipe: number): void => {
      const text = Buffer.from(`made by ${recipe}`);
      arena.copy(text, 0, text.length);
    };
    const edits = new EditList(arena, write);
    const expected = Array.from({ length: COUNT }, (_, edit) =>
      edit % 3 === 0 ? `kept ${edit}` : `made by ${2 ** 31 - 1 - edit}`,
    );
    expected.forEach((text, edit) => {
      const start = arena.used;
      const recipe = edit % 3 === 0 ? undefined : 2 ** 31 - 1 - edit;
      if (recipe === undefined) arena.latin1(text);
      else write(recipe);
      assert.equal(edits.add(edit, edit + 1, start, recipe), text.length - 1);
    });
    const kept = expected.filter((text, edit) => edit < KEPT_ROWS || text.startsWith('kept'));
    assert.equal(arena.used, kept.join('').length);
    const output = new MemoryOutput(new Uint8Array(COUNT));
    emitPlan({ edits, repairs: [], sourceEnd: COUNT, length: 0 }, output);
    assert.ok(Buffer.from(expected.join('')).equals(output.bytes()));
    const all: string[] = [];
    edits.emitAll({ put: (bytes, from, to) => void all.push(textOf(bytes, from, to)) });
    const again = expected.filter((text, edit) => edit >= KEPT_ROWS && text.startsWith('made'));
    assert.deepEqual(all, [kept.join(''), ...again]);
    assert.equal(arena.used, kept.join('').length);
  });

  it('come out all at once', () => {
    const { edits } = makeLists();
    const all = (): readonly string[] => {
      const parts: string[] = [];
      edits.emitAll({ put: (bytes, from, to) => void parts.push(toHex(bytes.subarray(from, to))) });
      return parts;
    };
    assert.deepEqual(all(), []);
    replace(edits, 0, 2, 'AA BB');
    replace(edits, 3, 4, '');
    replace(edits, 6, 6, 'CC');
    assert.deepEqual(all(), ['aa bb cc']);
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
      emitPlan({ edits, repairs: [], sourceEnd: MANY + 2, length: 0 }, output);
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
    assert.equal(outputOf(edits), `bb ${toHex(SOURCE.subarray(1))}`);
  });
});

describe('repairs', () => {
  it('put a number in the place of another, in either byte order', () => {
    const { edits } = makeLists();
    const repairs = [
      { at: 1, length: 0xf1020304, isBig: false },
      { at: 5, length: 0xf1020304, isBig: true },
    ];
    assert.equal(outputOf(edits, repairs), '00 04 03 02 f1 f1 02 03 04 09');
  });
});
