/** Texts that occur nowhere else, planted where the policy treats, and how often each of them is in some bytes. */
import { TAG } from '../../src/core/dicom/tags';
import { isText, VR, vrCode } from '../../src/core/dicom/vr';
import { LISTED } from '../canary/identifying';
import { hasNewUids, isTaken } from './treatment';
import type { FileTree, Leaf, Node, Sequence } from './tree';

const TOKEN_LENGTH = 8;
const UID_START = '1.2.826.0.1.3680043.10.1234.4711.';
const UID_LENGTH = UID_START.length + 6;

/** Makes canaries; each is used once. */
export class Canaries {
  private count = 0;

  token(): Uint8Array {
    return latin1(`Zq${(this.count++).toString(36).padStart(TOKEN_LENGTH - 3, '0')}K`);
  }

  uid(): Uint8Array {
    return latin1(`${UID_START}${100_000 + this.count++}\0`);
  }
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** A canary and where it starts. */
export interface Sighting {
  readonly text: string;
  readonly at: number;
}

const STARTS = ['Zq', UID_START] as const;

/** Every canary in the bytes, in the order of the offsets for each kind. */
export function findCanaries(bytes: Uint8Array): readonly Sighting[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: Sighting[] = [];
  for (const start of STARTS) {
    const length = start === UID_START ? UID_LENGTH : TOKEN_LENGTH;
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
      const canary = text.toString('latin1', at, at + length);
      if (isCanary(canary)) found.push({ text: canary, at });
    }
  }
  return found;
}

/** Whether a text is a whole canary. */
export function isCanary(text: string): boolean {
  return text.startsWith(UID_START)
    ? /^\d{6}$/.test(text.slice(UID_START.length))
    : /^Zq[0-9a-z]{5}K$/.test(text);
}

/** How often each canary occurs. */
export function countCanaries(bytes: Uint8Array): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of findCanaries(bytes)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

const ITEM_SEQUENCE = 0x00400275;
const META_VALUES = [
  [0x00020016, VR.AE],
  [0x00020102, VR.OB],
] as const;

/** Puts canaries into a tree: over the values that the policy treats, and where a file may hide some more. */
export function plant(tree: FileTree, canaries: Canaries): void {
  for (const node of tree.dataSet) plantOver(node, canaries);
  const group = [nested(canaries, 'SQ', true), ...privateBlock(canaries), ...listed(canaries)];
  for (const node of group) addInOrder(tree.dataSet, node);
  addInOrder(tree.dataSet, leaf(TAG.SOPInstanceUID, 'UI', canaries.uid()));
  tree.dataSet.push(leaf(TAG.DataSetTrailingPadding, 'OB', canaries.token()));
  if (tree.preamble) tree.preamble.set(canaries.token(), 0);
  for (const [tag, vr] of META_VALUES)
    if (tree.meta.length > 0) tree.meta.push({ kind: 'leaf', tag, vr, value: canaries.token() });
}

function plantOver(node: Node, canaries: Canaries): void {
  if (node.kind === 'sequence')
    for (const { elements } of node.items) for (const each of elements) plantOver(each, canaries);
  if (node.kind !== 'leaf' || node.value.length === 0) return;
  if (hasNewUids(node.tag, node.vr)) node.value = canaries.uid();
  else if (isTaken(node.tag, node.vr) && isText(node.vr)) node.value = canaries.token();
}

/** The listed attributes, as many as make a file that is still quick to read. */
function listed(canaries: Canaries): readonly Leaf[] {
  return LISTED.filter((_, index) => index % 3 === 0 || index >= LISTED.length - 2).map(([tag, vr]) =>
    leaf(tag, vr, canaries.token()),
  );
}

function nested(canaries: Canaries, vr: string, open: boolean): Sequence {
  const elements = [
    leaf(TAG.PatientName, 'PN', canaries.token()),
    leaf(0x00081155, 'UI', canaries.uid()),
    leaf(0x00091002, 'LO', canaries.token()),
    leaf(0x00104000, 'LT', canaries.token()),
  ].sort((a, b) => a.tag - b.tag);
  const inner: Sequence = sequenceOf(0x0040a730, vr, elements, !open);
  return sequenceOf(ITEM_SEQUENCE, vr, [leaf(0x00321060, 'LO', canaries.token()), inner], open);
}

function sequenceOf(tag: number, vr: string, elements: Node[], open: boolean): Sequence {
  return { kind: 'sequence', tag, vr: vrCode(vr), items: [{ elements, open, tag: TAG.Item }], open };
}

function privateBlock(canaries: Canaries): readonly (Leaf | Sequence)[] {
  return [
    leaf(0x00090010, 'LO', canaries.token()),
    leaf(0x00091001, 'UN', canaries.token()),
    sequenceOf(0x00091010, 'SQ', [leaf(0x00091011, 'ST', canaries.token())], false),
  ];
}

function leaf(tag: number, vr: string, value: Uint8Array): Leaf {
  return { kind: 'leaf', tag, vr: vrCode(vr), value };
}

/** Puts a node where its tag belongs, in the place of one that has the tag already. */
export function addInOrder(nodes: Node[], node: Leaf | Sequence): void {
  const after = nodes.findIndex((each) => each.kind !== 'raw' && each.tag >= node.tag);
  const at = after < 0 ? nodes.length : after;
  const there = nodes[at];
  const same = there !== undefined && there.kind !== 'raw' && there.tag === node.tag;
  nodes.splice(at, same ? 1 : 0, node);
}
