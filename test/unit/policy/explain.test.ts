import assert from 'node:assert/strict';
import { vrOf } from '../../../src/core/dicom/dictionary';
import { formatTag, knownTags } from '../../../src/core/dicom/names';
import { Decider } from '../../../src/core/policy/decider';
import { explain, explanationSentence, explanationText } from '../../../src/core/policy/explain';
import { type Policy, type PolicyChoice, type Rule } from '../../../src/core/policy/policy';
import { isContextual } from '../../../src/core/policy/selection';
import { parseSubject } from '../../../src/core/policy/subject';

const rule = (rule: Partial<Rule> & Pick<Rule, 'selector' | 'action'>): Rule => ({
  heading: 'Heading',
  description: `${rule.action}.`,
  ...rule,
});

const POLICY: Policy = {
  name: 'test',
  title: 'Test',
  description: 'For tests.',
  switches: [{ id: 'names', title: 'Names', description: 'Empty names.', onByDefault: true }],
  rules: [
    rule({ selector: { by: 'private-element', creator: 'ACME', group: 0x29, element: 0x10 }, action: 'K' }),
    rule({ selector: { by: 'path', path: [0x00400275, '*'] }, action: 'Z' }),
    rule({
      selector: { by: 'tag', tag: 0x00080090 },
      action: 'Z',
      description: 'Emptied.',
      switch: 'names',
      source: 'PS3.15 2026c Table E.1-1, (0008,0090): Z',
    }),
    rule({ selector: { by: 'vr', vr: 'PN' }, action: 'D', note: 'why not' }),
    rule({ selector: { by: 'private' }, action: 'X' }),
    rule({ selector: { by: 'pattern', tag: 0x50000000, mask: 0xff000000 }, action: 'X' }),
    rule({ selector: { by: 'tag', tag: 0x00081140 }, action: 'X', description: 'Removed.' }),
    rule({ selector: { by: 'unknown' }, action: 'X' }),
  ],
  notAttributes: [],
};
const ON: PolicyChoice = { policy: POLICY, on: ['names'] };
const OFF: PolicyChoice = { policy: POLICY, on: [] };

const byStudyDate = { selector: { by: 'tag', tag: 0x00080020 } } as const;

const asked = (choice: PolicyChoice, subject: string) => explain(choice, parseSubject(subject));
const numberFor = (choice: PolicyChoice, subject: string) => asked(choice, subject).decidedBy?.number;

