import { IntColumn } from './int-column';
import type { Records } from './records';
import type { TextTable } from './text-table';

/** What the fields of a record hold. */
export type Layout<T> = { readonly [K in keyof T]-?: 'text' | 'number' };

const ABSENT = -1;

/**
 * Records of one kind with four bytes for each field, whose texts lie in a table that others may share. They become
 * objects when somebody looks at them.
 */
export class PackedRecords<T extends object> implements Records<T> {
  length = 0;
  private readonly values = new IntColumn();
  private readonly fields: readonly (readonly [keyof T, 'text' | 'number'])[];

  constructor(
    layout: Layout<T>,
    private readonly texts: TextTable,
  ) {
    this.fields = Object.entries(layout) as [keyof T, 'text' | 'number'][];
  }

  /** Fields that are not in the layout are dropped. */
  add(record: T): void {
    for (const [name] of this.fields) {
      const value = record[name];
      this.values.push(value === undefined ? ABSENT : this.texts.add(String(value)));
    }
    this.length++;
  }

  at(position: number): T {
    const record: Partial<Record<keyof T, unknown>> = {};
    let at = position * this.fields.length;
    for (const [name, kind] of this.fields) {
      const value = this.values.at(at++);
      if (value === ABSENT) continue;
      const text = this.texts.get(value);
      record[name] = kind === 'number' ? Number(text) : text;
    }
    return record as T;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let position = 0; position < this.length; position++) yield this.at(position);
  }
}
