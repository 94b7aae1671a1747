import { type RiskCounts, type RiskDecisions, byRisk, RISK_NAMES } from '../policy/risk-decisions';
import type { Outcome } from '../record/outcome';
import { decodeOutcome, encodeOutcome, PENDING } from '../record/outcome-code';
import { RISK_TEXTS } from '../policy/risk-text';
import type { Ledger } from './ledger';
import { RISK } from './work';

const HELD_BACK: Outcome = { kind: 'skipped', reason: 'held-back' };
const REFUSED: Outcome = { kind: 'failed', reason: 'risk' };

/** Gives files with risks that a policy does not let pass their outcome, so that no copy is written of them. */
export function decideOnRisks(ledger: Ledger, decisions: RiskDecisions = {}): void {
  const held = maskOf(decisions, 'hold-back');
  const refused = maskOf(decisions, 'fail');
  if ((held | refused) === 0) return;
  for (const folder of ledger.folders) {
    folder.risks.forEach((risks, position) => {
      const found = risks & (held | refused);
      if (found === 0 || folder.outcomes[position] !== PENDING) return;
      folder.outcomes[position] = encodeOutcome((found & refused) === 0 ? HELD_BACK : REFUSED);
      ledger.remark(folder.index, position, { detail: wordsFor(found) });
    });
  }
}

/** How many copies are there, written now or before, of files with each risk. */
export function countRisksOfCopies(ledger: Ledger): RiskCounts {
  const counts = { ...byRisk(() => 0) };
  for (const { risks, outcomes } of ledger.folders) {
    risks.forEach((found, position) => {
      if (found === 0) return;
      const kind = decodeOutcome(outcomes[position]!)?.kind;
      if (kind !== 'written' && kind !== 'unchanged') return;
      for (const risk of RISK_NAMES) if (found & RISK[risk]) counts[risk]++;
    });
  }
  return counts;
}

function maskOf(decisions: RiskDecisions, wanted: RiskDecisions[keyof RiskDecisions]): number {
  return RISK_NAMES.reduce((mask, risk) => (decisions[risk] === wanted ? mask | RISK[risk] : mask), 0);
}

function wordsFor(risks: number): string {
  return RISK_NAMES.filter((risk) => risks & RISK[risk])
    .map((risk) => RISK_TEXTS[risk].what)
    .join('; ');
}
