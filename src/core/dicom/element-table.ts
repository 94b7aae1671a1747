import { GrowingColumn, KEPT_ROWS, type Offsets, offsetsIn, rowsAfter } from './growing-column';

const FIRST_ROWS = 1024;

/** Facts about one row of the table. */
export const ROW = {
  /** Encoded in Implicit VR (PS3.5 §7.1.3). */
  implicit: 1,
  /** Encoded Big Endian (PS3.5 §7.3). */
  big: 2,
  /** Length 0xFFFFFFFF (PS3.5 §7.5). */
  undefinedLength: 4,
  /** An Item (FFFE,E000) of a sequence. */
  item: 8,
  /** Its value is a sequence of Items whose rows follow. */
  sequence: 16,
  /** Its value is encapsulated fragments (PS3.5 §A.4). */
  fragments: 32,
} as const;

/**
 * The elements of one file in the order of its bytes (a sequence before its items, an item before its elements), as
 * parallel arrays: no object for an element, one table for all files of a worker.
 */
export class ElementTable {
  count = 0;
  tag: Uint32Array;
  /** VR as two ASCII letters, from the file or (Implicit VR) from the dictionary; 0 when unknown. */
  vr: Uint16Array;
  /** File offset of the element's first byte. */
  head: Offsets;
  /** Bytes of its tag, VR and length. */
  prefix: Uint8Array;
  /** File offset just after it, delimiters included. */
  end: Offsets;
  /** Buffer offset of its value, -1 when it is not held in memory. */
  held: Int32Array;
  /** Row of the Item or sequence around it, -1 at the top level. */
  parent: Int32Array;
  /** Row that follows it and all that it holds. */
  next: Int32Array;
  flags: Uint8Array;

  private size = Infinity;
  private readonly columns = {
    tag: new GrowingColumn<Uint32Array>(Uint32Array, FIRST_ROWS),
    vr: new GrowingColumn<Uint16Array>(Uint16Array, FIRST_ROWS),
    head: new GrowingColumn<Offsets>(Float64Array, FIRST_ROWS),
    prefix: new GrowingColumn<Uint8Array>(Uint8Array, FIRST_ROWS),
    end: new GrowingColumn<Offsets>(Float64Array, FIRST_ROWS),
    held: new GrowingColumn<Int32Array>(Int32Array, FIRST_ROWS),
    parent: new GrowingColumn<Int32Array>(Int32Array, FIRST_ROWS),
    next: new GrowingColumn<Int32Array>(Int32Array, FIRST_ROWS),
    flags: new GrowingColumn<Uint8Array>(Uint8Array, FIRST_ROWS),
  };

  constructor() {
    this.tag = this.columns.tag.ordinary;
    this.vr = this.columns.vr.ordinary;
    this.head = this.columns.head.ordinary;
    this.prefix = this.columns.prefix.ordinary;
    this.end = this.columns.end.ordinary;
    this.held = this.columns.held.ordinary;
    this.parent = this.columns.parent.ordinary;
    this.next = this.columns.next.ordinary;
    this.flags = this.columns.flags.ordinary;
  }

  /** Forgets all rows; those of a file, or of an inflated one, of `size` bytes follow. */
  clear(size: number): void {
    this.release();
    this.size = size;
  }

  /** Adds a row and returns its number. */
  add(
    tag: number,
    vr: number,
    head: number,
    value: number,
    end: number,
    held: number,
    parent: number,
    flags: number,
  ): number {
    const row = this.count++;
    if (row === this.tag.length) this.grow();
    this.tag[row] = tag;
    this.vr[row] = vr;
    this.head[row] = head;
    this.prefix[row] = value - head;
    this.end[row] = end;
    this.held[row] = held;
    this.parent[row] = parent;
    this.next[row] = row + 1;
    this.flags[row] = flags;
    return row;
  }

  /** File offset of a row's value. */
  valueAt(row: number): number {
    return this.head[row]! + this.prefix[row]!;
  }

  /** Length of a row's value in bytes; delimiters of an undefined length are part of it. */
  valueLength(row: number): number {
    return this.end[row]! - this.valueAt(row);
  }

  /** Forgets all rows, and gives back the memory of a file that had very many. */
  release(): void {
    this.count = 0;
    if (this.tag.length <= KEPT_ROWS) return;
    const { columns } = this;
    this.tag = columns.tag.giveBack();
    this.vr = columns.vr.giveBack();
    this.head = columns.head.giveBack();
    this.prefix = columns.prefix.giveBack();
    this.end = columns.end.giveBack();
    this.held = columns.held.giveBack();
    this.parent = columns.parent.giveBack();
    this.next = columns.next.giveBack();
    this.flags = columns.flags.giveBack();
  }

  private grow(): void {
    const { columns } = this;
    const rows = rowsAfter(this.tag.length);
    const offsets = offsetsIn(this.size);
    this.tag = columns.tag.grow(this.tag, rows);
    this.vr = columns.vr.grow(this.vr, rows);
    this.head = columns.head.grow(this.head, rows, offsets);
    this.prefix = columns.prefix.grow(this.prefix, rows);
    this.end = columns.end.grow(this.end, rows, offsets);
    this.held = columns.held.grow(this.held, rows);
    this.parent = columns.parent.grow(this.parent, rows);
    this.next = columns.next.grow(this.next, rows);
    this.flags = columns.flags.grow(this.flags, rows);
  }
}
