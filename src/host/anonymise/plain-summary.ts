import { pick } from '../../core/record/pick';
import type { RunEnd, SearchNumbers } from '../../panel/panel-state';
import type { RunOutcome } from './run-controller';

const NUMBERS = [
  ...(['found', 'written', 'unchanged', 'skipped', 'failed'] as const),
  ...(['patients', 'studies', 'series', 'seconds', 'reasons'] as const),
] as const;

/** What `executeCommand('dicomanon.anonymise', source, options)` resolves to: plain JSON. */
export type PlainSummary =
  | (Pick<RunEnd, (typeof NUMBERS)[number]> & {
      readonly state: 'done' | 'cancelled' | 'stopped';
      /** Absolute paths; null when there is none. */
      readonly workbook: string | null;
      readonly report: string | null;
      /** What the search of the copies found; null when they were not searched. */
      readonly audit: SearchNumbers | null;
    })
  /** Nothing was written. */
  | { readonly state: 'refused'; readonly code: string; readonly message: string; readonly remedy: string };

/** The end of a run for scripts. */
export function plainSummary(outcome: RunOutcome): PlainSummary {
  if (outcome.kind === 'refused') return { state: 'refused', ...outcome.problem };
  const { result } = outcome;
  return {
    state: result.end,
    ...pick(result, NUMBERS),
    workbook: result.workbook || null,
    report: result.report || null,
    audit: result.search,
  };
}
