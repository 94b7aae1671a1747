import { IntColumn } from '../../core/packed/int-column';
import { TextTable } from '../../core/packed/text-table';

/** A line of a report. */
export interface ReportEntry {
  /** Index of its group. */
  readonly group: number;
  /** One for each column. */
  readonly cells: readonly string[];
}

/** The lines of a report, by number. */
export interface ReportEntries {
  readonly length: number;
  /** Index of the group of a line. */
  groupOf(row: number): number;
  /** What stands in a column of a line; '' where there is no such column or line. */
  cell(row: number, column: number): string;
  cells(row: number): readonly string[];
}

/** No folder stands in front of the name. */
const NONE = -1;

/**
 * Lines in few bytes: a report may have a million, whose paths share their folders and mostly their names. Of a cell there
 * are two numbers, that of the text up to its last slash and that of the rest.
 */
export class PackedEntries implements ReportEntries {
  private readonly groups = new IntColumn();
  private readonly texts = new TextTable();
  private readonly parts = new IntColumn();

  /** @param width how many cells each line has */
  constructor(private readonly width: number) {}

  static of(width: number, entries: Iterable<ReportEntry>): PackedEntries {
    const packed = new PackedEntries(width);
    for (const { group, cells } of entries) packed.push(group, cells);
    return packed;
  }

  get length(): number {
    return this.groups.length;
  }

  push(group: number, cells: readonly string[]): void {
    this.groups.push(group);
    for (const cell of cells) {
      const slash = cell.lastIndexOf('/') + 1;
      this.parts.push(slash === 0 ? NONE : this.texts.add(cell.slice(0, slash)));
      this.parts.push(this.texts.add(cell.slice(slash)));
    }
  }

  groupOf(row: number): number {
    return this.groups.at(row);
  }

  setGroup(row: number, group: number): void {
    this.groups.set(row, group);
  }

  cell(row: number, column: number): string {
    return row < this.length && column < this.width ? this.textAt(2 * (row * this.width + column)) : '';
  }

  cells(row: number): readonly string[] {
    return Array.from({ length: this.width }, (_, column) => this.cell(row, column));
  }

  /** No line is added any more. */
  seal(): void {
    this.texts.seal();
  }

  private textAt(part: number): string {
    const folder = this.parts.at(part);
    const name = this.texts.get(this.parts.at(part + 1));
    return folder === NONE ? name : this.texts.get(folder) + name;
  }
}
