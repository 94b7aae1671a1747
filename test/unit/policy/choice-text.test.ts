import assert from 'node:assert/strict';
import { choiceText, policyText } from '../../../src/core/policy/choice-text';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { choiceWith, decideOnRisk, defaultChoice } from '../../../src/core/policy/policy';
import { BASIC_PROFILE } from '../../../src/core/policy/ps315/basic-profile';
import type { RiskName } from '../../../src/core/policy/risk-decisions';

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

  it('names what becomes of files with risks, unless they pass', () => {
    const decisions = {
      face: 'hold-back',
      burnedIn: 'hold-back',
      freeText: 'fail',
      noPatientId: 'pass',
    } as const;
    const choice = Object.entries(decisions).reduce(
      (decided, [risk, decision]) => decideOnRisk(decided, risk as RiskName, decision),
      choiceWith(DICOMANON_POLICY, { dates: false }),
    );
    assert.equal(choiceText(choice), 'DicomAnon; off: dates; held back: burnedIn, face; failed: freeText');
  });
});
