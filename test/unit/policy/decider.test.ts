import assert from 'node:assert/strict';
import { CLASS_UID_GROUPS } from '../../../src/core/dicom/uid-attributes';
import { VR } from '../../../src/core/dicom/vr';
import { ACT, ACTIONS, actionCode } from '../../../src/core/policy/action';
import { Decider } from '../../../src/core/policy/decider';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { policyNamed, POLICIES } from '../../../src/core/policy/policies';
import {
  choiceWith,
  type Policy,
  type PolicyChoice,
  type Rule,
  type Selector,
  type Switch,
  type SwitchId,
} from '../../../src/core/policy/policy';
import { dicomFile, element } from '../../support/data-sets';
import { scanBytes } from '../../support/scanning';

function rule(selector: Selector, action: Rule['action'], on?: SwitchId): Rule {
  return { selector, action, heading: '', description: '', ...(on ? { switch: on } : {}) };
}

function decider(
  rules: readonly Rule[],
  off: readonly SwitchId[] = [],
  switches: readonly SwitchId[] = [],
): Decider {
  const policy: Policy = {
    name: 'Test',
    title: 'Test',
    description: '',
    switches: switches.map((id) => ({ id, title: '', description: '', onByDefault: true })),
    rules,
    notAttributes: [],
  };
  return new Decider(choiceWith(policy, Object.fromEntries(off.map((id) => [id, false]))));
}

describe('decider', () => {
  it('keeps what no rule names', () => {
    assert.equal(decider([]).decide(0x00100010, VR.PN), ACT.keep);
    assert.equal(decider([]).ruleFor(0x00100010, VR.PN), undefined);
  });

  it('follows the first rule that fits', () => {
    const rules = [rule({ by: 'tag', tag: 0x00100010 }, 'Z'), rule({ by: 'group', group: 0x0010 }, 'X')];
    assert.equal(decider(rules).decide(0x00100010, VR.PN), ACT.empty);
    assert.equal(decider(rules).decide(0x00100020, VR.LO), ACT.remove);
    assert.equal(decider(rules.toReversed()).decide(0x00100010, VR.PN), ACT.remove);
  });

  it('selects a VR by the file and by the dictionary', () => {
    const byPN = decider([rule({ by: 'vr', vr: 'PN' }, 'Z')]);
    assert.equal(byPN.decide(0x00091001, VR.PN), ACT.empty);
    assert.equal(byPN.decide(0x00080090, VR.UN), ACT.empty);
    assert.equal(byPN.decide(0x00080090, 0), ACT.empty);
    assert.equal(byPN.decide(0x00091001, VR.LO), ACT.keep);
  });

  it('takes an element of unknown VR for UN where the dictionary does not know it either', () => {
    const byUN = decider([rule({ by: 'vr', vr: 'UN' }, 'C')]);
    assert.equal(byUN.decide(0x00091001, 0), ACT.clean);
    assert.equal(byUN.decide(0x00091001, 0x5a5a), ACT.clean);
    assert.equal(byUN.decide(0x00280010, 0x5a5a), ACT.keep);
    assert.equal(byUN.decide(0x00091001, VR.OB), ACT.keep);
  });

  it('selects odd groups as private', () => {
    const byPrivate = decider([rule({ by: 'private' }, 'X')]);
    assert.equal(byPrivate.decide(0x00090010, VR.LO), ACT.remove);
    assert.equal(byPrivate.decide(0x7fe10010, VR.OB), ACT.remove);
    assert.equal(byPrivate.decide(0x00080090, VR.PN), ACT.keep);
  });

  it('leaves out the rules whose switch is off or that the policy has no switch for', () => {
    const rules = [rule({ by: 'private' }, 'X', 'private'), rule({ by: 'vr', vr: 'LO' }, 'C')];
    assert.equal(decider(rules, [], ['private']).decide(0x00090010, VR.LO), ACT.remove);
    assert.equal(decider(rules, ['private'], ['private']).decide(0x00090010, VR.LO), ACT.clean);
    assert.equal(decider(rules, [], []).decide(0x00090010, VR.LO), ACT.clean);
  });

  it('leaves out the rules of a switch that is on but none of the policy', () => {
    const { policy } = decider([rule({ by: 'private' }, 'X', 'private')]).choice;
    assert.equal(new Decider({ policy, on: ['private'] }).decide(0x00090010, VR.LO), ACT.keep);
  });

  it('knows the option that keeps safe private elements by its code, while it is on', () => {
    const coded = (id: string, value: string): Switch => ({
      ...{ id, title: id, description: '', onByDefault: true, code: { value, meaning: '' } },
    });
    const switches = [coded('uids', '113110'), coded('safe', '113111')];
    const policy: Policy = { ...DICOMANON_POLICY, switches, rules: [] };
    assert.equal(new Decider(choiceWith(policy, {})).safePrivate, 'safe');
    assert.equal(new Decider(choiceWith(policy, { safe: false })).safePrivate, undefined);
    assert.equal(decider([], [], ['safe']).safePrivate, undefined);
  });

  it('calls an element safe only where that option keeps it', () => {
    const file = scanBytes(
      dicomFile([element(0x00091001, 'IS', '7'), element(0x00280010, 'US', 2)], { meta: 'none' }),
    );
    const switches: readonly Switch[] = [
      { id: 'safe', title: '', description: '', onByDefault: true, code: { value: '113111', meaning: '' } },
    ];
    const rules = [rule({ by: 'private' }, 'K', 'safe')];
    const policy: Policy = { ...DICOMANON_POLICY, switches, rules };
    const isSafe = (choice: PolicyChoice): readonly boolean[] =>
      [0, 1].map((row) => new Decider(choice).isKnownSafe(file, row));
    assert.deepEqual(isSafe(choiceWith(policy, {})), [true, false]);
    assert.deepEqual(isSafe(choiceWith(policy, { safe: false })), [false, false]);
  });

  it('tells the same attribute apart by its VR in the file', () => {
    const byUI = decider([rule({ by: 'vr', vr: 'UI' }, 'U')]);
    for (let round = 0; round < 2; round++) {
      assert.equal(byUI.decide(0x00091001, VR.UI), ACT.mapUid);
      assert.equal(byUI.decide(0x00091001, VR.LO), ACT.keep);
    }
  });

  it('tells it apart by VRs that are looked up in the same place', () => {
    const byUI = decider([rule({ by: 'vr', vr: 'UI' }, 'U')]);
    const alike = VR.UI ^ 0x6000;
    assert.equal(byUI.decide(0x00091001, VR.UI), ACT.mapUid);
    assert.equal(byUI.decide(0x00091001, alike), ACT.keep);
  });

  it('tells attributes apart whose numbers and VRs add up to the same', () => {
    const byGroup = decider([rule({ by: 'group', group: 0x0008 }, 'X')]);
    assert.equal(byGroup.decide(0x00081001, VR.UL), ACT.remove);
    assert.equal(byGroup.decide(0x000b1001, VR.UI), ACT.keep);
  });

  it('remembers right however many attributes it has seen', () => {
    const byGroup = decider([rule({ by: 'group', group: 0x0011 }, 'X'), rule({ by: 'private' }, 'Z')]);
    for (let round = 0; round < 2; round++) {
      for (let element = 0; element < 20_000; element += 3) {
        assert.equal(byGroup.decide(0x00110000 + element, VR.LO), ACT.remove);
        assert.equal(byGroup.decide(0x00130000 + element, VR.LO), ACT.empty);
        assert.equal(byGroup.decide(0x00120000 + element, VR.LO), ACT.keep);
      }
    }
  });
});

