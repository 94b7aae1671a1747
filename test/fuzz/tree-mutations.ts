/** What can be wrong in the structure of a file. */
import type { Encoding } from '../../src/core/dicom/element-header';
import { ROW } from '../../src/core/dicom/element-table';
import { TAG } from '../../src/core/dicom/tags';
import { VR } from '../../src/core/dicom/vr';
import type { Dice } from './dice';
import {
  cloneNode,
  type Element,
  type FileTree,
  type Item,
  type Node,
  type Place,
  placesIn,
  type Sequence,
} from './tree';

/** Changes a tree in place; `donor` is another one, to take parts from. */
export type TreeMutation = (tree: FileTree, dice: Dice, donor: FileTree) => void;

const VRS = Object.values(VR);
const ENCODINGS: readonly Encoding[] = [0, ROW.implicit, ROW.big];
const NESTING_VRS = [VR.SQ, VR.SQ, VR.SQ, VR.UN];

/** Tags that mean something to a reader, and some that mean nothing. */
const TAGS = [
  ...[TAG.PatientName, TAG.PatientID, TAG.PixelData, TAG.SpecificCharacterSet, TAG.SOPInstanceUID],
  ...[TAG.Item, TAG.ItemDelimitationItem, TAG.SequenceDelimitationItem, TAG.TransferSyntaxUID],
  ...[TAG.DataSetTrailingPadding, 0x00080000, 0x00100000, 0x00000000, 0x00041220, 0x00090010, 0x00091001],
  ...[0x0040a730, 0x00081140, 0x60003000, 0x50000022, 0x7fe00008, 0x7fe10010, 0x0018fff0, 0xfffafffa],
];
const PRIVATE_OR_UNKNOWN = [0x00091010, 0x00291020, 0x00190010, 0x0018fff0, 0x7fe11001, 0x00330001];

function anyPlace(tree: FileTree, dice: Dice): Place | undefined {
  const places = placesIn(dice.chance(0.06) ? tree.meta : tree.dataSet);
  return places.length === 0 ? undefined : dice.pick(places);
}

/** A place of a node that is an element, with that element. */
function anyElement(tree: FileTree, dice: Dice): (Place & { readonly node: Element }) | undefined {
  const place = anyPlace(tree, dice);
  const node = place?.list[place.index];
  return place && node && node.kind !== 'raw' ? { ...place, node } : undefined;
}

function sequencesOf(tree: FileTree): readonly Sequence[] {
  return placesIn(tree.dataSet)
    .map(({ list, index }) => list[index]!)
    .filter((node) => node.kind === 'sequence');
}

function anySequence(tree: FileTree, dice: Dice): Sequence | undefined {
  const sequences = sequencesOf(tree);
  return sequences.length === 0 ? undefined : dice.pick(sequences);
}

function anyItem(tree: FileTree, dice: Dice): Item | undefined {
  const items = sequencesOf(tree).flatMap((sequence) => sequence.items);
  return items.length === 0 ? undefined : dice.pick(items);
}

/** A list of elements: the top level, or an Item. */
function anyList(tree: FileTree, dice: Dice): Node[] {
  return dice.chance(0.5) ? tree.dataSet : (anyItem(tree, dice)?.elements ?? tree.dataSet);
}

function wrongLength(right: number, dice: Dice): number {
  const near = [0, right + 1, right - 1, right + 2, right - 2, right + 8, right - 8, right * 2];
  const far = [0xffffffff, 0xfffffffe, 0x7fffffff, 0x80000000, 0xffff, 0xfffe, 0x10000, 0x00100010];
  return dice.pick(dice.chance(0.6) ? near : [...far, dice.below(0x400)]) >>> 0;
}

function wrapped(node: Node, dice: Dice): Sequence {
  const open = dice.chance(0.5);
  const item: Item = { elements: [node], open: dice.chance(0.5), tag: TAG.Item };
  const tag = dice.pick([0x00400275, 0x0040a730, 0x00081140, 0x0018fff0]);
  return { kind: 'sequence', tag, vr: dice.pick(NESTING_VRS), items: [item], open };
}

