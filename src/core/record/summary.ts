import { decodeOutcome } from './outcome-code';
import type { ReasonCode } from './outcome';

/** Numbers of a run: found = written + unchanged + skipped + failed. */
export interface Totals {
  readonly found: number;
  readonly written: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  /** How often each reason was given. Remarks on written files are among them. */
  readonly reasons: Readonly<Partial<Record<ReasonCode, number>>>;
}

/** Adds up outcome bytes. Files without an outcome are counted as found only. */
export function totalOutcomes(all: Iterable<Uint8Array>): Totals {
  const byCode = new Uint32Array(256);
  for (const outcomes of all) for (const code of outcomes) byCode[code]!++;
  const totals = { found: 0, written: 0, unchanged: 0, skipped: 0, failed: 0 };
  const reasons: Partial<Record<ReasonCode, number>> = {};
  byCode.forEach((count, code) => {
    totals.found += count;
    const outcome = count > 0 ? decodeOutcome(code) : undefined;
    if (!outcome) return;
    totals[outcome.kind] += count;
    const reason =
      outcome.kind === 'written' ? outcome.note : outcome.kind === 'unchanged' ? undefined : outcome.reason;
    if (reason) reasons[reason] = count;
  });
  return { ...totals, reasons };
}
