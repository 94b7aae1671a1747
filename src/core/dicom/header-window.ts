import { DicomError } from './errors';
import { LargeMemory } from './large-memory';

/** Random access to the bytes of a file or of memory. */
export interface ByteSource {
  readonly size: number;
  /** Reads up to `length` bytes at `position` into `into` at `at`; returns how many came (fewer only at the end). */
  read(into: Uint8Array, at: number, length: number, position: number): number;
}

/** The header of a file may grow to this many bytes in memory; a longer one is refused, not swapped. */
export const HEADER_LIMIT = 512 * 1024 * 1024;

const READ_ON = 64 * 1024;
/** A header up to this long has an ordinary buffer, which is kept for the next file. */
export const KEPT_HEADER = 2 * 1024 * 1024;
const GROWTH = 8;
/** By how much the memory of a longer one grows, which copies nothing. */
const STEP = 1024 * 1024;

/**
 * The parts of a file that are held in memory: the header, and what follows long values. Long values themselves are
 * never loaded. Held bytes lie one after the other in one buffer that is used again for the next file; each part
 * ("region") keeps the difference between its offsets in the file and in the buffer.
 */
export class HeaderWindow {
  bytes: Uint8Array;
  /** File offset minus buffer offset, of the region being read. */
  delta = 0;
  /** File offset up to which the current region is loaded. */
  loadedEnd = 0;
  readonly regionFrom: number[] = [];
  readonly regionDelta: number[] = [];
  private readonly regionEnd: number[] = [];
  private kept: Uint8Array;
  private readonly large = new LargeMemory(HEADER_LIMIT);
  /** What is read: the file, or the inflated form of a deflated one. */
  source: ByteSource = { size: 0, read: () => 0 };

  /**
   * @param allocate makes a buffer of at least that many bytes, page-aligned where the platform allows
   * @param firstRead how many bytes the first read of a file asks for
   * @param limit how many bytes of a file are held at most, HEADER_LIMIT or fewer
   */
  constructor(
    private readonly allocate: (length: number) => Uint8Array,
    private readonly firstRead: number,
    private readonly limit = HEADER_LIMIT,
  ) {
    this.bytes = allocate(firstRead);
    this.kept = this.bytes;
  }

  get size(): number {
    return this.source.size;
  }

  /** Forgets the last file and loads the first bytes of `source`. */
  open(source: ByteSource): void {
    this.release();
    this.source = source;
    this.beginRegion(0, 0);
    this.read(Math.min(this.firstRead, source.size));
  }

  /** Forgets what is held, and gives back the memory of a long header. */
  release(): void {
    this.regionFrom.length = this.regionDelta.length = this.regionEnd.length = 0;
    this.delta = this.loadedEnd = 0;
    if (this.bytes === this.kept) return;
    this.bytes = this.kept;
    this.large.giveBack();
  }

  /**
   * Makes sure that `length` bytes from file offset `from` (inside the current region or at its end) are held.
   * Returns false when the file ends before.
   */
  load(from: number, length: number): boolean {
    const end = from + length;
    if (end <= this.loadedEnd) return true;
    if (end > this.source.size) return false;
    this.read(Math.min(this.source.size, Math.max(end, this.loadedEnd + READ_ON)));
    return end <= this.loadedEnd;
  }

  /** Continues at file offset `to` without loading what lies between. */
  skipTo(to: number): void {
    if (to <= this.loadedEnd) return;
    this.regionEnd[this.regionEnd.length - 1] = this.loadedEnd;
    this.beginRegion(to, this.loadedEnd - this.delta);
  }

  /** Copies `length` bytes at file offset `from` into `into`, from memory when held; returns false at the end of the file. */
  peek(from: number, length: number, into: Uint8Array): boolean {
    if (from + length > this.source.size) return false;
    if (from >= (this.regionFrom.at(-1) ?? 0) && from + length <= this.loadedEnd) {
      const at = from - this.delta;
      into.set(this.bytes.subarray(at, at + length));
      return true;
    }
    return this.source.read(into, 0, length, from) === length;
  }

  /** The index of the region that holds file offset `at`, or -1. */
  regionOf(at: number): number {
    for (let region = this.regionFrom.length - 1; region >= 0; region--) {
      if (at >= this.startOf(region)) return at < this.endOf(region) ? region : -1;
    }
    return -1;
  }

  /** Where the bytes from file offset `from` to `to` lie in the buffer, -1 unless all of them are held in one piece. */
  heldAt(from: number, to: number): number {
    const region = this.regionOf(from);
    return region >= 0 && to <= this.endOf(region) ? from - this.regionDelta[region]! : -1;
  }

  /** Where region `region` starts in the file. */
  startOf(region: number): number {
    return this.regionFrom[region] ?? Infinity;
  }

  /** Where region `region` ends in the file. */
  endOf(region: number): number {
    return region === this.regionEnd.length - 1 ? this.loadedEnd : (this.regionEnd[region] ?? 0);
  }

  private beginRegion(from: number, at: number): void {
    this.delta = from - at;
    this.loadedEnd = from;
    this.regionFrom.push(from);
    this.regionDelta.push(this.delta);
    this.regionEnd.push(from);
  }

  private read(end: number): void {
    const at = this.loadedEnd - this.delta;
    const wanted = end - this.loadedEnd;
    this.reserve(at + wanted);
    const got = this.source.read(this.bytes, at, wanted, this.loadedEnd);
    this.loadedEnd += got;
  }

  private reserve(length: number): void {
    if (length <= this.bytes.length) return;
    if (length > this.limit) {
      const most = this.limit / (1024 * 1024);
      throw new DicomError('too-large-header', `the header is longer than ${most} MiB`, -1, this.loadedEnd);
    }
    if (length <= KEPT_HEADER) this.enlargeKept(length);
    else this.lengthen(Math.min(this.limit, length + STEP));
  }

  private enlargeKept(length: number): void {
    const room = Math.max(length, Math.min(KEPT_HEADER, this.bytes.length * GROWTH));
    this.bytes = this.kept = this.enlarge(this.allocate(room));
  }

  private lengthen(length: number): void {
    const bytes = new Uint8Array(this.large.reserve(length), 0, length);
    this.bytes = this.bytes === this.kept ? this.enlarge(bytes) : bytes;
  }

  private enlarge(into: Uint8Array): Uint8Array {
    into.set(this.bytes.subarray(0, this.loadedEnd - this.delta));
    return into;
  }
}
