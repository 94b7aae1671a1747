import assert from 'node:assert/strict';
import { decisionsOf, RISK_NAMES, riskNamed } from '../../../src/core/policy/risk-decisions';

describe('risks', () => {
  it('pass unless the policy decides on them', () => {
    const decisions = decisionsOf({ face: 'fail', burnedIn: 'hold-back' });
    assert.deepEqual(Object.keys(decisions), RISK_NAMES);
    const passing = RISK_NAMES.filter((risk) => risk !== 'face' && risk !== 'burnedIn');
    assert.deepEqual([decisions.face, decisions.burnedIn], ['fail', 'hold-back']);
    assert.deepEqual(
      RISK_NAMES.filter((risk) => decisions[risk] === 'pass'),
      passing,
    );
    assert.ok(Object.values(decisionsOf()).every((decision) => decision === 'pass'));
  });

  it('are found by their name in any writing', () => {
    assert.equal(riskNamed('burned-in'), 'burnedIn');
    assert.equal(riskNamed('AGE OVER 89'), 'ageOver89');
    assert.equal(riskNamed('no_patient_id'), 'noPatientId');
    assert.equal(riskNamed('toString'), undefined);
  });
});
