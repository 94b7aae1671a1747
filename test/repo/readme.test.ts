import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { policyMarkdown } from '../../src/core/policy/describe';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';

describe('the README', () => {
  const readme = readFileSync('README.md', 'utf8');

  it('lists the policy as the code has it', () => {
    const listed = /<!-- policy:start -->\n([^]*?)<!-- policy:end -->/.exec(readme)?.[1];
    assert.equal(withoutLayout(listed ?? ''), withoutLayout(policyMarkdown(DICOMANON_POLICY)));
  });
});

/** Prettier lays out tables; that makes no difference to their content. */
function withoutLayout(markdown: string): string {
  return markdown.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();
}
