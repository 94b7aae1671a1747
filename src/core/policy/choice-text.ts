import { type Policy, type PolicyChoice, turnedSwitches } from './policy';
import { type RiskDecision, RISK_NAMES } from './risk-decisions';

/** A policy by its title, with the edition of the standard that it follows: "PS3.15 Basic Profile, edition 2026c". */
export function policyText({ title, edition }: Pick<Policy, 'title' | 'edition'>): string {
  return edition === undefined ? title : `${title}, edition ${edition}`;
}

/** A policy, what of it was turned and what becomes of risky files, in a line: "DicomAnon; off: dates; held back: face". */
export function choiceText(choice: PolicyChoice): string {
  const turned = Object.entries(turnedSwitches(choice));
  const named = (wanted: boolean): readonly string[] => {
    const ids = turned.filter(([, on]) => on === wanted).map(([id]) => id);
    return ids.length === 0 ? [] : [`${wanted ? 'on' : 'off'}: ${ids.join(', ')}`];
  };
  const { policy } = choice;
  const risky = [...risksText(policy, 'held back', 'hold-back'), ...risksText(policy, 'failed', 'fail')];
  return [policyText(policy), ...named(true), ...named(false), ...risky].join('; ');
}

function risksText(
  { risks }: Pick<Policy, 'risks'>,
  word: string,
  decision: RiskDecision,
): readonly string[] {
  const decided = RISK_NAMES.filter((risk) => risks?.[risk] === decision);
  return decided.length === 0 ? [] : [`${word}: ${decided.join(', ')}`];
}
