import { type ElementTable, ROW } from '../dicom/element-table';
import { DicomError } from '../dicom/errors';
import { differencesIn, GrowingColumn, KEPT_ROWS } from '../dicom/growing-column';
import { groupOf, isGroupLength } from '../dicom/tags';
import type { Repair } from './edit-list';

const FIRST_ROWS = 1024;
/** The largest length; the one above it means that it is undefined (PS3.5 §7.5). */
const LONGEST = 0xfffffffe;

/** By how much the output of each row differs in length, and which rows are replaced themselves. */
export class RowChanges {
  delta: Float64Array | Int32Array;
  /** 1 for rows that an edit replaces whole. */
  replaced: Uint8Array;
  private readonly columns = {
    delta: new GrowingColumn<Float64Array | Int32Array>(Float64Array, FIRST_ROWS),
    replaced: new GrowingColumn<Uint8Array>(Uint8Array, FIRST_ROWS),
  };
  private nested = false;
  /** Elements that are put in at the top level: group and length. */
  private readonly inserted: { readonly group: number; readonly length: number }[] = [];

  constructor() {
    this.delta = this.columns.delta.ordinary;
    this.replaced = this.columns.replaced.ordinary;
  }

  /** Forgets all changes; those of `rows` rows of a file of `size` bytes follow. */
  reset(rows: number, size: number): void {
    this.release();
    if (rows > this.delta.length) this.grow(rows <= KEPT_ROWS ? Math.min(KEPT_ROWS, rows * 2) : rows, size);
    this.delta.fill(0, 0, rows);
    this.replaced.fill(0, 0, rows);
    this.nested = false;
  }

  /** Forgets all changes, and gives back the memory of very many rows. */
  release(): void {
    this.inserted.length = 0;
    if (this.delta.length <= KEPT_ROWS) return;
    this.delta = this.columns.delta.giveBack();
    this.replaced = this.columns.replaced.giveBack();
  }

  private grow(rows: number, size: number): void {
    this.delta = this.columns.delta.grow(this.delta, rows, differencesIn(size));
    this.replaced = this.columns.replaced.grow(this.replaced, rows);
  }

  replace(table: ElementTable, row: number, delta: number): void {
    this.replaced[row] = 1;
    this.delta[row] = delta;
    if (delta !== 0 && table.parent[row]! >= 0) this.nested = true;
  }

  insert(tag: number, length: number): void {
    this.inserted.push({ group: groupOf(tag), length });
  }

  /** To be called once when all changes are known: from here on `delta` of a container counts what changes inside it. */
  settle(table: ElementTable): void {
    if (this.nested) this.sumUp(table);
  }

  /**
   * The repairs that the changes make necessary: lengths of enclosing Items and sequences, group lengths.
   * @throws DicomError 'unsupported' when a length would no longer fit in four bytes
   */
  *repairs(table: ElementTable): Generator<Repair> {
    for (let row = 0; row < table.count; row = this.replaced[row] ? table.next[row]! : row + 1) {
      const repair = this.replaced[row] ? undefined : this.repairOf(table, row);
      if (repair) yield repair;
    }
  }

  private repairOf(table: ElementTable, row: number): Repair | undefined {
    if (table.flags[row]! & (ROW.sequence | ROW.item)) return this.repairContainer(table, row);
    return isGroupLength(table.tag[row]!) ? this.repairGroupLength(table, row) : undefined;
  }

  /** Children come after their parent, so that one pass from the end sums all up. */
  private sumUp(table: ElementTable): void {
    for (let row = table.count - 1; row >= 0; row--) {
      const parent = table.parent[row]!;
      if (parent >= 0) this.delta[parent]! += this.delta[row]!;
    }
  }

  private repairContainer(table: ElementTable, row: number): Repair | undefined {
    if (this.delta[row] === 0 || table.flags[row]! & ROW.undefinedLength) return undefined;
    const length = table.valueLength(row) + this.delta[row]!;
    return repairAt(table.valueAt(row) - 4, length, table, row);
  }

  /** Group lengths are often wrong: one is set right when what it counts has changed, and left alone otherwise (PS3.5 §7.2). */
  private repairGroupLength(table: ElementTable, row: number): Repair | undefined {
    if (table.valueLength(row) !== 4) return undefined;
    const parent = table.parent[row]!;
    const group = groupOf(table.tag[row]!);
    let length = 0;
    let changed = false;
    for (let other = table.next[row]!; isMember(table, other, parent, group); other = table.next[other]!) {
      length += table.end[other]! - table.head[other]! + this.delta[other]!;
      changed ||= this.delta[other] !== 0;
    }
    const inserted = parent < 0 ? this.insertedInto(group) : 0;
    if (!changed && inserted === 0) return undefined;
    return repairAt(table.valueAt(row), length + inserted, table, row);
  }

  private insertedInto(group: number): number {
    return this.inserted.reduce((sum, entry) => (entry.group === group ? sum + entry.length : sum), 0);
  }
}

function isMember(table: ElementTable, row: number, parent: number, group: number): boolean {
  return row < table.count && table.parent[row] === parent && groupOf(table.tag[row]!) === group;
}

function repairAt(at: number, length: number, table: ElementTable, row: number): Repair {
  if (length > LONGEST) {
    const [tag, head] = [table.tag[row]!, table.head[row]!];
    throw new DicomError('unsupported', 'it would become longer than 4 GiB', tag, head);
  }
  return { at, length, isBig: (table.flags[row]! & ROW.big) !== 0 };
}
