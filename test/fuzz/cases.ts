import type { Bases } from './bases';
import { BYTE_MUTATIONS, type ByteMutation } from './byte-mutations';
import { Dice } from './dice';
import { encodeTree } from './encoding';
import { cloneTree, type FileTree } from './tree';
import { TREE_MUTATIONS, type TreeMutation } from './tree-mutations';
import { VALUE_MUTATIONS } from './value-mutations';

/** One mutated file. */
export interface Case {
  readonly seed: number;
  readonly number: number;
  readonly bytes: Uint8Array;
  /** The names of what was done to it, in order. */
  readonly mutations: readonly string[];
}

const IN_TREES: readonly (readonly [string, TreeMutation])[] = [
  ...Object.entries(TREE_MUTATIONS),
  ...Object.entries(VALUE_MUTATIONS),
];
const IN_BYTES: readonly (readonly [string, ByteMutation])[] = Object.entries(BYTE_MUTATIONS);

/** Case `number` of a campaign: the same bytes for the same bases, seed and number. */
export function makeCase(bases: Bases, seed: number, number: number): Case {
  const dice = new Dice(seed, number);
  const tree = cloneTree(anyTree(bases, dice));
  const mutations: string[] = [];
  const inTree = dice.chance(0.1) ? 0 : dice.pick([1, 1, 1, 2, 2, 3, 5]);
  for (let count = 0; count < inTree; count++) {
    const [name, mutate] = dice.pick(IN_TREES);
    mutations.push(name);
    mutate(tree, dice, anyTree(bases, dice));
  }
  let bytes = encodeTree(tree);
  const inBytes = inTree === 0 ? 1 + dice.below(3) : dice.pick([0, 0, 0, 1]);
  for (let count = 0; count < inBytes; count++) {
    const [name, mutate] = dice.pick(IN_BYTES);
    mutations.push(name);
    bytes = mutate(bytes, dice, encodeTree(anyTree(bases, dice)));
  }
  return { seed, number, bytes, mutations };
}

/** From the sample in half of the cases, so that real files, where there are any, do not crowd it out. */
function anyTree({ sample, real }: Bases, dice: Dice): FileTree {
  const fromSample = dice.chance(0.5);
  return dice.pick(real.length === 0 || fromSample ? sample : real);
}
