import type { EventLoopDelay } from './event-loop-delay';

/** Environment variable of the extension host: what it is to run, as JSON. */
export const HOST_JOB = 'DICOMANON_LOAD';

export interface HostJob {
  readonly source: string;
  readonly destination: string;
  readonly workbook: string;
  readonly workers: number;
  /** Where the outcome is written, as JSON. */
  readonly outcome: string;
}

export interface HostOutcome {
  /** Files that were found; undefined when the run failed. */
  readonly found: number | undefined;
  /** Why it failed; '' when it did not. */
  readonly problem: string;
  /** From the command to the report that is shown. */
  readonly seconds: number;
  /** Resident set of the extension host before the command, with the panel open. */
  readonly startBytes: number;
  /** Largest resident set of the extension host. */
  readonly peakBytes: number;
  readonly delay: EventLoopDelay;
}
