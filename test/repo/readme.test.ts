import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { policyMarkdown } from '../../src/core/policy/describe';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { compilePolicyFile } from '../../src/core/policy/file/compile';
import { summaryMarkdown } from '../../src/core/policy/policy-summary';
import { BASIC_PROFILE } from '../../src/core/policy/ps315/basic-profile';

describe('the README', () => {
  const readme = readFileSync('README.md', 'utf8');

  it('lists the policy as the code has it', () => {
    assert.equal(between('policy'), withoutLayout(policyMarkdown(DICOMANON_POLICY)));
  });

  it("sums up the standard's profile as the code has it", () => {
    assert.equal(between('basic-profile'), withoutLayout(summaryMarkdown(BASIC_PROFILE)));
  });

  it('shows a policy file that can be used', () => {
    const text = /```jsonc\n([^]*?)```/.exec(readme)?.[1] ?? '';
    const { choice, patientIds } = compilePolicyFile({ id: 'my', name: 'my', text }, () => undefined);
    assert.deepEqual(choice.on, ['retain-modified-dates', 'clean-descriptors']);
    assert.equal(choice.policy.rules.length, BASIC_PROFILE.rules.length + 4);
    assert.equal(patientIds.prefix, 'T7-');
  });

  function between(name: string): string {
    const found = new RegExp(`<!-- ${name}:start -->\\n([^]*?)<!-- ${name}:end -->`).exec(readme);
    return withoutLayout(found?.[1] ?? '');
  }
});

/** Prettier lays out tables; that makes no difference to their content. */
function withoutLayout(markdown: string): string {
  return markdown.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();
}
