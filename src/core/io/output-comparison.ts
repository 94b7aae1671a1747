import { createHash, type Hash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { HeaderWindow } from '../dicom/header-window';
import { emitPlan, type FilePlan, type SegmentSink } from '../splice/edit-list';
import { FileSource } from './file-source';

/** Bytes of a file that are read at a time: most headers, and little of the pixel data behind them. */
const CHUNK = 32 * 1024;
/** Fewer bytes are compared faster one by one. */
const FEW = 64;

/**
 * Compares a plan with a file that is there already: every byte that the source's reader holds in memory or the plan puts
 * in, that is all but pixel data and other long values.
 */
class OutputComparison implements SegmentSink {
  same = true;
  /** The part of the file that the buffer holds. */
  private heldFrom = 0;
  private heldTo = 0;
  private at = 0;

  constructor(
    private readonly file: FileSource,
    private readonly window: HeaderWindow,
    private readonly buffer: Uint8Array,
  ) {}

  put(bytes: Uint8Array, from: number, to: number): void {
    for (let start = from; this.same && start < to;) {
      if (this.at >= this.heldTo) this.read();
      const length = Math.min(to - start, this.heldTo - this.at);
      this.same = length > 0 && this.isHeld(bytes, start, length);
      this.at += length;
      start += length;
    }
  }

  copy(from: number, to: number): void {
    forEachHeld(this.window, from, to, this, (length) => {
      this.at += length;
    });
  }

  private read(): void {
    this.heldFrom = this.at;
    const length = Math.min(this.buffer.length, this.file.size - this.at);
    this.heldTo = this.at + this.file.read(this.buffer, 0, length, this.at);
  }

  private isHeld(bytes: Uint8Array, from: number, length: number): boolean {
    const { buffer } = this;
    const held = this.at - this.heldFrom;
    if (length >= FEW) {
      const expected = Buffer.from(bytes.buffer, bytes.byteOffset + from, length);
      return expected.equals(buffer.subarray(held, held + length));
    }
    for (let at = 0; at < length; at++) if (buffer[held + at] !== bytes[from + at]) return false;
    return true;
  }
}

/** Hashes the same bytes that OutputComparison compares. */
class OutputHash implements SegmentSink {
  readonly hash: Hash = createHash('sha256');

  constructor(private readonly window: HeaderWindow) {}

  put(bytes: Uint8Array, from: number, to: number): void {
    this.hash.update(bytes.subarray(from, to));
  }

  copy(from: number, to: number): void {
    forEachHeld(this.window, from, to, this, (length) => this.hash.update(`${length}`));
  }
}

function forEachHeld(
  window: HeaderWindow,
  from: number,
  to: number,
  sink: SegmentSink,
  skip: (length: number) => void,
): void {
  for (let at = from; at < to;) {
    const region = window.regionOf(at);
    if (region >= 0) {
      const end = Math.min(to, window.endOf(region));
      const delta = window.regionDelta[region]!;
      sink.put(window.bytes, at - delta, end - delta);
      at = end;
    } else {
      const next = Math.min(to, window.regionFrom.find((start) => start > at) ?? Infinity);
      skip(next - at);
      at = next;
    }
  }
}

/** What lies at a path where an output is to go. */
export type Existing = 'none' | 'same' | 'different';

/** Compares outputs with what lies where they are to go, one after the other, with the same buffer. */
export class OutputComparer {
  private readonly buffer = new Uint8Array(CHUNK);

  /** @param window what the reader of the sources holds in memory */
  constructor(private readonly window: HeaderWindow) {}

  /** Compares what lies at `path`, if anything, with the output that a plan would give. */
  compare(path: string, plan: FilePlan): Existing {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return 'none';
    if (!stat.isFile() || stat.size !== plan.length) return 'different';
    const file = FileSource.open(path);
    try {
      const comparison = new OutputComparison(file, this.window, this.buffer);
      emitPlan(plan, comparison);
      return comparison.same ? 'same' : 'different';
    } finally {
      file.close();
    }
  }

  /** Eight hex digits that stand for the content of an output. */
  hash(plan: FilePlan): string {
    const sink = new OutputHash(this.window);
    emitPlan(plan, sink);
    return sink.hash.digest('hex').slice(0, 8);
  }
}
