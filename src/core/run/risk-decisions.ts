import { type RiskCounts, type RiskDecisions, byRisk, RISK_NAMES } from '../policy/risk-decisions';
import type { Outcome } from '../record/outcome';
import { decodeOutcome, encodeOutcome, PENDING } from '../record/outcome-code';
import { RISK_TEXTS } from '../policy/risk-text';
import { breathing, visitBreathing } from './event-loop';
import type { Ledger } from './ledger';
import { RISK } from './work';

const HELD_BACK = { kind: 'skipped', reason: 'held-back' } as const satisfies Outcome;
const REFUSED = { kind: 'failed', reason: 'risk' } as const satisfies Outcome;

/** Why no copy is written of a file. */
export interface RiskVerdict {
  readonly outcome: typeof HELD_BACK | typeof REFUSED;
  /** Its risks, in words. */
  readonly detail: string;
}

/** Files of which no copy is written because of their risks. */
export interface DecidedFiles {
  readonly heldBack: number;
  readonly refused: number;
}

/** What decisions make of files by their risks; a file with several is refused if one of them says so. */
export class RiskJudge {
  private readonly held: number;
  private readonly refused: number;

  constructor(decisions: RiskDecisions = {}) {
    this.held = maskOf(decisions, 'hold-back');
    this.refused = maskOf(decisions, 'fail');
  }

  /** All files pass. */
  get isLenient(): boolean {
    return (this.held | this.refused) === 0;
  }

  /** @param risks bits of RISK; undefined: the file passes */
  judge(risks: number): RiskVerdict | undefined {
    const found = risks & (this.held | this.refused);
    if (found === 0) return undefined;
    return { outcome: (found & this.refused) === 0 ? HELD_BACK : REFUSED, detail: wordsFor(found) };
  }

  /** Adds up the files of which no copy will be written. */
  count(allRisks: Iterable<ArrayLike<number>>): DecidedFiles {
    const counts = { heldBack: 0, refused: 0 };
    if (this.isLenient) return counts;
    for (const risks of allRisks) {
      for (let at = 0; at < risks.length; at++) {
        if (risks[at]! & this.refused) counts.refused++;
        else if (risks[at]! & this.held) counts.heldBack++;
      }
    }
    return counts;
  }
}

/** Gives files with risks that a policy does not let pass their outcome, so that no copy is written of them. */
export async function decideOnRisks(ledger: Ledger, decisions?: RiskDecisions): Promise<void> {
  const judge = new RiskJudge(decisions);
  if (judge.isLenient) return;
  const breathe = breathing();
  for (const folder of ledger.folders) {
    const { outcomes } = folder;
    await visitBreathing(folder.risks, breathe, (risks, position) => {
      const verdict = outcomes[position] === PENDING ? judge.judge(risks) : undefined;
      if (!verdict) return;
      outcomes[position] = encodeOutcome(verdict.outcome);
      ledger.remark(folder.index, position, { detail: verdict.detail });
    });
  }
}

/** How many copies are there, written now or before, of files with each risk. */
export async function countRisksOfCopies(ledger: Ledger): Promise<RiskCounts> {
  const counts = { ...byRisk(() => 0) };
  const breathe = breathing();
  for (const { risks, outcomes } of ledger.folders) {
    await visitBreathing(risks, breathe, (found, position) => {
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
