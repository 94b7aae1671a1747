/** What can be wrong in bytes, whatever they mean. */
import type { Dice } from './dice';

/** The changed bytes; `donor` are those of another file. */
export type ByteMutation = (bytes: Uint8Array, dice: Dice, donor: Uint8Array) => Uint8Array;

/** Bytes that mean something to a reader, for places where they do not belong. */
const POISON = [
  ...['ffffffff', 'feff00e0', 'feff0de0', 'feffdde0', 'fffee000', '00000000', 'ffffff7f', '554effff'],
  ...['53510000', '10001000504e0800', '1000200008000000', 'e07f10004f570000', '5c5c', '4449434d'],
].map((hex) => Buffer.from(hex, 'hex'));

const HEAD = 132;

/** Mostly behind the prefix, which decides whether it is DICOM at all. */
function anyOffset(bytes: Uint8Array, dice: Dice): number {
  const from = bytes.length > HEAD && !dice.chance(0.02) ? HEAD : 0;
  return from + dice.below(Math.max(1, bytes.length - from));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Mutations by the name that a finding is reported under. */
export const BYTE_MUTATIONS: Readonly<Record<string, ByteMutation>> = {
  'a bit flipped': (bytes, dice) => {
    const copy = bytes.slice();
    for (let flips = 1 + dice.below(4); flips > 0; flips--) {
      const at = anyOffset(copy, dice);
      if (at < copy.length) copy[at]! ^= 1 << dice.below(8);
    }
    return copy;
  },
  'poison over bytes': (bytes, dice) => {
    const copy = bytes.slice();
    const [at, poison] = [anyOffset(copy, dice), dice.pick(POISON)];
    copy.set(poison.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length));
    return copy;
  },
  'bytes put in': (bytes, dice) => {
    const at = anyOffset(bytes, dice);
    const put = dice.chance(0.5) ? dice.pick(POISON) : dice.bytes(1 + dice.below(12));
    return joined(bytes.subarray(0, at), put, bytes.subarray(at));
  },
  'bytes taken out': (bytes, dice) => {
    const at = anyOffset(bytes, dice);
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + dice.below(16)));
  },
  'cut off': (bytes, dice) => bytes.slice(0, anyOffset(bytes, dice)),
  'two files spliced': (bytes, dice, donor) =>
    joined(bytes.subarray(0, anyOffset(bytes, dice)), donor.subarray(anyOffset(donor, dice))),
  'a file behind a file': (bytes, dice, donor) =>
    joined(bytes, donor.subarray(dice.pick([0, HEAD, anyOffset(donor, dice)]))),
  'noise behind the prefix': (bytes, dice) => joined(bytes.subarray(0, HEAD), dice.bytes(dice.below(300))),
};
