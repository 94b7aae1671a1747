import { GrowingColumn, KEPT_ROWS, type Offsets, offsetsIn, rowsAfter } from '../dicom/growing-column';
import type { ByteArena } from './byte-arena';
import { RepeatedBytes } from './repeated-bytes';

/** Takes the output of a file piece by piece, in order. */
export interface SegmentSink {
  /** The bytes of the source from file offset `from` to `to`. */
  copy(from: number, to: number): void;
  /** New bytes: those of `bytes` from `from` to `to`. */
  put(bytes: Uint8Array, from: number, to: number): void;
}

/** New bytes in place of old ones, by ascending file offset and without overlap. */
export interface Replacements {
  readonly count: number;
  /** Where the old bytes start, Infinity behind the last replacement. */
  fromOf(index: number): number;
  toOf(index: number): number;
  /** Gives the new bytes to the sink. */
  emit(index: number, sink: Pick<SegmentSink, 'put'>): void;
}

const FIRST_ROWS = 256;
/** A file with more edits than this repeats itself. */
const FEW = 4096;

/**
 * Edits of one file, by ascending file offset and without overlap: source bytes [from, to) are replaced by bytes of the
 * arena. Everything that no edit names is copied, so that output is a source byte or a planned one, exactly once.
 */
export class EditList implements Replacements {
  count = 0;
  private readonly columns = {
    from: new GrowingColumn<Offsets>(Float64Array, FIRST_ROWS),
    to: new GrowingColumn<Offsets>(Float64Array, FIRST_ROWS),
    start: new GrowingColumn<Int32Array>(Int32Array, FIRST_ROWS),
    end: new GrowingColumn<Int32Array>(Int32Array, FIRST_ROWS),
  };
  private from = this.columns.from.ordinary;
  private to = this.columns.to.ordinary;
  private start = this.columns.start.ordinary;
  private end = this.columns.end.ordinary;
  private size = Infinity;

  private readonly repeated: RepeatedBytes;

  constructor(readonly arena: ByteArena) {
    this.repeated = new RepeatedBytes(arena);
  }

  /** How many edits fit in without more memory. */
  get room(): number {
    return this.from.length;
  }

  /** Forgets all edits; those of a file of `size` bytes follow. */
  clear(size: number): void {
    this.release();
    this.size = size;
  }

  /** Forgets all edits, and gives back the memory of very many. */
  release(): void {
    this.count = 0;
    if (this.from.length <= KEPT_ROWS) return;
    const { columns } = this;
    this.from = columns.from.giveBack();
    this.to = columns.to.giveBack();
    this.start = columns.start.giveBack();
    this.end = columns.end.giveBack();
  }

  /** Replaces source bytes [from, to) by what the arena got since `start`; returns by how much the output grows. */
  add(from: number, to: number, start: number): number {
    const last = this.count === 0 ? 0 : this.to[this.count - 1]!;
    if (from < last || to < from) throw new RangeError('edits must ascend and not overlap');
    const edit = this.count++;
    if (edit === this.from.length) this.grow();
    this.from[edit] = from;
    this.to[edit] = to;
    const length = this.arena.used - start;
    const place = edit < FEW || length === 0 ? start : this.repeated.find(start);
    if (place !== start) this.arena.used = start;
    this.start[edit] = place;
    this.end[edit] = place + length;
    return length - (to - from);
  }

  fromOf(edit: number): number {
    return edit < this.count ? this.from[edit]! : Infinity;
  }

  toOf(edit: number): number {
    return this.to[edit]!;
  }

  /** Whether an edit replaces the source byte at this offset. */
  replaces(offset: number): boolean {
    let [low, high] = [0, this.count - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (this.to[middle]! <= offset) low = middle + 1;
      else high = middle - 1;
    }
    return this.fromOf(low) <= offset;
  }

  /** By how much an edit changes the length of the output. */
  deltaOf(edit: number): number {
    return this.end[edit]! - this.start[edit]! - (this.to[edit]! - this.from[edit]!);
  }

  /** Gives the new bytes of an edit to the sink. */
  emit(edit: number, sink: Pick<SegmentSink, 'put'>): void {
    if (this.end[edit]! > this.start[edit]!) sink.put(this.arena.bytes, this.start[edit]!, this.end[edit]!);
  }

  private grow(): void {
    const { columns } = this;
    const rows = rowsAfter(this.from.length);
    const offsets = offsetsIn(this.size);
    this.from = columns.from.grow(this.from, rows, offsets);
    this.to = columns.to.grow(this.to, rows, offsets);
    this.start = columns.start.grow(this.start, rows);
    this.end = columns.end.grow(this.end, rows);
  }
}

/** The edits of elements and the repairs of lengths, two lists over the same source. */
export interface FilePlan {
  readonly edits: EditList;
  readonly repairs: Replacements;
  /** Where the source that is copied ends; stray bytes behind it are left out. */
  readonly sourceEnd: number;
  /** Length of the output in bytes. */
  readonly length: number;
}

/** Walks a plan: every output byte once, in order. */
export function emitPlan({ edits, repairs, sourceEnd }: FilePlan, sink: SegmentSink): void {
  let [edit, repair, at] = [0, 0, 0];
  while (edit < edits.count || repair < repairs.count) {
    const fromEdit = edits.fromOf(edit) < repairs.fromOf(repair);
    const list = fromEdit ? edits : repairs;
    const index = fromEdit ? edit++ : repair++;
    if (list.fromOf(index) > at) sink.copy(at, list.fromOf(index));
    list.emit(index, sink);
    at = list.toOf(index);
  }
  if (sourceEnd > at) sink.copy(at, sourceEnd);
}
