import assert from 'node:assert/strict';
import { choiceText, policyText } from '../../../src/core/policy/choice-text';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { choiceWith, defaultChoice } from '../../../src/core/policy/policy';
import { BASIC_PROFILE } from '../../../src/core/policy/ps315/basic-profile';

describe('a choice in a line', () => {
  it('names the policy, and the edition of the standard that it follows', () => {
    assert.equal(policyText(DICOMANON_POLICY), 'DicomAnon');
    assert.equal(choiceText(defaultChoice(BASIC_PROFILE)), 'PS3.15 Basic Profile, edition 2026c');
  });

  it('names what was turned on and off, and nothing that stands as it does by default', () => {
    assert.equal(
      choiceText(choiceWith(DICOMANON_POLICY, { private: false, dates: false, mark: true })),
      'DicomAnon; off: private, dates',
    );
    assert.equal(
      choiceText(choiceWith(BASIC_PROFILE, { 'retain-uids': true, 'clean-graphics': true })),
      'PS3.15 Basic Profile, edition 2026c; on: retain-uids, clean-graphics',
    );
  });
});
