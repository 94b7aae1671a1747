import assert from 'node:assert/strict';
import { DICOMANON_POLICY } from '../../../../src/core/policy/dicomanon';
import { compilePolicyFile } from '../../../../src/core/policy/file/compile';
import { defaultChoice, type Rule } from '../../../../src/core/policy/policy';
import { compile, compileRules, policyText } from './policy-files';

function ownRules(...rules: readonly object[]): readonly Rule[] {
  const { policy } = compileRules(...rules).choice;
  return policy.rules.slice(0, policy.rules.length - DICOMANON_POLICY.rules.length);
}

const selectorsOf = (...rules: readonly object[]) => ownRules(...rules).map(({ selector }) => selector);

describe('a policy file', () => {
  it('without rules is the policy that it extends, under its own name', () => {
    const { choice, patientIds } = compile({
      'my.dicomanon.json': policyText({ title: 'Mine', description: 'For me.' }),
    });
    const base = defaultChoice(DICOMANON_POLICY);
    assert.deepEqual(choice, {
      policy: { ...base.policy, name: 'my', title: 'Mine', description: 'For me.' },
      on: base.on,
    });
    assert.deepEqual(patientIds, {});
  });

  it('puts its rules before those of the policy that it extends', () => {
    const { policy } = compileRules({
      keyword: 'PatientWeight',
      action: 'Z',
      why: 'rare ones tell who it is',
    }).choice;
    assert.deepEqual(policy.rules, [
      {
        selector: { by: 'tag', tag: 0x00101030 },
        action: 'Z',
        heading: 'my',
        description: 'Emptied.',
        source: 'my.dicomanon.json, line 1',
        note: 'rare ones tell who it is',
      },
      ...DICOMANON_POLICY.rules,
    ]);
  });

  it('selects as the same rules written by hand would', () => {
    assert.deepEqual(
      selectorsOf(
        { keyword: ['PatientWeight', 'PatientSize'], action: 'Z' },
        { tag: '(0010,1040)', action: 'X' },
        { tag: ['00102154', '0010,2180'], action: 'X' },
        { private: { creator: 'SIEMENS CSA HEADER', group: '0029', element: 'xx10' }, action: 'K' },
        { private: { creator: 'GEMS_PARM_01', group: '0043', element: '39' }, action: 'K' },
        { private: { creator: 'Philips MR Imaging DD 001' }, action: 'K' },
        { private: true, action: 'X' },
        { path: 'RequestAttributesSequence > *', action: 'X' },
        { path: ' * >  (0040,A168) > CodeMeaning', action: 'C' },
      ),
      [
        { by: 'tag', tag: 0x00101030 },
        { by: 'tag', tag: 0x00101020 },
        { by: 'tag', tag: 0x00101040 },
        { by: 'tag', tag: 0x00102154 },
        { by: 'tag', tag: 0x00102180 },
        { by: 'private-element', creator: 'SIEMENS CSA HEADER', group: 0x29, element: 0x10 },
        { by: 'private-element', creator: 'GEMS_PARM_01', group: 0x43, element: 0x39 },
        { by: 'private-creator', creator: 'Philips MR Imaging DD 001' },
        { by: 'private' },
        { by: 'path', path: [0x00400275, '*'] },
        { by: 'path', path: ['*', 0x0040a168, 0x00080104] },
      ],
    );
  });

  it('selects by patterns and VRs but leaves alone what no file can do without', () => {
    const selectors = selectorsOf(
      { keyword: 'StudyInstanceUID', action: 'K' },
      { pattern: '50xx,xxxx', action: 'X' },
      { pattern: '(0008,00x8)', action: 'Z' },
      { vr: ['UI', 'TM'], action: 'X' },
    );
    assert.deepEqual(selectors[0], { by: 'tag', tag: 0x0020000d });
    assert.deepEqual(selectors.slice(-4), [
      { by: 'pattern', tag: 0x50000000, mask: 0xff000000 },
      { by: 'pattern', tag: 0x00080008, mask: 0xffffff0f },
      { by: 'vr', vr: 'UI' },
      { by: 'vr', vr: 'TM' },
    ]);
    const between = ownRules({ vr: 'UI', action: 'X' }).slice(0, -1);
    const actions = new Map(
      between.map(({ selector, action }) => [selector.by === 'tag' ? selector.tag : 0, action]),
    );
    for (const kept of [0x00020010, 0x00080016, 0x00080005, 0x7fe00010]) assert.equal(actions.get(kept), 'K');
    for (const mapped of [0x00020003, 0x00080018, 0x0020000d, 0x0020000e])
      assert.equal(actions.get(mapped), 'U');
  });

  it('does to the Media Storage SOP Instance UID what it does to the SOP Instance UID', () => {
    assert.deepEqual(
      ownRules({ keyword: 'SOPInstanceUID', action: 'K' }).map(({ selector, action }) => [selector, action]),
      [
        [{ by: 'tag', tag: 0x00080018 }, 'K'],
        [{ by: 'tag', tag: 0x00020003 }, 'K'],
      ],
    );
  });

  it('carries the text of "replace"', () => {
    const [rule] = ownRules({ keyword: 'InstitutionName', action: 'replace', value: 'Site 12' });
    assert.deepEqual([rule?.action, rule?.value], ['replace', 'Site 12']);
  });

  it('turns options on and off and leaves the others as they are by default', () => {
    const { on } = compile({
      'my.dicomanon.json': policyText({ options: { private: false, dates: true } }),
    }).choice;
    assert.deepEqual(
      on,
      defaultChoice(DICOMANON_POLICY).on.filter((id) => id !== 'private'),
    );
  });

  it('may extend another file, whose rules, options and numbering stand behind its own', () => {
    const { choice, patientIds } = compile({
      'site.dicomanon.json': policyText({
        name: 'site',
        options: { private: false, dates: false },
        rules: [{ keyword: 'PatientWeight', action: 'K' }],
        patientIds: { prefix: 'S-', digits: 3, file: 'a.csv', from: 'A', to: 'B' },
      }),
      'my.dicomanon.json': policyText({
        extends: 'site.dicomanon.json',
        options: { dates: true },
        rules: [{ keyword: 'PatientWeight', action: 'X' }],
        patientIds: { prefix: 'T-' },
      }),
    });
    const [first, second] = choice.policy.rules;
    assert.deepEqual([first?.action, first?.source], ['X', 'my.dicomanon.json, line 1']);
    assert.deepEqual([second?.action, second?.source], ['K', 'site.dicomanon.json, line 1']);
    assert.deepEqual([choice.on.includes('private'), choice.on.includes('dates')], [false, true]);
    const list = { file: 'a.csv', namedIn: 'site.dicomanon.json', from: 'A', to: 'B' };
    assert.deepEqual(patientIds, { prefix: 'T-', digits: 3, list });
  });

  it('may hold comments and trailing commas', () => {
    const text = `// for the trial\n{ "name": "my", /* the default */ "extends": "DicomAnon", "rules": [], }`;
    assert.equal(compile({ 'my.dicomanon.json': text }).choice.policy.name, 'my');
  });

  it('is plain data once it is compiled', () => {
    const { choice } = compileRules({ vr: 'TM', action: 'Z' }, { path: 'ContentSequence > *', action: 'C' });
    assert.deepEqual(structuredClone(choice), choice);
  });

  it('claims to perform no profile when it has rules of its own', () => {
    const read = () => undefined;
    for (const rules of [[], [{ keyword: 'PatientWeight', action: 'K' }]]) {
      const { policy } = compilePolicyFile({ id: 'a', name: 'a', text: policyText({ rules }) }, read).choice;
      assert.equal(
        policy.code === DICOMANON_POLICY.code,
        rules.length === 0 || DICOMANON_POLICY.code === undefined,
      );
    }
  });
});
