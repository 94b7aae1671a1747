import assert from 'node:assert/strict';
import { DICOMANON_POLICY } from '../../../../src/core/policy/dicomanon';
import { CUSTOM_ACTION_NAMES, type CustomAction } from '../../../../src/core/policy/file/custom-actions';
import { defaultChoice, type Rule } from '../../../../src/core/policy/policy';
import { BASIC_PROFILE } from '../../../../src/core/policy/ps315/basic-profile';
import { compile, compileRules, policyText } from './policy-files';

function ownRules(...rules: readonly object[]): readonly Rule[] {
  const { policy } = compileRules(...rules).choice;
  return policy.rules.slice(0, policy.rules.length - DICOMANON_POLICY.rules.length);
}

/** An attribute for each action, to which it can be done. */
const KEYWORDS: Readonly<Record<CustomAction, string>> = {
  K: 'PatientWeight',
  X: 'PatientSize',
  Z: 'PatientAge',
  D: 'PatientSex',
  U: 'FrameOfReferenceUID',
  C: 'StudyDescription',
  pseudonym: 'AccessionNumber',
  shift: 'StudyDate',
  hash: 'StudyID',
  replace: 'InstitutionName',
};

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

  it('claims to perform the profile that it extends until it has rules of its own', () => {
    const claimOf = (rules: readonly object[]) =>
      compile({ 'my.dicomanon.json': policyText({ extends: BASIC_PROFILE.name, rules }) }).choice.policy.code;
    assert.deepEqual(claimOf([]), BASIC_PROFILE.code);
    assert.equal(claimOf([{ keyword: 'PatientWeight', action: 'K' }]), undefined);
    assert.equal('code' in compileRules({ keyword: 'PatientWeight', action: 'K' }).choice.policy, false);
  });

  it('is described by the policy that it extends until it has a description', () => {
    assert.equal(compileRules().choice.policy.description, `${DICOMANON_POLICY.title} with changes.`);
  });

  it('says what becomes of files with risks, and what the policy that it extends says of others', () => {
    const { policy } = compile({
      'site.dicomanon.json': policyText({ name: 'site', risks: { burnedIn: 'fail', face: 'fail' } }),
      'my.dicomanon.json': policyText({ extends: 'site.dicomanon.json', risks: { face: 'hold-back' } }),
    }).choice;
    assert.deepEqual(policy.risks, { burnedIn: 'fail', face: 'hold-back' });
    assert.equal('risks' in compileRules().choice.policy, false);
  });

  it('may name the sheet of a list, and the column of those who gave the IDs', () => {
    const list = { file: 'a.xlsx', from: 'A', to: 'B', issuer: 'C', sheet: 'D' };
    const { patientIds } = compile({ 'my.dicomanon.json': policyText({ patientIds: list }) });
    assert.deepEqual(patientIds, { list: { ...list, namedIn: 'my.dicomanon.json' } });
  });

  it('tells of each rule the line that it begins at, and in a sentence what it does', () => {
    const rules = CUSTOM_ACTION_NAMES.map((action) =>
      JSON.stringify({ keyword: KEYWORDS[action], action, ...(action === 'replace' ? { value: 'a' } : {}) }),
    );
    const text = `{ "name": "my", "extends": "DicomAnon", "rules": [\n${rules.join(',\n')} ] }`;
    const own = compile({ 'my.dicomanon.json': text }).choice.policy.rules.slice(0, rules.length);
    for (const [at, rule] of own.entries()) {
      assert.equal(rule.source, `my.dicomanon.json, line ${at + 2}`);
      assert.match(rule.description, /^[A-Z].*\.$/);
      assert.equal('note' in rule, false);
    }
  });

  it('may extend fifteen others, one behind the other', () => {
    const chain = (length: number): Readonly<Record<string, string>> =>
      Object.fromEntries(
        Array.from({ length }, (_, at) => [
          at === 0 ? 'my.dicomanon.json' : `${at}.dicomanon.json`,
          policyText({
            name: `p${at}`,
            extends: at === length - 1 ? 'DicomAnon' : `${at + 1}.dicomanon.json`,
          }),
        ]),
      );
    assert.equal(compile(chain(16)).choice.policy.name, 'p0');
    assert.throws(
      () => compile(chain(17)),
      /15\.dicomanon\.json:1:\d+: more than 16 files extend one another; /,
    );
  });

  it('takes a pattern for what it says, also where its digits are those of an attribute of the file', () => {
    const { rules } = compileRules(
      { pattern: '0008,0x18', action: 'K' },
      { pattern: '0008,00x5', action: 'X' },
    ).choice.policy;
    const patterns = rules.filter(({ selector }) => selector.by === 'pattern').slice(0, 2);
    assert.deepEqual(
      patterns.map(({ action }) => action),
      ['K', 'X'],
    );
    assert.equal(rules.filter(({ heading }) => heading === 'my').length, 2);
  });

  it('may name private groups from 0009 on, and paths as long as a table shows', () => {
    const own = selectorsOf(
      { private: { creator: 'A', group: '0009', element: '10' }, action: 'K' },
      { path: `${'* > '.repeat(44)}Rows`, action: 'X' },
      { path: '(0010,9999) > SelectorUNValue > *', action: 'X' },
      { tag: '(0010,9999)', action: 'hash' },
    );
    assert.equal(own.length, 4);
  });
});
