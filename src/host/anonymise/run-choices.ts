import { applyOptions } from '../../core/policy/apply-options';
import { defaultChoice, type PolicyChoice, type SwitchId } from '../../core/policy/policy';
import type { RiskDecisions } from '../../core/policy/risk-decisions';
import type { LoadedPolicy } from '../../core/run/load-policy';
import type { RunChoices } from './engine';
import type { Settings } from './settings';

/** What differs from the settings in one run. */
export type RunChanges = Partial<
  Omit<RunChoices, 'policy'> & {
    readonly destination: string;
    readonly report: boolean;
    readonly policy: LoadedPolicy;
    /** Switches that are turned on or off. */
    readonly switches: Readonly<Record<SwitchId, boolean>>;
    /** What becomes of files with risks, where it is not as the policy says. */
    readonly risks: RiskDecisions;
  }
>;

/** What the settings say of a run. */
export function choicesOf(
  settings: Settings,
  loaded: LoadedPolicy,
): RunChoices & { readonly report: boolean } {
  const { keepNames, searchCopies, workbook, prefix, workers, report } = settings;
  return { ...policyPart(loaded, prefix), keepNames, searchCopies, workbook, workers, report };
}

/** What a policy says beside the settings goes before them. */
export function policyPart({ choice, prefix, digits, idList }: LoadedPolicy, prefixOfSettings: string) {
  return {
    policy: choice,
    prefix: prefix ?? prefixOfSettings,
    ...(digits === undefined ? {} : { digits }),
    ...(idList === undefined ? {} : { idList }),
  };
}

/** The policy of the settings; throws the UserError that says why it can't be used. */
export function usablePolicy({ policy, policyProblem }: Settings): LoadedPolicy {
  if (policyProblem) throw policyProblem;
  return policy;
}

/** Switches that are given replace those of the settings, not the options of a policy file. */
export function changedPolicy(
  { choice, file }: LoadedPolicy,
  switches: Readonly<Record<SwitchId, boolean>> | undefined,
): PolicyChoice {
  if (switches === undefined) return choice;
  return applyOptions(file === undefined ? defaultChoice(choice.policy) : choice, switches);
}

/** The policy with other decisions on some risks. */
export function withDecisions({ policy, on }: PolicyChoice, risks: RiskDecisions | undefined): PolicyChoice {
  return risks ? { policy: { ...policy, risks: { ...policy.risks, ...risks } }, on } : { policy, on };
}
