import assert from 'node:assert/strict';
import type { Action } from '../../../src/core/policy/action';
import type { Policy, Rule } from '../../../src/core/policy/policy';
import { type FateKind, fateKindOf, summaryMarkdown } from '../../../src/core/policy/policy-summary';
import { BASIC_PROFILE } from '../../../src/core/policy/ps315/basic-profile';

function rule(action: Rule['action'], heading: string, on?: string): Rule {
  const selector = { by: 'vr', vr: 'PN' } as const;
  return { selector, action, heading, description: 'x', ...(on === undefined ? {} : { switch: on }) };
}

describe('summary of a policy', () => {
  it('takes actions for the same of which the value is another one afterwards', () => {
    const kinds: Readonly<Record<Action, FateKind>> = {
      X: 'removed',
      Z: 'emptied',
      C: 'cleaned',
      K: 'kept',
      D: 'replaced',
      U: 'replaced',
      pseudonym: 'replaced',
      shift: 'replaced',
      year: 'replaced',
      recode: 'replaced',
      own: 'replaced',
      hash: 'replaced',
      replace: 'replaced',
    };
    for (const [action, kind] of Object.entries(kinds))
      assert.equal(fateKindOf(action as Action), kind, action);
  });

  it('counts by heading and action what holds by default', () => {
    const policy: Policy = {
      name: 'P',
      title: 'P',
      description: '',
      switches: [
        { id: 'on', title: 'On', description: 'Stays.', onByDefault: true },
        {
          id: 'off',
          title: 'Off',
          description: 'Goes.',
          onByDefault: false,
          code: { value: '1', meaning: '' },
        },
      ],
      rules: [
        rule('X', 'A'),
        rule('X', 'A', 'on'),
        rule('K', 'A', 'off'),
        rule('shift', 'B'),
        rule('D', 'B'),
      ],
      notAttributes: [],
    };
    assert.equal(
      summaryMarkdown(policy),
      [
        '| Switch | What it does | Code |',
        '| --- | --- | --- |',
        '| `on` | Stays. |  |',
        '| `off` | Goes. | 1 |',
        '',
        '| Heading | Removed | Emptied | Replaced | Cleaned | Kept |',
        '| --- | ---: | ---: | ---: | ---: | ---: |',
        '| A | 2 |  |  |  |  |',
        '| B |  |  | 2 |  |  |',
      ].join('\n'),
    );
  });

  it('counts every rule of the Basic Profile without options once', () => {
    const holding = BASIC_PROFILE.rules.filter(({ switch: on }) => on === undefined).length;
    const headings = summaryMarkdown(BASIC_PROFILE).split('| Heading')[1]!;
    const sum = [...headings.matchAll(/\| (\d+)(?= )/g)].reduce(
      (total, [, count]) => total + Number(count),
      0,
    );
    assert.equal(sum, holding);
  });
});
