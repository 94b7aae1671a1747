/** What can be wrong in values, in the File Meta Information, and with the transfer syntax. */
import { ROW } from '../../src/core/dicom/element-table';
import { TAG } from '../../src/core/dicom/tags';
import { isText, VR } from '../../src/core/dicom/vr';
import { TRANSFER_SYNTAX } from '../../src/sample/dicom-writer';
import type { Dice } from './dice';
import { addInOrder } from './canaries';
import { type FileTree, type Leaf, placesIn } from './tree';
import type { TreeMutation } from './tree-mutations';

const SYNTAXES = [...Object.values(TRANSFER_SYNTAX), '1.2.840.10008.1.2.4.95', '1.2.3.4', '', 'nonsense'];
const CHARACTER_SETS = [
  ...['ISO_IR 100', 'ISO_IR 192', 'GB18030', 'GBK', '\\ISO 2022 IR 87', 'ISO 2022 IR 13\\ISO 2022 IR 87'],
  ...['\\ISO 2022 IR 149', 'ISO_IR 144', 'UNKNOWN', '', '\\\\\\', 'ISO_IR 13'],
];
/** Separators, escape sequences of ISO 2022 and bytes that break an encoding. */
const ODDITIES = [
  ...[
    '\\',
    '^',
    '=',
    '\0',
    '\x1b',
    '\x1b$B',
    '\x1b(B',
    '\x1b$)C',
    '\x1b-A',
    '\r\n',
    '\t',
    '\xff\xfe',
    '\xc3',
  ],
  ...['\\\\\\\\', '\x81\x5c', '\xe3\x81', '{{', '%s', '../..', '=1+1', '1.2.3.4.5.6.7', '2.25.', '20240230'],
];
const HUGE = 3000;
/** Round the limits of 16-bit lengths, of what is loaded, and of how much is loaded at once. */
const LONG_LENGTHS = [0xfff0, 0xfffe, 0x10000, 0x10002, 70_000, 131_072, 200_000];

function latin1(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

function anyLeaf(tree: FileTree, dice: Dice, fits: (leaf: Leaf) => boolean): Leaf | undefined {
  const leaves = placesIn(dice.chance(0.08) ? tree.meta : tree.dataSet)
    .map(({ list, index }) => list[index]!)
    .filter((node): node is Leaf => node.kind === 'leaf' && fits(node));
  return leaves.length === 0 ? undefined : dice.pick(leaves);
}

function isTextLeaf({ vr }: Leaf): boolean {
  return isText(vr);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function named(tree: FileTree, uid: string): void {
  const there = tree.meta.find((node) => node.kind === 'leaf' && node.tag === TAG.TransferSyntaxUID);
  const value = latin1(uid.length % 2 === 1 ? `${uid}\0` : uid);
  if (there?.kind === 'leaf') there.value = value;
  else addInOrder(tree.meta, { kind: 'leaf', tag: TAG.TransferSyntaxUID, vr: VR.UI, value });
}

/** Mutations by the name that a finding is reported under. */
export const VALUE_MUTATIONS: Readonly<Record<string, TreeMutation>> = {
  'odd characters': (tree, dice) => {
    const leaf = anyLeaf(tree, dice, isTextLeaf);
    if (!leaf) return;
    const at = dice.below(leaf.value.length + 1);
    const odd = latin1(dice.pick(ODDITIES));
    leaf.value = joined(leaf.value.subarray(0, at), odd, leaf.value.subarray(at));
  },
  'a text twice': (tree, dice) => {
    const leaf = anyLeaf(tree, dice, isTextLeaf);
    if (leaf) leaf.value = joined(leaf.value, latin1(dice.pick(['\\', '^', ' '])), leaf.value);
  },
  'very many values': (tree, dice) => {
    const leaf = anyLeaf(tree, dice, isTextLeaf);
    if (!leaf) return;
    const value = dice.pick(['\\', '1\\', '1.2.3.4.5\\', '20240101\\', 'a']);
    leaf.value = joined(leaf.value, latin1(value.repeat(dice.below(HUGE))));
  },
  'a very long value': (tree, dice) => {
    const leaf = anyLeaf(tree, dice, () => true);
    if (!leaf) return;
    const filler = new Uint8Array(dice.pick(LONG_LENGTHS)).fill(dice.pick([0x00, 0x20, 0x41, 0x5c]));
    leaf.value = dice.chance(0.5) ? joined(filler, leaf.value) : joined(leaf.value, filler);
    if (dice.chance(0.5)) leaf.vr = dice.pick([VR.UN, VR.UT, VR.OB, VR.UC, VR.OW]);
  },
  'another character set': (tree, dice) => {
    const value = latin1(dice.pick(CHARACTER_SETS));
    const leaf: Leaf = { kind: 'leaf', tag: TAG.SpecificCharacterSet, vr: VR.CS, value };
    if (dice.chance(0.7)) addInOrder(tree.dataSet, leaf);
    else tree.dataSet.splice(dice.below(tree.dataSet.length + 1), 0, leaf);
  },
  'a value of noise': (tree, dice) => {
    const leaf = anyLeaf(tree, dice, () => true);
    if (leaf) leaf.value = dice.bytes(dice.below(40));
  },
  'a value like an Item': (tree, dice) => {
    const leaf = anyLeaf(tree, dice, () => true);
    if (!leaf) return;
    const length = dice.pick([0, leaf.value.length, 0xffffffff]);
    const header = Buffer.from('feff00e000000000', 'hex');
    header.writeUInt32LE(length >>> 0, 4);
    leaf.value = joined(header, leaf.value);
    if (dice.chance(0.5)) leaf.vr = dice.pick([VR.UN, VR.OB, VR.SQ]);
  },
  'another transfer syntax': (tree, dice) => named(tree, dice.pick(SYNTAXES)),
  'a deflated data set': (tree) => {
    named(tree, TRANSFER_SYNTAX.deflatedLE);
    tree.deflated = true;
    tree.encoding = 0;
  },
  'deflated or not, whatever it says': (tree) => {
    tree.deflated = !tree.deflated;
  },
  'no File Meta Information': (tree, dice) => {
    tree.meta = [];
    if (dice.chance(0.5)) tree.preamble = undefined;
  },
  'no preamble': (tree) => {
    tree.preamble = undefined;
  },
  'File Meta Information in another encoding': (tree, dice) => {
    tree.metaEncoding = dice.pick([ROW.implicit, ROW.big]);
  },
  'File Meta Information twice': (tree, dice) => {
    if (dice.chance(0.5)) tree.meta = [...tree.meta, ...tree.meta];
    else tree.dataSet.unshift(...tree.meta);
  },
  'a wrong group length': (tree, dice) => {
    const leaf = anyLeaf(tree, dice, ({ tag }) => (tag & 0xffff) === 0);
    const value = Buffer.alloc(4);
    value.writeUInt32LE(dice.pick([0, 4, 1000, 0xffffffff, dice.below(400)]));
    if (leaf) Object.assign(leaf, { value: Uint8Array.from(value), length: 4 });
    else
      addInOrder(tree.dataSet, { kind: 'leaf', tag: 0x00100000, vr: VR.UL, value: Uint8Array.from(value) });
  },
  'bytes at the end': (tree, dice) => {
    const zeros = new Uint8Array(dice.below(30));
    const noise = dice.bytes(dice.below(30));
    tree.trailing = dice.pick([zeros, noise, joined(zeros, noise), joined(zeros, latin1('Doe^Jane'))]);
  },
};
