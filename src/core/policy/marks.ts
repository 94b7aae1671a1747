import type { Marks } from '../splice/patient';
import type { PolicyChoice } from './policy';

/** Longest value of VR LO (PS3.5 §6.2). */
const LO_LENGTH = 64;

/**
 * What a policy writes into each file about itself: (0012,0063) names product, policy and project, and every part of
 * the policy that was turned off; (0028,0303) says whether dates were moved. The version is that of the output: it
 * changes only when the same policy would give other bytes, because a file that is marked differently is not unchanged.
 */
export function marksOf(
  { policy, off }: PolicyChoice,
  outputVersion: string,
  projectFingerprint: string,
): Marks {
  const kept = off.map((id) => `kept: ${id}`);
  const method = [
    `DicomAnon ${outputVersion}`,
    `Policy ${policy.name}`,
    ...kept,
    projectMark(projectFingerprint),
  ];
  return {
    method: method.map((value) => value.slice(0, LO_LENGTH)),
    dates:
      policy.switches.some(({ id }) => id === 'dates') && !off.includes('dates') ? 'MODIFIED' : 'UNMODIFIED',
  };
}

/** The value of (0012,0063) that tells outputs of one project from those of another. */
export function projectMark(projectFingerprint: string): string {
  return `Project ${projectFingerprint}`;
}
