import { GrowingColumn, KEPT_ROWS, type Offsets, offsetsIn, rowsAfter } from '../dicom/growing-column';
import type { Replacements, SegmentSink } from './edit-list';

const FIRST_ROWS = 256;
const LENGTH = 4;

/** Lengths of four bytes that are set right in their place, by ascending file offset. */
export class RepairList implements Replacements {
  count = 0;
  private readonly columns = {
    at: new GrowingColumn<Offsets>(Float64Array, FIRST_ROWS),
    value: new GrowingColumn<Uint32Array>(Uint32Array, FIRST_ROWS),
    isBig: new GrowingColumn<Uint8Array>(Uint8Array, FIRST_ROWS),
  };
  private at = this.columns.at.ordinary;
  private value = this.columns.value.ordinary;
  private isBig = this.columns.isBig.ordinary;
  private size = Infinity;

  /** How many repairs fit in without more memory. */
  get room(): number {
    return this.at.length;
  }

  /** Forgets all repairs; those of a file of `size` bytes follow. */
  clear(size: number): void {
    this.release();
    this.size = size;
  }

  /** Forgets all repairs, and gives back the memory of very many. */
  release(): void {
    this.count = 0;
    if (this.at.length <= KEPT_ROWS) return;
    const { columns } = this;
    this.at = columns.at.giveBack();
    this.value = columns.value.giveBack();
    this.isBig = columns.isBig.giveBack();
  }

  /** Puts a number in the place of the four bytes at a file offset. */
  add(at: number, value: number, isBig: boolean): void {
    if (this.count > 0 && at < this.toOf(this.count - 1)) throw new RangeError('repairs must ascend');
    const repair = this.count++;
    if (repair === this.at.length) this.grow();
    this.at[repair] = at;
    this.value[repair] = value;
    this.isBig[repair] = isBig ? 1 : 0;
  }

  fromOf(repair: number): number {
    return repair < this.count ? this.at[repair]! : Infinity;
  }

  toOf(repair: number): number {
    return this.at[repair]! + LENGTH;
  }

  emit(repair: number, sink: Pick<SegmentSink, 'put'>): void {
    // New ones each time: a sink may keep what it got while the plan is valid.
    const bytes = Buffer.allocUnsafe(LENGTH);
    if (this.isBig[repair]) bytes.writeUInt32BE(this.value[repair]!);
    else bytes.writeUInt32LE(this.value[repair]!);
    sink.put(bytes, 0, LENGTH);
  }

  private grow(): void {
    const { columns } = this;
    const rows = rowsAfter(this.at.length);
    this.at = columns.at.grow(this.at, rows, offsetsIn(this.size));
    this.value = columns.value.grow(this.value, rows);
    this.isBig = columns.isBig.grow(this.isBig, rows);
  }
}
