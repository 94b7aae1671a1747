import { UserError } from '../errors';
import { DICOMANON_POLICY } from './dicomanon';
import type { Policy } from './policy';
import { BASIC_PROFILE } from './ps315/basic-profile';

/** The policies that come with the product, the default one first. */
export const POLICIES: readonly Policy[] = [DICOMANON_POLICY, BASIC_PROFILE];

/**
 * The built-in policy of this name.
 * @throws UserError 'unknown-policy' when there is none
 */
export function policyNamed(name: string): Policy {
  const policy = POLICIES.find((entry) => entry.name === name);
  if (policy) return policy;
  const names = POLICIES.map((entry) => entry.name).join(', ');
  throw new UserError('unknown-policy', `There is no policy "${name}".`, `Choose one of: ${names}.`);
}
