import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteArena } from '../../src/core/splice/byte-arena';
import { EditList, emitPlan, type Repair } from '../../src/core/splice/edit-list';
import { toHex } from '../support/hex';
import { MemoryOutput } from '../support/rewriting';

const SEED = 20_260_216;
const SIZE = 200;
const SOURCE = Uint8Array.from({ length: SIZE }, (_, index) => index);

/** A repaired length, Little Endian. */
const LENGTH = Uint8Array.of(4, 3, 2, 1);

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
  /** A repair of a length; otherwise an edit of an element. */
  readonly isRepair: boolean;
}

/** Edits in order, that share no byte. */
const edits: fc.Arbitrary<readonly Edit[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 12 }),
      length: fc.integer({ min: 0, max: 8 }),
      bytes: fc.uint8Array({ maxLength: 9 }),
      isRepair: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((steps) => {
    let at = 0;
    return steps.map(({ gap, length, bytes, isRepair }): Edit => {
      const from = at + gap + 1;
      at = from + (isRepair ? 4 : length);
      return { from, to: at, bytes: isRepair ? LENGTH : bytes, isRepair };
    });
  })
  .filter((all) => (all.at(-1)?.to ?? 0) <= SIZE);

describe('edits of a file, at random', () => {
  it('and copies cover the output once, in order, with nothing else', () => {
    fc.assert(
      fc.property(edits, fc.integer({ min: 0, max: 40 }), (all, behind) => {
        const arena = new ByteArena();
        const lists = { edits: new EditList(arena), repairs: repairsOf(all) };
        const sourceEnd = Math.max(all.at(-1)?.to ?? 0, SIZE - behind);
        let length = sourceEnd;
        for (const { from, to, bytes } of all.filter(({ isRepair }) => !isRepair)) {
          const start = arena.used;
          arena.copy(bytes, 0, bytes.length);
          length += lists.edits.add(from, to, start);
        }
        const output = new MemoryOutput(SOURCE);
        emitPlan({ ...lists, sourceEnd, length }, output);
        assert.equal(toHex(output.bytes()), toHex(edited(all, sourceEnd)));
        assert.equal(output.length, length);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

function repairsOf(all: readonly Edit[]): readonly Repair[] {
  return all
    .filter(({ isRepair }) => isRepair)
    .map(({ from }) => ({ at: from, length: 0x01020304, isBig: false }));
}

/** The same, the plain way. */
function edited(all: readonly Edit[], sourceEnd: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { from, to, bytes } of all) {
    parts.push(SOURCE.subarray(at, from), bytes);
    at = to;
  }
  return Buffer.concat([...parts, SOURCE.subarray(at, sourceEnd)]);
}
