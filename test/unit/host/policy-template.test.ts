import assert from 'node:assert/strict';
import { compilePolicyFile } from '../../../src/core/policy/file/compile';
import { POLICIES } from '../../../src/core/policy/policies';
import { defaultChoice, turnSwitch } from '../../../src/core/policy/policy';
import { freeName, policyTemplate } from '../../../src/host/policy/policy-template';

describe('the template of a new policy file', () => {
  it('is a policy file that does what was chosen', () => {
    for (const policy of POLICIES) {
      const base = defaultChoice(policy);
      const choices = [base, ...policy.switches.map(({ id }) => turnSwitch(base, id, !base.on.includes(id)))];
      for (const choice of choices) {
        const text = policyTemplate('my-policy', choice);
        const compiled = compilePolicyFile({ id: 'x', name: 'x', text }, () => undefined);
        assert.deepEqual([...compiled.choice.on].sort(), [...choice.on].sort());
        assert.deepEqual(compiled.choice.policy.rules, policy.rules);
      }
    }
  });

  it('shows rules and lists that work once they are no comments any more', () => {
    const text = policyTemplate('my-policy', defaultChoice(POLICIES[0]!));
    const lines = text.split('\n').map((line) => line.replace(/^(\s*)\/\/ (?=[{"])/, '$1'));
    const uncommented = lines.join('\n').replace('],\n  // Patients', '],\n  // Patients');
    const compiled = compilePolicyFile({ id: 'x', name: 'x', text: uncommented }, () => undefined);
    assert.ok(compiled.choice.policy.rules.length >= POLICIES[0]!.rules.length + 5);
    assert.equal(compiled.patientIds.list?.from, 'MRN');
  });

  it('gets a name that no other file has', () => {
    const taken = new Set(['my-dicomanon', 'my-dicomanon-2']);
    assert.equal(
      freeName(POLICIES[0]!, (name) => taken.has(name)),
      'my-dicomanon-3',
    );
  });
});
