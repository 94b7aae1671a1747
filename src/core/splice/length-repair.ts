import { type ElementTable, ROW } from '../dicom/element-table';
import { groupOf, isGroupLength } from '../dicom/tags';
import type { EditList } from './edit-list';

/** By how much the output of each row differs in length, and which rows are replaced themselves. */
export class RowChanges {
  delta = new Float64Array(1024);
  /** 1 for rows that an edit replaces whole. */
  replaced = new Uint8Array(1024);
  private nested = false;
  /** Elements that are put in at the top level: group and length. */
  private readonly inserted: { readonly group: number; readonly length: number }[] = [];

  reset(rows: number): void {
    if (rows > this.delta.length) {
      this.delta = new Float64Array(rows * 2);
      this.replaced = new Uint8Array(rows * 2);
    }
    this.delta.fill(0, 0, rows);
    this.replaced.fill(0, 0, rows);
    this.inserted.length = 0;
    this.nested = false;
  }

  replace(table: ElementTable, row: number, delta: number): void {
    this.replaced[row] = 1;
    this.delta[row] = delta;
    if (delta !== 0 && table.parent[row]! >= 0) this.nested = true;
  }

  insert(tag: number, length: number): void {
    this.inserted.push({ group: groupOf(tag), length });
  }

  /** Adds the repairs that the changes make necessary: lengths of enclosing Items and sequences, group lengths. */
  repair(table: ElementTable, repairs: EditList): void {
    if (this.nested) this.sumUp(table);
    for (let row = 0; row < table.count; row = this.replaced[row] ? table.next[row]! : row + 1) {
      const flags = table.flags[row]!;
      if (flags & (ROW.sequence | ROW.item)) this.repairContainer(table, row, repairs);
      else if (isGroupLength(table.tag[row]!) && !this.replaced[row])
        this.repairGroupLength(table, row, repairs);
    }
  }

  /** Children come after their parent, so that one pass from the end sums all up. */
  private sumUp(table: ElementTable): void {
    for (let row = table.count - 1; row >= 0; row--) {
      const parent = table.parent[row]!;
      if (parent >= 0) this.delta[parent]! += this.delta[row]!;
    }
  }

  private repairContainer(table: ElementTable, row: number, repairs: EditList): void {
    if (this.delta[row] === 0 || table.flags[row]! & ROW.undefinedLength || this.replaced[row]) return;
    const length = table.valueLength(row) + this.delta[row]!;
    writeUint32(repairs, table.value[row]! - 4, length, (table.flags[row]! & ROW.big) !== 0);
  }

  /** Group lengths are often wrong: one is set right when what it counts has changed, and left alone otherwise (PS3.5 §7.2). */
  private repairGroupLength(table: ElementTable, row: number, repairs: EditList): void {
    if (table.valueLength(row) !== 4) return;
    const parent = table.parent[row]!;
    const group = groupOf(table.tag[row]!);
    let length = 0;
    let changed = false;
    for (let other = table.next[row]!; isMember(table, other, parent, group); other = table.next[other]!) {
      length += table.end[other]! - table.head[other]! + this.delta[other]!;
      changed ||= this.delta[other] !== 0;
    }
    const inserted = parent < 0 ? this.insertedInto(group) : 0;
    if (!changed && inserted === 0) return;
    writeUint32(repairs, table.value[row]!, length + inserted, (table.flags[row]! & ROW.big) !== 0);
  }

  private insertedInto(group: number): number {
    return this.inserted.reduce((sum, entry) => (entry.group === group ? sum + entry.length : sum), 0);
  }
}

function isMember(table: ElementTable, row: number, parent: number, group: number): boolean {
  return row < table.count && table.parent[row] === parent && groupOf(table.tag[row]!) === group;
}

function writeUint32(repairs: EditList, at: number, value: number, big: boolean): void {
  const start = repairs.arena.used;
  repairs.arena.uint32(value, big);
  repairs.add(at, at + 4, start);
}
