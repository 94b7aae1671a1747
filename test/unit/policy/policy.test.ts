import assert from 'node:assert/strict';
import {
  choiceWith,
  defaultChoice,
  hasProtection,
  turnedSwitches,
  turnSwitch,
} from '../../../src/core/policy/policy';
import { policyOf, switchNamed } from '../../support/policies';

describe('a choice of switches', () => {
  const policy = policyOf(
    [],
    [
      switchNamed('private'),
      switchNamed('full-dates', { onByDefault: false }),
      switchNamed('moved-dates', { onByDefault: false, excludes: ['full-dates'] }),
    ],
  );

  it('is by default what the switches say', () => {
    assert.deepEqual(defaultChoice(policy), { policy, on: ['private'] });
    assert.deepEqual(turnedSwitches(defaultChoice(policy)), {});
  });

  it('differs where switches are turned, in the order of the policy', () => {
    const choice = choiceWith(policy, { 'moved-dates': true, private: true, unknown: true, __proto__: true });
    assert.deepEqual(choice.on, ['private', 'moved-dates']);
    assert.deepEqual(turnedSwitches(choice), { 'moved-dates': true });
    assert.deepEqual(choiceWith(policy, { private: false }).on, []);
  });

  it('never has two switches on that exclude each other, whichever of them says so', () => {
    const both = choiceWith(policy, { 'full-dates': true, 'moved-dates': true });
    assert.deepEqual(both.on, ['private', 'full-dates']);
    const moved = turnSwitch(both, 'moved-dates', true);
    assert.deepEqual(moved.on, ['private', 'moved-dates']);
    assert.deepEqual(turnSwitch(moved, 'full-dates', true).on, ['private', 'full-dates']);
    assert.deepEqual(turnSwitch(moved, 'moved-dates', false).on, ['private']);
  });

  it('prefers what was asked for over what is on by default', () => {
    const other = policyOf([], [switchNamed('a'), switchNamed('b', { onByDefault: false, excludes: ['a'] })]);
    assert.deepEqual(choiceWith(other, { b: true }).on, ['b']);
  });

  it('passes over switches that the policy has not', () => {
    const choice = defaultChoice(policy);
    assert.equal(turnSwitch(choice, 'unknown', true), choice);
  });

  it('protects what has no switch, and lets a switch decide where there is one', () => {
    assert.equal(hasProtection(defaultChoice(policy), 'trailing'), true);
    const withSwitch = policyOf([], [switchNamed('trailing')]);
    assert.equal(hasProtection(defaultChoice(withSwitch), 'trailing'), true);
    assert.equal(hasProtection(choiceWith(withSwitch, { trailing: false }), 'trailing'), false);
  });
});