/** Every element below it in Explicit or in Implicit VR, as its sequence has it. */
function forgetEncodings(sequence: Sequence): void {
  delete sequence.content;
  for (const { list, index } of sequence.items.flatMap(({ elements }) => placesIn(elements))) {
    const node = list[index]!;
    if (node.kind !== 'raw') delete node.encoding;
  }
}

/** Mutations by the name that a finding is reported under. */
export const TREE_MUTATIONS: Readonly<Record<string, TreeMutation>> = {
  'length of an element': (tree, dice) => {
    const found = anyElement(tree, dice);
    if (!found) return;
    const size = found.node.kind === 'leaf' ? found.node.value.length : dice.below(200);
    found.node.length = wrongLength(size, dice);
  },
  'length of an Item': (tree, dice) => {
    const item = anyItem(tree, dice);
    if (item) item.length = wrongLength(dice.below(200), dice);
  },
  'value of odd length': (tree, dice) => {
    const node = anyElement(tree, dice)?.node;
    if (node?.kind === 'leaf') node.value = node.value.subarray(0, Math.max(0, node.value.length - 1) | 1);
  },
  'another VR': (tree, dice) => {
    const found = anyElement(tree, dice);
    if (found) found.node.vr = dice.pick(VRS);
  },
  'no VR': (tree, dice) => {
    const found = anyElement(tree, dice);
    if (!found) return;
    const letters = dice.pick([0x5a5a, 0x4141, 0x3f3f, 0x2d2d, 0x2020, 0x0001, 0x554e, 0x6c6f, 0x5051]);
    found.node.vr = dice.chance(0.2) ? 1 + dice.below(0xffff) : letters;
  },
  'another tag': (tree, dice) => {
    const found = anyElement(tree, dice);
    const other = anyElement(tree, dice);
    if (found) found.node.tag = other && dice.chance(0.5) ? other.node.tag : dice.pick(TAGS);
  },
  'two tags swapped': (tree, dice) => {
    const [a, b] = [anyElement(tree, dice), anyElement(tree, dice)];
    if (a && b) [a.node.tag, b.node.tag] = [b.node.tag, a.node.tag];
  },
  'an element twice': (tree, dice) => {
    const place = anyPlace(tree, dice);
    if (place) place.list.splice(place.index, 0, cloneNode(place.list[place.index]!));
  },
  'an element elsewhere': (tree, dice) => {
    const place = anyPlace(tree, dice);
    if (!place) return;
    const [node] = place.list.splice(place.index, 1);
    const list = anyList(tree, dice);
    if (node) list.splice(dice.below(list.length + 1), 0, node);
  },
  'an element missing': (tree, dice) => {
    const place = anyPlace(tree, dice);
    if (place) place.list.splice(place.index, 1);
  },
  'nested deeper': (tree, dice) => {
    const place = anyPlace(tree, dice);
    if (!place) return;
    const levels = dice.chance(0.01) ? 50 + dice.below(200) : 1 + dice.below(4);
    for (let level = 0; level < levels; level++)
      place.list[place.index] = wrapped(place.list[place.index]!, dice);
  },
  'a sequence in UN': (tree, dice) => {
    const sequence = anySequence(tree, dice);
    if (!sequence) return;
    sequence.vr = VR.UN;
    sequence.open = dice.chance(0.5);
    forgetEncodings(sequence);
    if (dice.chance(0.3)) sequence.content = 0;
  },
  'a private or unknown sequence': (tree, dice) => {
    const sequence = anySequence(tree, dice);
    if (!sequence) return;
    sequence.tag = dice.pick(PRIVATE_OR_UNKNOWN);
    sequence.vr = dice.pick([VR.SQ, VR.UN, VR.OB, VR.LO, 0]);
    if (dice.chance(0.4)) sequence.content = dice.pick(ENCODINGS);
  },
  'other delimiters': (tree, dice) => {
    const container = dice.chance(0.5) ? anySequence(tree, dice) : anyItem(tree, dice);
    if (container)
      container.delimiters = container.delimiters === undefined && container.open ? dice.pick([0, 2]) : 1;
  },
  'open or closed': (tree, dice) => {
    const container = dice.chance(0.5) ? anySequence(tree, dice) : anyItem(tree, dice);
    if (container) container.open = !container.open;
  },
  'an Item twice or missing': (tree, dice) => {
    const sequence = anySequence(tree, dice);
    const item = sequence?.items[0];
    if (!sequence || !item) return;
    if (dice.chance(0.5)) sequence.items.shift();
    else sequence.items.push(item);
  },
  'no Item round elements': (tree, dice) => {
    const place = anyPlace(tree, dice);
    const node = place?.list[place.index];
    if (place && node?.kind === 'sequence')
      place.list.splice(place.index, 1, ...node.items.flatMap(({ elements }) => elements));
  },
  'another tag for an Item': (tree, dice) => {
    const item = anyItem(tree, dice);
    if (item) item.tag = dice.pick(TAGS);
  },
  'another encoding of an element': (tree, dice) => {
    const found = anyElement(tree, dice);
    if (found) found.node.encoding = dice.pick(ENCODINGS);
  },
  'another encoding of Items': (tree, dice) => {
    const sequence = anySequence(tree, dice);
    if (sequence) sequence.content = dice.pick(ENCODINGS);
  },
  'another encoding of the rest': (tree, dice) => {
    const from = dice.below(tree.dataSet.length + 1);
    const encoding = dice.pick(ENCODINGS);
    for (const node of tree.dataSet.slice(from)) if (node.kind !== 'raw') node.encoding = encoding;
  },
  'another encoding of the data set': (tree, dice) => {
    tree.encoding = dice.pick(ENCODINGS);
  },
  'elements of another file': (tree, dice, donor) => {
    const list = anyList(tree, dice);
    const place = anyPlace(donor, dice);
    if (!place) return;
    const taken = place.list.slice(place.index, place.index + 1 + dice.below(8)).map(cloneNode);
    list.splice(dice.below(list.length + 1), dice.below(4), ...taken);
  },
  'pixel data in a sequence': (tree, dice) => {
    const pixels = tree.dataSet.findIndex((node) => node.kind !== 'raw' && node.tag === TAG.PixelData);
    const item = anyItem(tree, dice);
    const node = tree.dataSet[pixels];
    if (!item || !node) return;
    if (dice.chance(0.5)) tree.dataSet.splice(pixels, 1);
    item.elements.push(cloneNode(node));
  },
  'damaged fragments': (tree, dice) => {
    const found = tree.dataSet.findIndex((node) => node.kind !== 'raw' && node.tag === TAG.PixelData);
    const old = tree.dataSet[found];
    const kept =
      old?.kind === 'fragments'
        ? old.fragments
        : [0, 8, 12].map((size) => ({
            bytes: dice.bytes(size),
            tag: TAG.Item,
          }));
    const fragments = kept.map((each) => ({ ...each }));
    const one = fragments[dice.below(Math.max(1, fragments.length))];
    if (one && dice.chance(0.4)) Object.assign(one, { length: wrongLength(one.bytes.length, dice) });
    if (one && dice.chance(0.2)) one.tag = dice.pick(TAGS);
    const vr = dice.pick([VR.OB, VR.OW, VR.UN, VR.SQ]);
    const delimiters = dice.pick([0, 1, 1, 1, 2]);
    tree.dataSet.splice(found < 0 ? tree.dataSet.length : found, found < 0 ? 0 : 1, {
      ...{ kind: 'fragments', tag: TAG.PixelData, vr, fragments, delimiters },
    });
  },
  'bytes between elements': (tree, dice) => {
    const list = anyList(tree, dice);
    const bytes = dice.chance(0.4) ? new Uint8Array(2 * dice.below(12)) : dice.bytes(dice.below(20));
    list.splice(dice.below(list.length + 1), 0, { kind: 'raw', bytes });
  },
};
