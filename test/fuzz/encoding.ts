import { deflateRawSync } from 'node:zlib';
import { type Encoding, UNDEFINED_LENGTH } from '../../src/core/dicom/element-header';
import { ROW } from '../../src/core/dicom/element-table';
import { TAG } from '../../src/core/dicom/tags';
import { hasLongLength, VR } from '../../src/core/dicom/vr';
import { ByteArena } from '../../src/core/splice/byte-arena';
import type { FileTree, Fragments, Item, Leaf, Node, Sequence } from './tree';

const arena = new ByteArena();

/** The bytes of a tree, with all that is wrong in it; the group length of the File Meta Information is set right. */
export function encodeTree(tree: FileTree): Uint8Array {
  arena.clear();
  if (tree.preamble) arena.copy(tree.preamble, 0, tree.preamble.length);
  encodeMeta(tree);
  const start = arena.used;
  encodeNodes(tree.dataSet, tree.encoding);
  if (tree.deflated) deflateFrom(start);
  arena.copy(tree.trailing, 0, tree.trailing.length);
  return Uint8Array.from(arena.bytes.subarray(0, arena.used));
}

function encodeMeta({ meta, metaEncoding }: FileTree): void {
  const start = arena.used;
  encodeNodes(meta, metaEncoding);
  const first = meta[0];
  if (first?.kind !== 'leaf' || first.tag !== TAG.FileMetaInformationGroupLength) return;
  if (first.length !== undefined || first.value.length !== 4 || metaEncoding !== 0) return;
  arena.bytes.writeUInt32LE(arena.used - start - 12, start + 8);
}

function deflateFrom(start: number): void {
  const deflated = deflateRawSync(arena.bytes.subarray(start, arena.used));
  arena.used = start;
  arena.copy(deflated, 0, deflated.length);
  if (deflated.length % 2 === 1) arena.byte(0);
}

function encodeNodes(nodes: readonly Node[], encoding: Encoding): void {
  for (const node of nodes) encodeNode(node, encoding);
}

function encodeNode(node: Node, encoding: Encoding): void {
  if (node.kind === 'raw') return arena.copy(node.bytes, 0, node.bytes.length);
  const own = node.encoding ?? encoding;
  if (node.kind === 'leaf') encodeLeaf(node, own);
  else if (node.kind === 'fragments') encodeFragments(node, own);
  else encodeSequence(node, own);
}

function encodeLeaf({ tag, vr, value, length }: Leaf, encoding: Encoding): void {
  writeHeader(tag, vr, length ?? value.length, encoding);
  arena.copy(value, 0, value.length);
}

function encodeSequence(sequence: Sequence, encoding: Encoding): void {
  const content = sequence.content ?? (sequence.vr === VR.UN ? ROW.implicit : encoding);
  writeHeader(sequence.tag, sequence.vr, UNDEFINED_LENGTH, encoding);
  const start = arena.used;
  for (const item of sequence.items) encodeItem(item, content);
  endContainer(sequence, start, lengthSize(sequence.vr, encoding), encoding, content);
}

function encodeItem(item: Item, encoding: Encoding): void {
  writeItemHeader(item.tag, UNDEFINED_LENGTH, encoding);
  const start = arena.used;
  encodeNodes(item.elements, encoding);
  endContainer(item, start, 4, encoding, encoding);
}

/** Puts the length in, or the delimiters behind. */
function endContainer(
  container: Item | Sequence,
  start: number,
  size: number,
  encoding: Encoding,
  content: Encoding,
): void {
  const length = container.length ?? (container.open ? UNDEFINED_LENGTH : arena.used - start);
  patchLength(start - size, size, length, encoding);
  const delimiter = 'kind' in container ? TAG.SequenceDelimitationItem : TAG.ItemDelimitationItem;
  const count = container.delimiters ?? (container.open ? 1 : 0);
  for (let written = 0; written < count; written++) writeItemHeader(delimiter, 0, content);
}

function encodeFragments(node: Fragments, encoding: Encoding): void {
  writeHeader(node.tag, node.vr, node.length ?? UNDEFINED_LENGTH, encoding);
  for (const { bytes, length, tag } of node.fragments) {
    writeItemHeader(tag, length ?? bytes.length, encoding);
    arena.copy(bytes, 0, bytes.length);
  }
  const count = node.delimiters ?? 1;
  for (let written = 0; written < count; written++)
    writeItemHeader(TAG.SequenceDelimitationItem, 0, encoding);
}

function writeHeader(tag: number, vr: number, length: number, encoding: Encoding): void {
  if (encoding & ROW.implicit) return writeItemHeader(tag, length, encoding);
  const big = (encoding & ROW.big) !== 0;
  arena.tag(tag, big);
  arena.uint16(vr || VR.UN, true);
  if (lengthSize(vr, encoding) === 2) return arena.uint16(length & 0xffff, big);
  arena.uint16(0, big);
  arena.uint32(length, big);
}

function writeItemHeader(tag: number, length: number, encoding: Encoding): void {
  const big = (encoding & ROW.big) !== 0;
  arena.tag(tag, big);
  arena.uint32(length, big);
}

function lengthSize(vr: number, encoding: Encoding): number {
  return encoding & ROW.implicit || vr === 0 || hasLongLength(vr) ? 4 : 2;
}

function patchLength(at: number, size: number, length: number, encoding: Encoding): void {
  const { used } = arena;
  arena.used = at;
  const big = (encoding & ROW.big) !== 0;
  if (size === 4) arena.uint32(length, big);
  else arena.uint16(length & 0xffff, big);
  arena.used = used;
}
