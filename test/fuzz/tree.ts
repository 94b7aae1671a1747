/** A file as a tree that mutations change in place, and that can say wrong things about itself. */
import type { Encoding } from '../../src/core/dicom/element-header';
import { readTag, readUint32 } from '../../src/core/dicom/element-header';
import { ROW, type ElementTable } from '../../src/core/dicom/element-table';
import { PREAMBLE, transferSyntaxOf } from '../../src/core/dicom/file-layout';
import { TAG } from '../../src/core/dicom/tags';
import { VR } from '../../src/core/dicom/vr';
import { isDeflated } from '../../src/core/dicom/transfer-syntax';
import type { Scanned } from '../support/scanning';

/** What is written of a container beside its content; absent fields are as they should be. */
interface Lies {
  /** Written instead of the true length. */
  length?: number;
  /** How many delimiters end it: 1 for undefined length. */
  delimiters?: number;
}

export interface Leaf extends Lies {
  readonly kind: 'leaf';
  tag: number;
  /** VR as two letters; 0 when Implicit VR leaves it open. */
  vr: number;
  value: Uint8Array;
  /** Encoded otherwise than what is around it. */
  encoding?: Encoding;
}

export interface Item extends Lies {
  elements: Node[];
  open: boolean;
  tag: number;
}

export interface Sequence extends Lies {
  readonly kind: 'sequence';
  tag: number;
  vr: number;
  items: Item[];
  open: boolean;
  encoding?: Encoding;
  /** How its items are encoded, where that is not how it is itself. */
  content?: Encoding;
}

export interface Fragments extends Lies {
  readonly kind: 'fragments';
  tag: number;
  vr: number;
  fragments: { bytes: Uint8Array; length?: number; tag: number }[];
  encoding?: Encoding;
}

export interface Raw {
  readonly kind: 'raw';
  bytes: Uint8Array;
}

export type Element = Leaf | Sequence | Fragments;
export type Node = Element | Raw;

export interface FileTree {
  /** Preamble and prefix; undefined for a bare data set. */
  preamble: Uint8Array | undefined;
  meta: Node[];
  metaEncoding: Encoding;
  dataSet: Node[];
  encoding: Encoding;
  deflated: boolean;
  trailing: Uint8Array;
}

/** Longer values are cut to this, so that a case is made and judged in a fraction of a millisecond. */
const LONGEST_VALUE = 192;
const MOST_ITEMS = 3;
const MOST_FRAGMENTS = 4;

/** The tree of a file that was scanned: long values, sequences and fragments shortened. */
export function treeOf(bytes: Uint8Array, { window, table, layout }: Scanned): FileTree {
  const nodes = new NodeMaker(bytes, table);
  const deflated = isDeflated(transferSyntaxOf(window, table));
  return {
    preamble: layout.hasPreamble ? bytes.slice(0, PREAMBLE + 4) : undefined,
    meta: nodes.between(0, layout.dataSetRow),
    metaEncoding: layout.dataSetRow > 0 ? encodingOf(table, 0) : 0,
    dataSet: nodes.between(layout.dataSetRow, table.count),
    encoding: layout.encoding,
    deflated,
    trailing: new Uint8Array(0),
  };
}

function encodingOf(table: ElementTable, row: number): Encoding {
  return table.flags[row]! & (ROW.implicit | ROW.big);
}

class NodeMaker {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly table: ElementTable,
  ) {}

  between(from: number, to: number): Node[] {
    const nodes: Node[] = [];
    for (let row = from; row < to; row = this.table.next[row]!) nodes.push(this.nodeAt(row));
    return nodes;
  }

  private nodeAt(row: number): Node {
    const { table } = this;
    const [tag, vr, flags] = [table.tag[row]!, table.vr[row]!, table.flags[row]!];
    if (flags & ROW.fragments) return { kind: 'fragments', tag, vr, fragments: this.fragments(row) };
    if ((flags & ROW.sequence) === 0) return { kind: 'leaf', tag, vr, value: this.value(row) };
    const items = this.items(row);
    const own = encodingOf(table, row);
    const content = row + 1 < table.next[row]! ? encodingOf(table, row + 1) : own;
    const usual = vr === VR.UN ? ROW.implicit : own;
    const open = (flags & ROW.undefinedLength) !== 0;
    return { kind: 'sequence', tag, vr, items, open, ...(content === usual ? {} : { content }) };
  }

  private value(row: number): Uint8Array {
    const { table } = this;
    const end = Math.min(table.end[row]!, table.valueAt(row) + LONGEST_VALUE);
    return this.bytes.slice(table.valueAt(row), end);
  }

  private items(row: number): Item[] {
    const { table } = this;
    const items: Item[] = [];
    for (let item = row + 1; item < table.next[row]! && items.length < MOST_ITEMS; item = table.next[item]!) {
      const open = (table.flags[item]! & ROW.undefinedLength) !== 0;
      items.push({ elements: this.between(item + 1, table.next[item]!), open, tag: TAG.Item });
    }
    return items;
  }

  private fragments(row: number): Fragments['fragments'] {
    const { table, bytes } = this;
    const encoding = encodingOf(table, row);
    const fragments: Fragments['fragments'] = [];
    for (let at = table.valueAt(row); at + 8 <= table.end[row]! && fragments.length < MOST_FRAGMENTS;) {
      if (readTag(bytes, at, encoding) !== TAG.Item) break;
      const length = readUint32(bytes, at + 4, encoding);
      const part = bytes.slice(at + 8, at + 8 + Math.min(length, LONGEST_VALUE));
      fragments.push({ bytes: part, tag: TAG.Item });
      at += 8 + length;
    }
    return fragments;
  }
}

/** A copy that can be changed; values are shared, because mutations replace them whole. */
export function cloneTree(tree: FileTree): FileTree {
  return { ...tree, meta: tree.meta.map(cloneNode), dataSet: tree.dataSet.map(cloneNode) };
}

/** A copy of a node and all that it holds. */
export function cloneNode<N extends Node>(node: N): N {
  if (node.kind === 'sequence') return { ...node, items: node.items.map(cloneItem) };
  if (node.kind === 'fragments') return { ...node, fragments: node.fragments.map((each) => ({ ...each })) };
  return { ...node };
}

/** A copy of an Item and all that it holds. */
export function cloneItem(item: Item): Item {
  return { ...item, elements: item.elements.map(cloneNode) };
}

/** Where a node stands. */
export interface Place {
  readonly list: Node[];
  readonly index: number;
  readonly depth: number;
}

/** The places of all nodes below a list, in the order of the file. */
export function placesIn(list: Node[], depth = 0, into: Place[] = []): readonly Place[] {
  list.forEach((node, index) => {
    into.push({ list, index, depth });
    if (node.kind === 'sequence') for (const { elements } of node.items) placesIn(elements, depth + 1, into);
  });
  return into;
}
