import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteArena } from '../../../src/core/splice/byte-arena';
import { ElementPacking } from '../../../src/core/splice/packed-element';
import { hex, toHex } from '../../support/hex';

const SEED = 20_261_123;
const HEADER = '08 00 55 11 55 49';
const FRONT = 5;

/** An arena that holds `bytes`, behind a few others. */
function arenaWith(bytes: Uint8Array): ByteArena {
  const arena = new ByteArena();
  arena.zeros(FRONT);
  arena.copy(bytes, 0, bytes.length);
  return arena;
}

function elementOf(text: string, header = HEADER): Uint8Array {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(text.length);
  return Buffer.concat([hex(header), length, Buffer.from(text, 'latin1')]);
}

/** What becomes of an element that is packed and unpacked; undefined when it is not packed, and stays as it was. */
function packedAndUnpacked(packing: ElementPacking, bytes: Uint8Array): string | undefined {
  const arena = arenaWith(bytes);
  if (packing.pack(arena, FRONT)) {
    assert.equal(arena.used - FRONT, 1 + (bytes.length - 8) / 2);
    return toHex(packing.unpack(arena.bytes, FRONT, bytes.length).subarray(0, bytes.length));
  }
  assert.equal(toHex(arena.bytes.subarray(FRONT, arena.used)), toHex(bytes));
  return undefined;
}

describe('packed elements', () => {
  for (const text of [
    '2.25.329800735698586629295641978511506172918',
    '19561103',
    '-1.5e ',
    '10\\20 ',
    '1\0',
  ].map((value) => value.replace('e', '+'))) {
    it(`take half a byte for each character of ${JSON.stringify(text)}`, () => {
      const even = text.length % 2 === 0 ? text : `${text}\0`;
      assert.equal(packedAndUnpacked(new ElementPacking(), elementOf(even)), toHex(elementOf(even)));
    });
  }

  it('are all that consist of digits and what stands between them, whatever their headers', () => {
    const header = fc
      .integer({ min: 0, max: 200 })
      .map((number) => `08 00 ${number.toString(16).padStart(2, '0')} 00 55 49`);
    const text = fc.array(fc.constantFrom(...'0123456789.+-\\ \0'), { minLength: 1, maxLength: 60 });
    const packing = new ElementPacking();
    let packed = 0;
    fc.assert(
      fc.property(header, text, (head, characters) => {
        const bytes = elementOf(
          characters.join('').padEnd(characters.length + (characters.length % 2), ' '),
          head,
        );
        const back = packedAndUnpacked(packing, bytes);
        // A header has its length in it: more than 256 different ones are not remembered.
        if (back !== undefined) {
          packed++;
          assert.equal(back, toHex(bytes));
        }
      }),
      { seed: SEED, numRuns: 2000 },
    );
    assert.ok(packed > 200, `${packed} packed`);
  });

  it('are not those of other characters, of odd length, without a value or of more than 256 bytes', () => {
    const packing = new ElementPacking();
    for (const text of ['1.2a', 'AB', '1\u00b2', '123', '', '1'.repeat(250)])
      assert.equal(packedAndUnpacked(packing, elementOf(text)), undefined, JSON.stringify(text));
    const longest = elementOf('1'.repeat(248));
    assert.equal(packedAndUnpacked(packing, longest), toHex(longest));
  });

  it('have no more than 256 different headers, until those are forgotten', () => {
    const packing = new ElementPacking();
    const bytesOf = (at: number): Uint8Array =>
      elementOf('12', `${toHex(Uint8Array.of(at >>> 8, at))} 00 00 55 49`);
    for (let at = 0; at < 256; at++)
      assert.equal(packedAndUnpacked(packing, bytesOf(at)), toHex(bytesOf(at)));
    assert.equal(packedAndUnpacked(packing, bytesOf(256)), undefined);
    assert.equal(packedAndUnpacked(packing, bytesOf(255)), toHex(bytesOf(255)));
    packing.clear();
    assert.equal(packedAndUnpacked(packing, bytesOf(256)), toHex(bytesOf(256)));
  });
});
