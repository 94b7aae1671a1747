import assert from 'node:assert/strict';
import { BASIC_PROFILE } from '../../../../src/core/policy/ps315/basic-profile';
import { DICOMANON_POLICY } from '../../../../src/core/policy/dicomanon';
import type { Policy } from '../../../../src/core/policy/policy';
import { structureRules } from '../../../../src/core/policy/file/structure';
import { byTag, policyOf, rule } from '../../../support/policies';
import { compileRules, policyText, problemsOf } from './policy-files';

/** Without these a file can't be read. */
const KEPT = [
  ...['FileMetaInformationVersion', 'MediaStorageSOPClassUID', 'TransferSyntaxUID', 'SpecificCharacterSet'],
  ...['SOPClassUID', 'FloatPixelData', 'DoubleFloatPixelData', 'PixelData'],
];
/** Without these it can't be told apart from others. */
const NEW_OR_KEPT = [
  ...['MediaStorageSOPInstanceUID', 'SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID'],
];

const problemsOfRule = (keyword: string, action: string): readonly string[] =>
  problemsOf(policyText({ rules: [{ keyword, action }] }));

describe('what no file can do without', () => {
  for (const keyword of KEPT) {
    it(`may only be kept: ${keyword}`, () => {
      for (const action of ['X', 'Z', 'D', 'U', 'C'])
        assert.match(
          problemsOfRule(keyword, action).join('\n'),
          new RegExp(`${keyword} is needed.*; use K$`),
        );
      assert.deepEqual(problemsOfRule(keyword, 'K'), []);
    });
  }

  for (const keyword of NEW_OR_KEPT) {
    it(`may become new or be kept: ${keyword}`, () => {
      for (const action of ['X', 'Z', 'D', 'C'])
        assert.match(problemsOfRule(keyword, action).join('\n'), new RegExp(`${keyword}.*; use U or K$`));
      for (const action of ['U', 'K']) assert.deepEqual(problemsOfRule(keyword, action), []);
    });
  }

  it('has the same fate in the file meta information as in the data set, whichever of the two a rule names', () => {
    for (const keyword of ['SOPInstanceUID', 'MediaStorageSOPInstanceUID']) {
      const [first, second, ...others] = compileRules({ keyword, action: 'K', why: 'tested' }).choice.policy
        .rules;
      assert.deepEqual(
        [first, second]
          .map((each) => each?.selector)
          .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
        [
          { by: 'tag', tag: 0x00020003 },
          { by: 'tag', tag: 0x00080018 },
        ],
      );
      assert.deepEqual({ ...first, selector: undefined }, { ...second, selector: undefined });
      assert.deepEqual(others, DICOMANON_POLICY.rules);
    }
  });
});

describe('a rule about many attributes at once', () => {
  const TRANSFER_SYNTAX = 0x00020010;
  const guards = (base: Policy, tag: number) =>
    structureRules(base).filter(({ selector }) => selector.by === 'tag' && selector.tag === tag);

  it('leaves those that no file can do without to the policy below it', () => {
    for (const sweeping of [
      { vr: 'UI', action: 'X' },
      { pattern: '0008,00xx', action: 'X' },
    ]) {
      const { rules } = compileRules(sweeping).choice.policy;
      const kept = rules.slice(0, 13).map(({ selector }) => (selector.by === 'tag' ? selector.tag : 0));
      assert.deepEqual(kept, [
        ...[0x00020000, 0x00020001, 0x00020002, 0x00020003, 0x00020010, 0x00080005, 0x00080016, 0x00080018],
        ...[0x0020000d, 0x0020000e, 0x7fe00008, 0x7fe00009, 0x7fe00010],
      ]);
      assert.deepEqual(rules[13]?.source, 'my.dicomanon.json, line 1');
      assert.deepEqual(rules.slice(14), DICOMANON_POLICY.rules);
    }
  });

  it('is the only kind that needs that', () => {
    const rules = [
      { private: true, action: 'X' },
      { path: 'ContentSequence > *', action: 'X' },
      { keyword: 'PatientSex', action: 'X' },
    ];
    assert.equal(compileRules(...rules).choice.policy.rules.length, 3 + DICOMANON_POLICY.rules.length);
  });

  it('has them before it, behind the rules that stand before it', () => {
    const { rules } = compileRules(
      { keyword: 'StudyInstanceUID', action: 'K' },
      { vr: 'UI', action: 'X' },
      { vr: 'TM', action: 'X' },
    ).choice.policy;
    assert.deepEqual(rules[0]?.selector, { by: 'tag', tag: 0x0020000d });
    assert.deepEqual(rules[1]?.selector, { by: 'tag', tag: 0x00020000 });
    assert.deepEqual(
      rules.slice(14, 16).map(({ selector }) => selector),
      [
        { by: 'vr', vr: 'UI' },
        { by: 'vr', vr: 'TM' },
      ],
    );
  });

  it('leaves them to all rules below that may hold, up to the one that always does', () => {
    const [first, second, third] = [
      byTag(TRANSFER_SYNTAX, 'X', { switch: 'one' }),
      rule({ by: 'group', group: 2 }, 'Z', { switch: 'two', description: 'Second.' }),
      rule({ by: 'any' }, 'D', { heading: 'Third' }),
    ];
    const own = { by: 'tag', tag: TRANSFER_SYNTAX } as const;
    assert.deepEqual(guards(policyOf([first, byTag(1, 'K'), second, third, first]), TRANSFER_SYNTAX), [
      { ...first, selector: own },
      { ...second, selector: own },
      { ...third, selector: own },
    ]);
  });

  it('leaves them as they are where no rule below always holds', () => {
    const kept = {
      selector: { by: 'tag', tag: TRANSFER_SYNTAX },
      action: 'K',
      heading: 'Test',
      description: 'Kept.',
    };
    assert.deepEqual(guards(policyOf([]), TRANSFER_SYNTAX), [kept]);
    const first = byTag(TRANSFER_SYNTAX, 'X', { switch: 'one' });
    assert.deepEqual(guards(policyOf([first]), TRANSFER_SYNTAX), [first, kept]);
  });

  it('leaves the UIDs of instances to the option of the profile that retains them', () => {
    const actions = guards(BASIC_PROFILE, 0x00080018).map(({ action, switch: on }) => [action, on]);
    assert.deepEqual(actions, [
      ['K', 'retain-uids'],
      ['U', undefined],
    ]);
  });
});