describe('the explanation of what becomes of an attribute', () => {
  it('names the first rule about it whose switch is on', () => {
    const { action, decidedBy, switchedOff, behind } = asked(ON, 'ReferringPhysicianName');
    assert.deepEqual([action, decidedBy?.number, decidedBy?.switch?.isOn], ['Z', 3, true]);
    assert.deepEqual(switchedOff, []);
    assert.deepEqual(
      behind.map(({ number }) => number),
      [4],
    );
  });

  it('names the rules that were passed over because their switches are off', () => {
    const { action, decidedBy, switchedOff } = asked(OFF, '(0008,0090)');
    assert.deepEqual([action, decidedBy?.number], ['D', 4]);
    assert.deepEqual(
      switchedOff.map(({ number }) => number),
      [3],
    );
  });

  it('keeps an attribute of which no rule that is on says anything, and names those that are off', () => {
    const policy = {
      ...POLICY,
      rules: [1, 2].map(() => rule({ ...byStudyDate, action: 'X', switch: 'names' })),
    };
    const { action, decidedBy, switchedOff, behind } = asked({ policy, on: [] }, 'StudyDate');
    assert.deepEqual([action, decidedBy, behind], ['K', undefined, []]);
    assert.deepEqual(
      switchedOff.map(({ number }) => number),
      [1, 2],
    );
  });

  it('names as rules behind only those that are on', () => {
    const rules = [
      rule({ ...byStudyDate, action: 'Z' }),
      rule({ ...byStudyDate, action: 'X', switch: 'names' }),
    ];
    const behind = (on: readonly string[]) =>
      asked({ policy: { ...POLICY, rules }, on }, 'StudyDate').behind.map(({ number }) => number);
    assert.deepEqual([behind([]), behind(['names'])], [[], [2]]);
  });

  it('follows every way to select', () => {
    assert.equal(numberFor(ON, 'RequestAttributesSequence > RequestedProcedureID'), 2);
    assert.equal(numberFor(ON, 'RequestedProcedureID'), undefined);
    assert.equal(numberFor(ON, '(0029,1010)[ACME]'), 1);
    assert.equal(numberFor(ON, '(0029,1110)[ACME]'), 1, 'wherever the block lies');
    assert.equal(numberFor(ON, '(0029,1010)[OTHER]'), 5);
    assert.equal(numberFor(ON, '(0029,1010)'), 5);
    assert.equal(numberFor(ON, '(5012,0010)'), 6);
    assert.equal(numberFor(ON, '(5013,0010)'), 5, 'private');
    assert.equal(numberFor(ON, '(0018,9999)'), 8);
    assert.equal(numberFor(ON, 'Rows'), undefined);
  });

  it('says that what stands in a sequence goes with it', () => {
    const { goesWith } = asked(ON, 'ReferencedImageSequence > ReferencedSOPInstanceUID');
    assert.equal(goesWith?.decidedBy?.number, 7);
    assert.equal(asked(ON, 'ContentSequence > PersonName').goesWith, undefined);
  });

  it('says so of every action that leaves no Item behind', () => {
    for (const [action, isEmptied] of [
      ['X', true],
      ['Z', true],
      ['D', true],
      ['C', false],
    ] as const) {
      const policy = { ...POLICY, rules: [rule({ selector: { by: 'tag', tag: 0x00081140 }, action })] };
      const { goesWith } = asked({ policy, on: [] }, 'ReferencedImageSequence > ReferencedSOPInstanceUID');
      assert.equal(goesWith !== undefined, isEmptied, action);
    }
  });

  it('asks for the private creator where rules depend on it', () => {
    for (const [selector, isAsked] of [
      [{ by: 'private-creator', creator: 'ACME' }, true],
      [{ by: 'private-element', creator: 'ACME', group: 0x29, element: 0x10 }, true],
      [{ by: 'private' }, false],
    ] as const) {
      const policy = { ...POLICY, rules: [rule({ selector, action: 'X' })] };
      assert.equal(asked({ policy, on: [] }, '(0029,1010)').needsCreator, isAsked, selector.by);
    }
    assert.equal(asked(ON, '(0029,1010)').needsCreator, true);
    assert.equal(asked(ON, '(0029,1010)[OTHER]').needsCreator, false);
    assert.equal(asked(ON, 'PatientName').needsCreator, false);
  });

  it('says that a private creator stays with its block', () => {
    assert.equal(asked(ON, '(0029,0010)').staysWithBlock, true);
    assert.equal(asked(ON, '(0029,1010)').staysWithBlock, false);
  });

  it('agrees with the run on every attribute, wherever rules do not depend on the surroundings', () => {
    const { policy } = ON;
    const rules = policy.rules.filter((each) => !isContextual(each));
    for (const choice of [ON, OFF].map(({ on }) => ({ policy: { ...policy, rules }, on }))) {
      const decider = new Decider(choice);
      for (const tag of [...knownTags(), 0x00291010, 0x50120010, 0x50130010, 0x00189999]) {
        const element = { tag, vr: vrOf(tag), path: [tag], creator: undefined };
        const { decidedBy } = explain(choice, element);
        assert.equal(decidedBy?.rule, decider.ruleFor(tag, vrOf(tag)), formatTag(tag));
      }
    }
  });

  it('can be read', () => {
    assert.deepEqual(explanationText(asked(ON, 'ReferringPhysicianName'), ON).split('\n'), [
      'ReferringPhysicianName (0008,0090), VR PN',
      '',
      'Emptied.',
      'Decided by rule 3 of 8 of the policy "Test", about ReferringPhysicianName (0008,0090) (Heading).',
      'From: PS3.15 2026c Table E.1-1, (0008,0090): Z.',
      'It holds while the option "names" (Names) is on.',
      '',
      'Would decide if the rules before were not there:',
      '  rule 4, about All others of VR PN: D.',
    ]);
    assert.match(
      explanationText(asked(OFF, 'ReferringPhysicianName'), OFF),
      /Passed over, because an option is off:\n {2}rule 3, .*\[option "names"\]/,
    );
    assert.match(
      explanationText(asked(ON, 'Rows'), ON),
      /Kept\.\nNo rule of the policy "Test" that is on is about it\./,
    );
    assert.match(explanationText(asked(ON, '(5012,0010)'), ON), /about Attributes \(50xx,xxxx\)/);
  });

  it('can be read where an element goes with others, stays with them, or has a creator', () => {
    const lines = (subject: string, choice = ON): readonly string[] =>
      explanationText(asked(choice, subject), choice).split('\n');
    const [headline, , around] = lines('ReferencedImageSequence > ReferencedSOPInstanceUID');
    assert.equal(
      headline,
      'ReferencedImageSequence (0008,1140) > ReferencedSOPInstanceUID (0008,1155), VR UI',
    );
    assert.equal(around, 'It goes with ReferencedImageSequence (0008,1140): Removed.');
    assert.equal(lines('(0029,1010)[ACME]')[0], '(0029,1010), of "ACME"');
    assert.deepEqual(lines('ReferencedImageSequence > ReferencedSOPInstanceUID').slice(3, 5), ['', 'Kept.']);
    assert.match(lines('(0029,1010)').at(-1)!, /depend on the private creator/);
    assert.match(lines('(0029,0010)').at(-1)!, /^A private creator stays/);
    for (const subject of ['(0029,1010)', '(0029,0010)']) assert.equal(lines(subject).at(-2), '');
    assert.equal(
      lines('RequestAttributesSequence > ScheduledProtocolCodeSequence > CodeValue')[0],
      'RequestAttributesSequence (0040,0275) > ScheduledProtocolCodeSequence (0040,0008) > CodeValue (0008,0100), VR SH',
    );
  });

  it('has the note of a rule, its source and its option, as far as there are any', () => {
    assert.deepEqual(explanationText(asked(ON, 'PatientName'), ON).split('\n').slice(2), [
      'D.',
      'Decided by rule 4 of 8 of the policy "Test", about All others of VR PN (Heading).',
      'Note: why not.',
    ]);
    assert.deepEqual(explanationText(asked(ON, '(5012,0010)'), ON).split('\n').slice(3), [
      'Decided by rule 6 of 8 of the policy "Test", about Attributes (50xx,xxxx) (Heading).',
    ]);
  });

  it('has the new text of a rule that has one', () => {
    const replacing = rule({ selector: { by: 'tag', tag: 0x00080080 }, action: 'D', value: 'CLINIC' });
    const choice = { policy: { ...POLICY, rules: [replacing] }, on: [] };
    assert.match(
      explanationText(asked(choice, 'InstitutionName'), choice),
      /^D\. The new text: "CLINIC"\.$/m,
    );
  });

  it('says that a creator stays only while the option is on that keeps its block', () => {
    const keeping = rule({
      ...{ selector: { by: 'private-creator', creator: 'ACME' }, action: 'K', switch: 'names' },
    });
    const policy = { ...POLICY, rules: [keeping] };
    assert.equal(asked({ policy, on: ['names'] }, '(0029,0010)').staysWithBlock, true);
    assert.equal(asked({ policy, on: [] }, '(0029,0010)').staysWithBlock, false);
    for (const other of [
      rule({ selector: { by: 'private-creator', creator: 'ACME' }, action: 'X' }),
      rule({ selector: { by: 'vr', vr: 'PN' }, action: 'D' }),
    ])
      assert.equal(
        asked({ policy: { ...POLICY, rules: [other] }, on: [] }, '(0029,0010)').staysWithBlock,
        false,
      );
  });

  it('can be said in a sentence, with the row of the standard', () => {
    const sentence = (choice: PolicyChoice, subject: string) =>
      explanationSentence(asked(choice, subject), choice);
    assert.equal(
      sentence(ON, 'ReferringPhysicianName'),
      'Test: Emptied. (PS3.15 2026c Table E.1-1, (0008,0090): Z)',
    );
    assert.equal(sentence(OFF, 'ReferringPhysicianName'), 'Test: D.');
    assert.equal(sentence(ON, 'Rows'), 'Test: Kept.');
    assert.equal(
      sentence(ON, 'ReferencedImageSequence > ReferencedSOPInstanceUID'),
      'Test: ReferencedSOPInstanceUID (0008,1155) goes with ReferencedImageSequence (0008,1140). Removed.',
    );
  });

  it('is refused with a hint for what is no attribute', () => {
    assert.throws(() => parseSubject('PatientNme'), {
      code: 'unknown-attribute',
      remedy: 'Did you mean PatientName?',
    });
    for (const text of ['', '5', 'a > b', '[ACME]'])
      assert.throws(() => parseSubject(text), { code: 'unknown-attribute' }, text);
  });
});
