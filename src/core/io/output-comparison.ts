import { createHash, type Hash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { HeaderWindow } from '../dicom/header-window';
import { emitPlan, type FilePlan, type SegmentSink } from '../splice/edit-list';
import { FileSource } from './file-source';

const CHUNK = 64 * 1024;

/**
 * Compares a plan with a file that is there already: length, and every byte that the source's reader holds in memory
 * or the plan puts in, that is all but pixel data and other long values.
 */
class OutputComparison implements SegmentSink {
  same = true;
  private readonly buffer = new Uint8Array(CHUNK);
  private at = 0;

  constructor(
    private readonly file: FileSource,
    private readonly window: HeaderWindow,
  ) {}

  put(bytes: Uint8Array, from: number, to: number): void {
    for (let start = from; this.same && start < to; start += CHUNK) {
      const length = Math.min(CHUNK, to - start);
      const got = this.file.read(this.buffer, 0, length, this.at);
      const expected = Buffer.from(bytes.buffer, bytes.byteOffset + start, length);
      this.same = got === length && expected.equals(this.buffer.subarray(0, length));
      this.at += length;
    }
  }

  copy(from: number, to: number): void {
    forEachHeld(this.window, from, to, this, (length) => {
      this.at += length;
    });
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

/** Compares what lies at `path`, if anything, with the output that a plan would give. */
export function compareWithExisting(path: string, plan: FilePlan, window: HeaderWindow): Existing {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 'none';
  if (!stat.isFile() || stat.size !== plan.length) return 'different';
  const file = FileSource.open(path);
  try {
    const comparison = new OutputComparison(file, window);
    emitPlan(plan, comparison);
    return comparison.same ? 'same' : 'different';
  } finally {
    file.close();
  }
}

/** Eight hex digits that stand for the content of an output. */
export function hashOfPlan(plan: FilePlan, window: HeaderWindow): string {
  const sink = new OutputHash(window);
  emitPlan(plan, sink);
  return sink.hash.digest('hex').slice(0, 8);
}
