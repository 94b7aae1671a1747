import type { Policy } from '../policy';
import { attributeRules } from './attribute-rules';
import { conceptRules } from './concept-rules';
import { fileRules, remainingRules } from './general-rules';
import { optionSwitches, profileCode } from './options';
import { privateRules } from './private-rules';
import { EDITION } from './rows';

/** Name of the policy, by which it is chosen. */
export const BASIC_PROFILE = 'PS3.15 Basic Profile';

let made: Policy | undefined;

/**
 * The Basic Application Level Confidentiality Profile of PS3.15 Annex E with its options. Made from the standard's
 * tables at the first call, so that runs under another policy do not pay for it.
 */
export function basicProfile(): Policy {
  made ??= {
    name: BASIC_PROFILE,
    title: BASIC_PROFILE,
    description: `The Basic Application Level Confidentiality Profile of DICOM PS3.15 Annex E, edition ${EDITION}: removes or replaces all that the standard lists, at every depth; ten options keep more.`,
    switches: optionSwitches(),
    rules: [...conceptRules(), ...fileRules(), ...attributeRules(), ...privateRules(), ...remainingRules()],
    notAttributes: [],
    code: profileCode(),
    edition: EDITION,
  };
  return made;
}
