import type { ByteArena } from './byte-arena';

/** Takes the output of a file piece by piece, in order. */
export interface SegmentSink {
  /** The bytes of the source from file offset `from` to `to`. */
  copy(from: number, to: number): void;
  /** New bytes: those of `bytes` from `from` to `to`. */
  put(bytes: Uint8Array, from: number, to: number): void;
}

/**
 * Edits of one file, by ascending file offset and without overlap: source bytes [from, to) are replaced by bytes of the
 * arena. Everything that no edit names is copied, so that output is a source byte or a planned one, exactly once.
 */
export class EditList {
  count = 0;
  private from = new Float64Array(256);
  private to = new Float64Array(256);
  private start = new Int32Array(256);
  private end = new Int32Array(256);

  constructor(readonly arena: ByteArena) {}

  clear(): void {
    this.count = 0;
  }

  /** Replaces source bytes [from, to) by what the arena got since `start`; returns by how much the output grows. */
  add(from: number, to: number, start: number): number {
    const last = this.count === 0 ? 0 : this.to[this.count - 1]!;
    if (from < last || to < from) throw new RangeError('edits must ascend and not overlap');
    const edit = this.count++;
    if (edit === this.from.length) this.grow();
    this.from[edit] = from;
    this.to[edit] = to;
    this.start[edit] = start;
    this.end[edit] = this.arena.used;
    return this.arena.used - start - (to - from);
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
  emit(edit: number, sink: SegmentSink): void {
    if (this.end[edit]! > this.start[edit]!) sink.put(this.arena.bytes, this.start[edit]!, this.end[edit]!);
  }

  private grow(): void {
    const length = this.from.length * 2;
    const [from, to, start, end] = [this.from, this.to, this.start, this.end];
    this.from = new Float64Array(length);
    this.to = new Float64Array(length);
    this.start = new Int32Array(length);
    this.end = new Int32Array(length);
    this.from.set(from);
    this.to.set(to);
    this.start.set(start);
    this.end.set(end);
  }
}

/** The edits of elements and the repairs of lengths, two lists over the same source. */
export interface FilePlan {
  readonly edits: EditList;
  readonly repairs: EditList;
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
