import { closeSync, openSync, writeSync } from 'node:fs';
import type { ByteSource, HeaderWindow } from '../dicom/header-window';
import type { SegmentSink } from '../splice/edit-list';
import { allocatePageAligned } from './aligned-memory';
import type { WriteWatcher } from './cancellation';

/** Writes leave in pieces of this size: measured faster than one large write and than many small ones. */
const CHUNK = 256 * 1024;

/** The source got shorter while it was read. */
export class SourceShrunkError extends Error {
  constructor() {
    super('the source file got shorter while it was read');
    this.name = 'SourceShrunkError';
  }
}

/**
 * Writes the segments of one file through one page-aligned buffer: short pieces are gathered, long ones are read from
 * the source straight into it, so that header and first pixels leave in one write.
 */
export class FileOutput implements SegmentSink {
  private readonly buffer = allocatePageAligned(CHUNK);
  private fill = 0;
  private descriptor = -1;
  private source!: ByteSource;
  private window!: HeaderWindow;
  /** Bytes written to the file so far. */
  written = 0;

  constructor(private readonly beforeWrite: WriteWatcher) {}

  /** Creates the file `path`, which must not exist; its owner alone may read and write it until the umask says otherwise. */
  begin(path: string, source: ByteSource, window: HeaderWindow): void {
    this.descriptor = openSync(path, 'wx', 0o666);
    this.source = source;
    this.window = window;
    this.fill = this.written = 0;
  }

  put(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to;) {
      if (this.fill === CHUNK) this.flush();
      const length = Math.min(to - at, CHUNK - this.fill);
      if (length < 64) for (let i = 0; i < length; i++) this.buffer[this.fill + i] = bytes[at + i]!;
      else this.buffer.set(bytes.subarray(at, at + length), this.fill);
      this.fill += length;
      at += length;
    }
  }

  copy(from: number, to: number): void {
    for (let at = from; at < to;) {
      const region = this.window.regionOf(at);
      if (region >= 0) at = this.copyHeld(at, to, region);
      else at = this.copyFromFile(at, Math.min(to, this.nextHeld(at)));
    }
  }

  /** Writes what is left and closes the file. */
  finish(): void {
    this.flush();
    const { descriptor } = this;
    this.descriptor = -1;
    closeSync(descriptor);
  }

  /** Closes the file that was begun, if it is open, whatever could not be done with it. */
  abandon(): void {
    const { descriptor } = this;
    this.descriptor = -1;
    if (descriptor < 0) return;
    try {
      closeSync(descriptor);
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    }
  }

  private copyHeld(from: number, to: number, region: number): number {
    const end = Math.min(to, this.window.endOf(region));
    const delta = this.window.regionDelta[region]!;
    this.put(this.window.bytes, from - delta, end - delta);
    return end;
  }

  private copyFromFile(from: number, to: number): number {
    if (this.fill === CHUNK) this.flush();
    const wanted = Math.min(to - from, CHUNK - this.fill);
    const got = this.source.read(this.buffer, this.fill, wanted, from);
    if (got < wanted) throw new SourceShrunkError();
    this.fill += got;
    return from + got;
  }

  private nextHeld(at: number): number {
    return this.window.regionFrom.find((start) => start > at) ?? Infinity;
  }

  private flush(): void {
    this.beforeWrite(this.fill);
    for (let at = 0; at < this.fill;) at += writeSync(this.descriptor, this.buffer, at, this.fill - at);
    this.written += this.fill;
    this.fill = 0;
  }
}
