/** How often the event loop is asked whether it answers. */
export const RESOLUTION_MS = 10;

/** What the line starts with that the preload writes. */
export const DELAY_MARK = 'event-loop-delay ';

/** Milliseconds that the main thread was late. */
export interface EventLoopDelay {
  readonly max: number;
  readonly p99: number;
}
