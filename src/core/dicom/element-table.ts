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
  tag = new Uint32Array(1024);
  /** VR as two ASCII letters, from the file or (Implicit VR) from the dictionary; 0 when unknown. */
  vr = new Uint16Array(1024);
  /** File offset of the element's first byte. */
  head = new Float64Array(1024);
  /** File offset of its value. */
  value = new Float64Array(1024);
  /** File offset just after it, delimiters included. */
  end = new Float64Array(1024);
  /** Buffer offset of its value, -1 when it is not held in memory. */
  held = new Int32Array(1024);
  /** Row of the Item or sequence around it, -1 at the top level. */
  parent = new Int32Array(1024);
  /** Row that follows it and all that it holds. */
  next = new Int32Array(1024);
  flags = new Uint8Array(1024);

  clear(): void {
    this.count = 0;
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
    this.value[row] = value;
    this.end[row] = end;
    this.held[row] = held;
    this.parent[row] = parent;
    this.next[row] = row + 1;
    this.flags[row] = flags;
    return row;
  }

  /** Length of a row's value in bytes; delimiters of an undefined length are part of it. */
  valueLength(row: number): number {
    return this.end[row]! - this.value[row]!;
  }

  private grow(): void {
    const length = this.tag.length * 2;
    this.tag = enlarge(this.tag, new Uint32Array(length));
    this.vr = enlarge(this.vr, new Uint16Array(length));
    this.head = enlarge(this.head, new Float64Array(length));
    this.value = enlarge(this.value, new Float64Array(length));
    this.end = enlarge(this.end, new Float64Array(length));
    this.held = enlarge(this.held, new Int32Array(length));
    this.parent = enlarge(this.parent, new Int32Array(length));
    this.next = enlarge(this.next, new Int32Array(length));
    this.flags = enlarge(this.flags, new Uint8Array(length));
  }
}

function enlarge<T extends { set(from: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}
