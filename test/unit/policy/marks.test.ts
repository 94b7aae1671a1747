import assert from 'node:assert/strict';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { marksOf, methodCodes, projectMark } from '../../../src/core/policy/marks';
import { choiceWith } from '../../../src/core/policy/policy';
import { policyOf, switchNamed } from '../../support/policies';

describe('marks', () => {
  const policy = DICOMANON_POLICY;

  it('name product, policy and project', () => {
    const { method, dates } = marksOf(choiceWith(policy, {}), '1', 'ABCD1234');
    assert.deepEqual(method, ['DicomAnon 1', 'Policy DicomAnon', 'Project ABCD1234']);
    assert.equal(method.at(-1), projectMark('ABCD1234'));
    assert.equal(dates, 'MODIFIED');
  });

  it('say what was kept, dates in their own attribute, too', () => {
    const { method, dates } = marksOf(choiceWith(policy, { private: false, dates: false }), '1', 'ABCD1234');
    assert.deepEqual(method.slice(2, 4), ['kept: private', 'kept: dates']);
    assert.equal(dates, 'UNMODIFIED');
  });

  it('have values that fit their VR', () => {
    const long = { ...policy, name: 'A policy of a very long name that somebody has written for a project' };
    const { method } = marksOf({ policy: long, on: [] }, '1.2.3', 'ABCD1234');
    for (const value of method) {
      assert.ok(value.length <= 64);
      assert.match(value, /^[ -[\]-~]+$/);
    }
  });

  it('claim no moved dates for a policy that moves none', () => {
    const without = { ...policy, switches: policy.switches.filter(({ id }) => id !== 'dates') };
    assert.equal(marksOf(choiceWith(without, {}), '1', 'ABCD1234').dates, 'UNMODIFIED');
  });

  it('say which parts were turned on', () => {
    const choice = choiceWith(policyOf([], [switchNamed('retain-uids', { onByDefault: false })]), {
      'retain-uids': true,
    });
    assert.deepEqual(marksOf(choice, '1', 'ABCD1234').method.slice(2, 3), ['with: retain-uids']);
  });
});

describe('the codes of what was performed', () => {
  const PROFILE = { value: '113100', meaning: 'Basic Application Confidentiality Profile' };
  const UIDS = { value: '113110', meaning: 'Retain UIDs Option' };
  const switches = [
    switchNamed('retain-uids', { onByDefault: false, code: UIDS }),
    switchNamed('other', { onByDefault: true }),
  ];

  it('are that of the profile and those of the options that are on', () => {
    const profile = { ...policyOf([], switches), code: PROFILE };
    assert.deepEqual(methodCodes(choiceWith(profile, {})), [PROFILE]);
    assert.deepEqual(methodCodes(choiceWith(profile, { 'retain-uids': true })), [PROFILE, UIDS]);
    assert.deepEqual(marksOf(choiceWith(profile, {}), '1', 'ABCD1234').codes, [PROFILE]);
  });

  it('are none for a policy that performs no profile of the standard', () => {
    assert.deepEqual(methodCodes(choiceWith(policyOf([], switches), { 'retain-uids': true })), []);
    assert.deepEqual(methodCodes(choiceWith(DICOMANON_POLICY, {})), []);
  });
});