describe('actions', () => {
  it('have the numbers of their list', () => {
    const { contextual, ...numbers } = ACT;
    const names = [
      'K',
      'X',
      'Z',
      'D',
      'U',
      'C',
      'pseudonym',
      'shift',
      'year',
      'recode',
      'own',
      'hash',
      'replace',
    ];
    assert.deepEqual([...ACTIONS], names);
    assert.deepEqual(Object.values(numbers), ACTIONS.map(actionCode));
    assert.equal(ACTIONS[contextual], undefined);
  });
});

describe('policies', () => {
  it('are found by name, and another name is refused with those there are', () => {
    assert.equal(policyNamed('DicomAnon'), DICOMANON_POLICY);
    assert.throws(() => policyNamed('Other'), {
      code: 'unknown-policy',
      remedy: /^Choose one of: DicomAnon, /,
    });
  });

  it('give every rule a line to read, and name only switches that they have', () => {
    for (const { rules, switches } of POLICIES) {
      const ids = switches.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (const each of rules) {
        assert.match(each.description, /^[A-Z].*\.$/);
        assert.notEqual(each.heading, '');
        assert.ok(each.switch === undefined || ids.includes(each.switch));
      }
    }
  });

  it('keep the UIDs of classes, transfer syntaxes and registers, in whatever VR', () => {
    const standard = new Decider(
      choiceWith(DICOMANON_POLICY, { 'command-groups': false, 'file-meta': false }),
    );
    for (const tag of CLASS_UID_GROUPS.flatMap(({ attributes }) => Object.values(attributes))) {
      for (const vr of [VR.UI, VR.UN, 0]) assert.equal(standard.decide(tag, vr), ACT.keep, tag.toString(16));
    }
    for (const tag of [0x00080018, 0x00081155, 0x0020000d, 0x0020000e, 0x00200052, 0x00080014, 0x00181002]) {
      assert.equal(standard.decide(tag, VR.UI), ACT.mapUid);
    }
  });
});
