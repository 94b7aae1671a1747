import { GrowingColumn, KEPT_ROWS, type Offsets, offsetsIn, rowsAfter } from '../dicom/growing-column';
import type { ByteArena } from './byte-arena';
import { RepeatedBytes } from './repeated-bytes';

/** Takes the output of a file piece by piece, in order. */
export interface SegmentSink {
  /** The bytes of the source from file offset `from` to `to`. */
  copy(from: number, to: number): void;
  /** New bytes: those of `bytes` from `from` to `to`, which are there during the call only. */
  put(bytes: Uint8Array, from: number, to: number): void;
}

/** A length of four bytes that is set right in its place. */
export interface Repair {
  /** File offset of the four bytes. */
  readonly at: number;
  readonly length: number;
  /** Big Endian. */
  readonly isBig: boolean;
}

const FIRST_ROWS = 256;
/** Bytes of a length that may be set right. */
const LENGTH = 4;
/** A file with more edits than this repeats itself. */
const FEW = 4096;
/** With more edits than this, new bytes that can be made again are not kept. */
const MANY = KEPT_ROWS;

/**
 * Edits of one file, by ascending file offset and without overlap: source bytes [from, to) are replaced by bytes of the
 * arena. Everything that no edit names is copied, so that output is a source byte or a planned one, exactly once.
 */
export class EditList {
  count = 0;
  private readonly columns = {
    from: new GrowingColumn<Offsets>(Float64Array, FIRST_ROWS),
    to: new GrowingColumn<Offsets>(Float64Array, FIRST_ROWS),
    place: new GrowingColumn<Int32Array>(Int32Array, FIRST_ROWS),
    length: new GrowingColumn<Int32Array>(Int32Array, FIRST_ROWS),
  };
  private from = this.columns.from.ordinary;
  private to = this.columns.to.ordinary;
  /** Where the new bytes lie in the arena; the complement (~) of their recipe where they are made again. */
  private place = this.columns.place.ordinary;
  private length = this.columns.length.ordinary;
  private size = Infinity;

  private readonly repeated: RepeatedBytes;

  /** @param remake writes to the arena again what was made by a recipe */
  constructor(
    readonly arena: ByteArena,
    private readonly remake: (recipe: number) => void = () => undefined,
  ) {
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
    this.place = columns.place.giveBack();
    this.length = columns.length.giveBack();
  }

  /**
   * Replaces source bytes [from, to) by what the arena got since `start`; returns by how much the output grows.
   * @param recipe by which the new bytes can be made again, of 31 bits: in a file with very many edits they are not kept
   */
  add(from: number, to: number, start: number, recipe?: number): number {
    const last = this.count === 0 ? 0 : this.to[this.count - 1]!;
    if (from < last || to < from) throw new RangeError('edits must ascend and not overlap');
    const edit = this.count++;
    if (edit === this.from.length) this.grow();
    this.from[edit] = from;
    this.to[edit] = to;
    const length = this.arena.used - start;
    this.length[edit] = length;
    this.place[edit] = this.keep(edit, start, recipe);
    return length - (to - from);
  }

  /** Where the bytes of an edit, which the arena got since `start`, are found from now on. */
  private keep(edit: number, start: number, recipe: number | undefined): number {
    const isKept = edit < MANY || recipe === undefined;
    const place = isKept && edit >= FEW ? this.repeated.find(start) : start;
    if (!isKept || place !== start) this.arena.used = start;
    return isKept ? place : ~recipe;
  }

  /** Where the old bytes start, Infinity behind the last edit. */
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
    return this.length[edit]! - (this.to[edit]! - this.from[edit]!);
  }

  /** Gives the new bytes of an edit to the sink. */
  emit(edit: number, sink: Pick<SegmentSink, 'put'>): void {
    const [place, length] = [this.place[edit]!, this.length[edit]!];
    if (place < 0) this.emitAgain(~place, sink);
    else if (length > 0) sink.put(this.arena.bytes, place, place + length);
  }

  /** Gives all new bytes to the sink, as pieces that hold whole elements. */
  emitAll(sink: Pick<SegmentSink, 'put'>): void {
    if (this.arena.used > 0) sink.put(this.arena.bytes, 0, this.arena.used);
    for (let edit = MANY; edit < this.count; edit++) if (this.place[edit]! < 0) this.emit(edit, sink);
  }

  private emitAgain(recipe: number, sink: Pick<SegmentSink, 'put'>): void {
    const { arena } = this;
    const start = arena.used;
    this.remake(recipe);
    sink.put(arena.bytes, start, arena.used);
    arena.used = start;
  }

  private grow(): void {
    const { columns } = this;
    const rows = rowsAfter(this.from.length);
    const offsets = offsetsIn(this.size);
    this.from = columns.from.grow(this.from, rows, offsets);
    this.to = columns.to.grow(this.to, rows, offsets);
    this.place = columns.place.grow(this.place, rows);
    this.length = columns.length.grow(this.length, rows);
  }
}

/** The edits of elements and the repairs of lengths, over the same source. */
export interface FilePlan {
  readonly edits: EditList;
  /** By ascending file offset, and apart from the edits. */
  readonly repairs: Iterable<Repair>;
  /** Where the source that is copied ends; stray bytes behind it are left out. */
  readonly sourceEnd: number;
  /** Length of the output in bytes. */
  readonly length: number;
}

/** Walks a plan: every output byte once, in order. */
export function emitPlan({ edits, repairs, sourceEnd }: FilePlan, sink: SegmentSink): void {
  const emission = new Emission(edits, sink);
  for (const repair of repairs) {
    emission.editsUpTo(repair.at);
    emission.repair(repair);
  }
  emission.editsUpTo(sourceEnd);
  emission.rest(sourceEnd);
}

/** One walk through the source. */
class Emission {
  private edit = 0;
  private at = 0;
  private readonly bytes = Buffer.allocUnsafe(LENGTH);

  constructor(
    private readonly edits: EditList,
    private readonly sink: SegmentSink,
  ) {}

  editsUpTo(end: number): void {
    const { edits } = this;
    for (; edits.fromOf(this.edit) <= end; this.edit++) {
      this.rest(edits.fromOf(this.edit));
      edits.emit(this.edit, this.sink);
      this.at = edits.toOf(this.edit);
    }
  }

  repair({ at, length, isBig }: Repair): void {
    this.rest(at);
    if (isBig) this.bytes.writeUInt32BE(length);
    else this.bytes.writeUInt32LE(length);
    this.sink.put(this.bytes, 0, LENGTH);
    this.at = at + LENGTH;
  }

  /** Copies up to a file offset. */
  rest(to: number): void {
    if (to > this.at) this.sink.copy(this.at, to);
  }
}
