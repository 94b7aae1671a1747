import type { Policy, Rule } from '../policy';
import { attributeRules } from './attribute-rules';
import { conceptRules } from './concept-rules';
import { fileRules, remainingRules } from './general-rules';
import { inHeadingOrder } from './headings';
import { optionSwitches, profileCode } from './options';
import { privateRules } from './private-rules';
import { EDITION } from './rows';

const NAME = 'PS3.15 Basic Profile';
const REFERENCED_FRAME_OF_REFERENCE = 0x30060024;

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

/**
 * In the order of the headings as far as the decisions allow it: rules about concepts go before the attributes that
 * hold the values of Content Items, and what the tables list before what they do not.
 */
function makeRules(): readonly Rule[] {
  const listed = inHeadingOrder([...fileRules(), ...attributeRules()]);
  return [
    ...listed.filter((rule) => !mayHoldContent(rule)),
    ...conceptRules(),
    ...listed.filter(mayHoldContent),
    ...privateRules(),
    ...remainingRules(),
  ];
}

/** Whether a rule is about an attribute that may hold the value of a Content Item: those of SR, and a frame of reference. */
function mayHoldContent({ selector }: Rule): boolean {
  return (
    selector.by === 'tag' &&
    (selector.tag >>> 12 === 0x0040a || selector.tag === REFERENCED_FRAME_OF_REFERENCE)
  );
}
