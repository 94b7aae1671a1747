import assert from 'node:assert/strict';
import { applyOptions } from '../../../src/core/policy/apply-options';
import { findConflicts } from '../../../src/core/policy/conflicts';
import { choiceOf, policyOf, switchNamed } from '../../support/policies';

const SWITCHES = [
  switchNamed('keep-dates', { onByDefault: false, excludes: ['move-dates'] }),
  switchNamed('keep-uids', { onByDefault: false }),
  switchNamed('move-dates', { onByDefault: false }),
  switchNamed('drop-dates', { onByDefault: false, excludes: ['keep-dates'] }),
];

describe('options that somebody asks for', () => {
  const choice = choiceOf([], SWITCHES);

  it('are turned, and those that they exclude go off', () => {
    const kept = applyOptions(choice, { 'keep-dates': true, 'keep-uids': true });
    assert.deepEqual(kept.on, ['keep-dates', 'keep-uids']);
    assert.deepEqual(applyOptions(kept, { 'move-dates': true }).on, ['keep-uids', 'move-dates']);
    assert.deepEqual(applyOptions(kept, { 'keep-uids': false }).on, ['keep-dates']);
    assert.deepEqual(applyOptions(kept, {}).on, kept.on);
  });

  it('are refused when the policy has none of that name, with what was meant', () => {
    const asking = (id: string) => () => applyOptions(choice, { 'keep-uids': true, [id]: true });
    assert.throws(asking('keep-date'), { code: 'unknown-option', remedy: /Did you mean keep-dates\?/ });
    assert.throws(asking('something else'), {
      code: 'unknown-option',
      remedy: /^Its options are: keep-dates,/,
    });
    assert.throws(() => applyOptions(choiceOf([], []), { x: true }), { remedy: /are: none\.$/ });
  });

  it('are refused when they exclude each other', () => {
    const both = { 'keep-dates': true, 'move-dates': true };
    assert.throws(() => applyOptions(choice, both), { code: 'option-conflict' });
    assert.deepEqual(applyOptions(choice, { ...both, 'move-dates': false }).on, ['keep-dates']);
  });
});

describe('options that exclude each other', () => {
  const policy = policyOf([], SWITCHES);

  it('are found in the order of the policy, whichever of them says so', () => {
    const turned = { 'drop-dates': true, 'move-dates': true, 'keep-uids': true, 'keep-dates': true };
    assert.deepEqual(findConflicts(policy, turned), [
      ['keep-dates', 'move-dates'],
      ['keep-dates', 'drop-dates'],
    ]);
  });

  it('are none unless both were turned on', () => {
    assert.deepEqual(findConflicts(policy, { 'keep-dates': true, 'move-dates': false }), []);
    assert.deepEqual(findConflicts(policy, { 'keep-dates': true, 'keep-uids': true }), []);
    assert.deepEqual(findConflicts(policy, {}), []);
  });
});
