/** What may call for a look before files are handed on; no policy can do away with it, or not all of it. */
export const RISK_NAMES = [
  'burnedIn',
  'face',
  'encapsulatedDocument',
  'structuredReport',
  'freeText',
  'ageOver89',
  'rareDemographics',
  'smallCohort',
  'noPatientId',
  'privateAttributes',
] as const;
export type RiskName = (typeof RISK_NAMES)[number];

/**
 * What becomes of files with a risk: 'pass' anonymises them like all others, 'hold-back' writes no copy and lists them,
 * 'fail' counts them as failed.
 */
export const RISK_DECISIONS = ['pass', 'hold-back', 'fail'] as const;
export type RiskDecision = (typeof RISK_DECISIONS)[number];

/** Decisions of a policy; risks that it does not name pass. */
export type RiskDecisions = Readonly<Partial<Record<RiskName, RiskDecision>>>;

/** A count of files for each risk. */
export type RiskCounts = Readonly<Record<RiskName, number>>;

/** What becomes of files with each risk. */
export function decisionsOf(decisions: RiskDecisions = {}): Readonly<Record<RiskName, RiskDecision>> {
  return byRisk((risk) => decisions[risk] ?? 'pass');
}

/** A value for each risk. */
export function byRisk<T>(valueOf: (risk: RiskName) => T): Readonly<Record<RiskName, T>> {
  return Object.fromEntries(RISK_NAMES.map((risk) => [risk, valueOf(risk)])) as Record<RiskName, T>;
}

/** The risk that a person means by "burnedIn", "burned-in" or "Burned In"; undefined for none. */
export function riskNamed(text: string): RiskName | undefined {
  const plain = text.replace(/[-_ ]/g, '').toLowerCase();
  return RISK_NAMES.find((risk) => risk.toLowerCase() === plain);
}
