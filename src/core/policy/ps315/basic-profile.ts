import type { Policy, Rule } from '../policy';
import { attributeRules } from './attribute-rules';
import { conceptRules } from './concept-rules';
import { fileRules, remainingRules } from './general-rules';
import { optionSwitches, profileCode } from './options';
import { privateRules } from './private-rules';
import { EDITION } from './rows';

const NAME = 'PS3.15 Basic Profile';

let made: readonly Rule[] | undefined;

/**
 * The Basic Application Level Confidentiality Profile of PS3.15 Annex E with its options. Its rules are made from the
 * standard's tables when they are first asked for, so that runs under another policy do not pay for them.
 */
export const BASIC_PROFILE: Policy = {
  name: NAME,
  title: NAME,
  description: `The Basic Application Level Confidentiality Profile of DICOM PS3.15 Annex E, edition ${EDITION}: removes or replaces all that the standard lists, at every depth; ten options keep more.`,
  switches: optionSwitches(),
  get rules(): readonly Rule[] {
    made ??= makeRules();
    return made;
  },
  notAttributes: [],
  code: profileCode(),
  edition: EDITION,
};

/** Concepts go before the attributes that hold their values, and what the tables list before what they do not. */
function makeRules(): readonly Rule[] {
  return [...conceptRules(), ...fileRules(), ...attributeRules(), ...privateRules(), ...remainingRules()];
}
