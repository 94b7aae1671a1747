import { LargeMemory } from './large-memory';

/** A column may have this many rows: as many as elements of eight bytes fit into the longest header. */
const ROW_LIMIT = 64 * 1024 * 1024;
/** Columns of up to this many rows are kept for the next file. */
export const KEPT_ROWS = 16 * 1024;
const WIDEST = Float64Array.BYTES_PER_ELEMENT;
/** By how many rows a longer one grows, which copies nothing. */
const STEP = 64 * 1024;

type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

interface ColumnType<T extends Column> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): T;
  new (buffer: ArrayBuffer, offset: number, length: number): T;
}

/** Offsets in a file; a column of very many takes half the memory where 32 bits are enough. */
export type Offsets = Float64Array | Uint32Array;

/** What holds very many offsets in a file of so many bytes. */
export function offsetsIn(size: number): ColumnType<Offsets> {
  return size <= 0xffffffff ? Uint32Array : Float64Array;
}

/** What holds very many differences of lengths in a file of so many bytes. */
export function differencesIn(size: number): ColumnType<Float64Array | Int32Array> {
  return size <= 0x7fffffff ? Int32Array : Float64Array;
}

/** How many rows a column gets that has to hold more than `rows`. */
export function rowsAfter(rows: number): number {
  return rows < KEPT_ROWS ? Math.min(KEPT_ROWS, rows * 4) : rows + STEP;
}

/**
 * The memory behind an array with a number for each row: ordinary and kept from file to file, or that of one long file,
 * which is given back. The array itself is its user's, who reads it directly.
 */
export class GrowingColumn<T extends Column> {
  private kept: T;
  private readonly large: LargeMemory;

  /**
   * @param type of the ordinary array
   * @param rows it has at first
   */
  constructor(
    private readonly type: ColumnType<T>,
    rows: number,
  ) {
    this.kept = new type(rows);
    this.large = new LargeMemory(ROW_LIMIT * WIDEST);
  }

  /** The array that is kept. */
  get ordinary(): T {
    return this.kept;
  }

  /**
   * An array for `rows` rows that starts with those of `from`, which is the one that was last got from here.
   * @param type of the array that is not kept; the same until that is given back
   */
  grow(from: T, rows: number, type = this.type): T {
    const grown =
      rows <= KEPT_ROWS
        ? new this.type(rows)
        : new type(this.large.reserve(rows * type.BYTES_PER_ELEMENT), 0, rows);
    if (from === this.kept) grown.set(from);
    if (rows <= KEPT_ROWS) this.kept = grown;
    return grown;
  }

  /** Gives the memory of a long file back; returns the array that is kept. */
  giveBack(): T {
    this.large.giveBack();
    return this.kept;
  }
}
