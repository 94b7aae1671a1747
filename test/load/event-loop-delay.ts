import type { IntervalHistogram } from 'node:perf_hooks';

/** How often the event loop is asked whether it answers. */
export const RESOLUTION_MS = 10;

/** What the line starts with that the preload writes. */
export const DELAY_MARK = 'event-loop-delay ';

const NANOSECONDS = 1e6;

/** Milliseconds that the main thread was late. */
export interface EventLoopDelay {
  readonly max: number;
  readonly p99: number;
}

/** What was measured with RESOLUTION_MS. */
export function delayIn(histogram: IntervalHistogram): EventLoopDelay {
  const inMs = (nanoseconds: number): number => Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS);
  return { max: inMs(histogram.max), p99: inMs(histogram.percentile(99)) };
}
