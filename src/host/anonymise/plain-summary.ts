import type { ReasonCode } from '../../core/record/outcome';
import type { RunOutcome } from './run-controller';

/** What `executeCommand('dicomanon.anonymise', source, options)` resolves to: plain JSON. */
export type PlainSummary =
  | {
      readonly state: 'done' | 'cancelled' | 'stopped';
      readonly found: number;
      readonly written: number;
      readonly unchanged: number;
      readonly skipped: number;
      readonly failed: number;
      readonly patients: number;
      readonly studies: number;
      readonly series: number;
      readonly seconds: number;
      readonly reasons: Readonly<Partial<Record<ReasonCode, number>>>;
      /** Absolute paths; null when there is none. */
      readonly workbook: string | null;
      readonly report: string | null;
    }
  /** Nothing was written. */
  | { readonly state: 'refused'; readonly code: string; readonly message: string; readonly remedy: string };

/** The end of a run for scripts. */
export function plainSummary(outcome: RunOutcome): PlainSummary {
  if (outcome.kind === 'refused') return { state: 'refused', ...outcome.problem };
  const {
    end,
    found,
    written,
    unchanged,
    skipped,
    failed,
    patients,
    studies,
    series,
    seconds,
    reasons,
    workbook,
    report,
  } = outcome.result;
  return {
    ...{
      state: end,
      found,
      written,
      unchanged,
      skipped,
      failed,
      patients,
      studies,
      series,
      seconds,
      reasons,
    },
    workbook: workbook || null,
    report: report || null,
  };
}
