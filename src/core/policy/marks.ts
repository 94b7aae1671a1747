import type { Marks } from '../splice/patient';
import { fateOfDates } from './fates';
import { type MethodCode, type PolicyChoice, turnedSwitches } from './policy';

/** Longest value of VR LO (PS3.5 §6.2). */
const LO_LENGTH = 64;

/**
 * What a policy writes into each file about itself: (0012,0063) names product, policy and project, and every part of
 * the policy that differs from its default; (0012,0064) has the codes of the profile and the options performed;
 * (0028,0303) says what became of dates. The version is that of the output: it changes only when the same policy would
 * give other bytes, because a file that is marked differently is not unchanged.
 */
export function marksOf(choice: PolicyChoice, outputVersion: string, projectFingerprint: string): Marks {
  const parts = Object.entries(turnedSwitches(choice)).map(([id, on]) => `${on ? 'with' : 'kept'}: ${id}`);
  const method = [
    `DicomAnon ${outputVersion}`,
    `Policy ${choice.policy.name}`,
    ...parts,
    projectMark(projectFingerprint),
  ];
  return {
    method: method.map((value) => value.slice(0, LO_LENGTH)),
    codes: methodCodes(choice),
    dates: fateOfDates(choice),
  };
}

/** The value of (0012,0063) that tells outputs of one project from those of another. */
export function projectMark(projectFingerprint: string): string {
  return `Project ${projectFingerprint}`;
}

/**
 * The codes of CID 7050 for what is performed: the profile's, and those of the options that are on. None for a policy
 * that performs no profile of the standard, because its parts alone are no profile.
 */
export function methodCodes({ policy, on }: PolicyChoice): readonly MethodCode[] {
  if (!policy.code) return [];
  const options = policy.switches.filter(({ id }) => on.includes(id));
  return [policy.code, ...options.flatMap(({ code }) => (code ? [code] : []))];
}
