import { IntColumn } from '../packed/int-column';
import type { Records } from '../packed/records';
import type { TextTable } from '../packed/text-table';
import type { Cells, CellValue, Row } from './sheet';

type Kind = 'string' | 'number' | 'boolean' | 'date';

const KINDS: readonly Kind[] = ['string', 'number', 'boolean', 'date'];
const KIND_BITS = 2;
const KIND_MASK = 3;

/**
 * The rows of a sheet with eight bytes a cell and their values as texts in a table that sheets share. A cell becomes a
 * value when somebody looks at it. Rows are added from the top and cells from the left; what comes in another order is
 * put in order.
 */
export class PackedRows implements Records<Row> {
  /** Two numbers a cell: column and kind, and the number of the text. */
  private readonly cells = new IntColumn();
  private readonly numbers = new IntColumn();
  /** Where the cells of each row end. */
  private readonly ends = new IntColumn();
  /** Positions of the rows by their number, once they turned out not to come in that order. */
  private order: readonly number[] | undefined;
  private isOrdered = true;

  constructor(private readonly texts: TextTable) {}

  get length(): number {
    return this.numbers.length;
  }

  /** @param text its number in the table */
  addText(column: number, text: number): void {
    this.cells.push((column << KIND_BITS) | KINDS.indexOf('string'));
    this.cells.push(text);
  }

  addValue(column: number, value: CellValue): void {
    const kind: Kind = value instanceof Date ? 'date' : (typeof value as Exclude<Kind, 'date'>);
    this.cells.push((column << KIND_BITS) | KINDS.indexOf(kind));
    this.cells.push(this.texts.add(value instanceof Date ? String(value.getTime()) : String(value)));
  }

  /** Makes the cells that were added since the last row a row; none make no row. */
  endRow(number: number): void {
    const from = this.ends.length === 0 ? 0 : this.ends.at(this.ends.length - 1);
    if (this.cells.length === from) return;
    this.sortCells(from);
    const last = this.numbers.length - 1;
    if (last >= 0 && this.numbers.at(last) >= number) this.isOrdered = false;
    this.numbers.push(number);
    this.ends.push(this.cells.length);
    this.order = undefined;
  }

  *[Symbol.iterator](): Generator<Row> {
    if (!this.isOrdered) this.order ??= this.sortRows();
    for (let at = 0; at < this.numbers.length; at++) yield this.row(this.order?.[at] ?? at);
  }

  private row(position: number): Row {
    const from = position === 0 ? 0 : this.ends.at(position - 1);
    const cells = new PackedCells(this.cells, from, this.ends.at(position), this.texts);
    return { number: this.numbers.at(position), cells };
  }

  private sortRows(): readonly number[] {
    const positions = Array.from(this.numbers, (_, position) => position);
    return positions.sort((a, b) => this.numbers.at(a) - this.numbers.at(b));
  }

  /** Of two cells in one column the later counts. */
  private sortCells(from: number): void {
    const columnAt = (at: number): number => this.cells.at(at) >> KIND_BITS;
    let isSorted = true;
    for (let at = from + 2; at < this.cells.length; at += 2) isSorted &&= columnAt(at - 2) < columnAt(at);
    if (isSorted) return;
    const byColumn = new Map<number, readonly [number, number]>();
    for (let at = from; at < this.cells.length; at += 2)
      byColumn.set(columnAt(at), [this.cells.at(at), this.cells.at(at + 1)]);
    this.cells.truncate(from);
    for (const [, cell] of [...byColumn].sort(([a], [b]) => a - b))
      for (const number of cell) this.cells.push(number);
  }
}

class PackedCells implements Cells {
  constructor(
    private readonly cells: IntColumn,
    private readonly from: number,
    private readonly to: number,
    private readonly texts: TextTable,
  ) {}

  get size(): number {
    return (this.to - this.from) / 2;
  }

  get(column: number): CellValue | undefined {
    for (let at = this.from; at < this.to; at += 2) if (this.columnAt(at) === column) return this.valueAt(at);
    return undefined;
  }

  *keys(): Generator<number> {
    for (let at = this.from; at < this.to; at += 2) yield this.columnAt(at);
  }

  *values(): Generator<CellValue> {
    for (let at = this.from; at < this.to; at += 2) yield this.valueAt(at);
  }

  *[Symbol.iterator](): Generator<[number, CellValue]> {
    for (let at = this.from; at < this.to; at += 2) yield [this.columnAt(at), this.valueAt(at)];
  }

  private columnAt(at: number): number {
    return this.cells.at(at) >> KIND_BITS;
  }

  private valueAt(at: number): CellValue {
    const text = this.texts.get(this.cells.at(at + 1));
    switch (KINDS[this.cells.at(at) & KIND_MASK]!) {
      case 'string':
        return text;
      case 'number':
        return Number(text);
      case 'boolean':
        return text === 'true';
      case 'date':
        return new Date(Number(text));
    }
  }
}
