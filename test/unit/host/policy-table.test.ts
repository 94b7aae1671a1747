import assert from 'node:assert/strict';
import { vrOf } from '../../../src/core/dicom/dictionary';
import { parseTag } from '../../../src/core/dicom/names';
import { Decider } from '../../../src/core/policy/decider';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { POLICIES } from '../../../src/core/policy/policies';
import { choiceWith, defaultChoice, type Policy, type Rule } from '../../../src/core/policy/policy';
import { BASIC_PROFILE } from '../../../src/core/policy/ps315/basic-profile';
import { policyTable } from '../../../src/host/anonymise/policy-table';
import { PANEL_CALLS } from '../../../src/panel/panel-protocol';
import type { PolicyLine } from '../../../src/panel/panel-state';
import { fateNow } from '../../../src/panel/policy-view';
import { READY } from '../panel/states';

describe('the policy as the panel shows it', () => {
  const table = policyTable(DICOMANON_POLICY, 0);
  const line = (name: string): PolicyLine => table.lines.find((each) => each.name === name)!;
  const now = (name: string, off: readonly string[] = []) =>
    fateNow(line(name), new Set(table.switches.map(({ id }) => id).filter((id) => !off.includes(id))));

  for (const policy of POLICIES) {
    it(`of ${policy.title} fits through the protocol`, () => {
      assert.ok(PANEL_CALLS.open.reply({ policy: policyTable(policy, 3), texts: {}, state: READY }));
    });

    it(`of ${policy.title} says of every attribute what the run does with it, however the switches stand`, () => {
      const { lines } = policyTable(policy, 0);
      const turned = policy.switches.map(({ id, onByDefault }) => choiceWith(policy, { [id]: !onByDefault }));
      for (const choice of [defaultChoice(policy), ...turned]) {
        const decider = new Decider(choice);
        const on = new Set(choice.on);
        for (const each of lines.filter(isAttribute)) {
          const tag = parseTag(each.tag)!;
          const rule = decider.ruleFor(tag, vrOf(tag));
          const { text, source } = fateNow(each, on);
          const expected = [rule?.description ?? 'Kept.', rule?.source ?? ''];
          assert.deepEqual([text, source], expected, `${each.name} with ${choice.on.join()}`);
        }
      }
    });
  }

  it('has a line for every attribute that the policy names, in the groups of the list', () => {
    const tags = DICOMANON_POLICY.rules.flatMap(({ selector }) =>
      selector.by === 'tag' ? [selector.tag] : [],
    );
    const shown = new Set(table.lines.map(({ tag }) => tag));
    for (const tag of tags) assert.ok(shown.has(`(${hex(tag >>> 16)},${hex(tag & 0xffff)})`), hex(tag));
    assert.equal(table.lines[0]?.heading, 'Patient');
  });

  it('shows a listed name that is no attribute, with the reason', () => {
    assert.match(now('PatientAccountNumber').note, /HL7/);
    assert.equal(line('PatientAccountNumber').tag, '');
  });

  it('says what becomes of an attribute when its switch is off', () => {
    assert.equal(now('PatientBirthDate').text, 'Becomes 1 January of its year.');
    assert.equal(now('PatientBirthDate', ['birth-date']).text, 'Kept.');
    assert.match(now('Private attributes', ['private']).text, /unless another line/);
    assert.equal(
      now(
        'PatientName',
        table.switches.map(({ id }) => id),
      ).text,
      'Becomes the anonymised ID.',
    );
  });

  it('has one line for VRs that are treated alike, whatever their switch makes of them', () => {
    const texts = table.lines.filter(({ fates }) => fates[0]?.text.startsWith('Text:'));
    assert.equal(texts.length, 1);
    assert.ok((texts[0]?.keys.length ?? 0) > 5);
    assert.deepEqual(
      texts[0]?.fates.map((fate) => fate.switch),
      ['free-text', null],
    );
  });

  it('has no second line for an attribute under the same heading', () => {
    const names = table.lines.map(({ heading, name, tag }) => [heading, name, tag].join('|'));
    assert.equal(new Set(names).size, names.length);
    assert.equal(table.lines.filter(({ name }) => name === 'PatientBirthDate').length, 1);
  });

  it('names the edition of the standard, and the options with those that they exclude', () => {
    const { edition, switches } = policyTable(BASIC_PROFILE, 0);
    assert.equal(edition, '2026c');
    const full = switches.find(({ id }) => id === 'retain-full-dates');
    assert.deepEqual([full?.onByDefault, full?.excludes], [false, ['retain-modified-dates']]);
  });

  it('shows rules of a policy file above those that they go before, and both say the same', () => {
    const own: Rule = {
      ...{ selector: { by: 'tag', tag: 0x00100030 }, action: 'replace', heading: 'mine' },
      ...{ description: 'Replaced.', value: '19000101' },
    };
    const policy: Policy = { ...DICOMANON_POLICY, rules: [own, ...DICOMANON_POLICY.rules] };
    const lines = policyTable(policy, 0).lines.filter(({ name }) => name === 'PatientBirthDate');
    assert.deepEqual(
      lines.map(({ heading }) => heading),
      ['mine', 'Further protection'],
    );
    for (const { fates } of lines)
      assert.deepEqual(
        fates.map(({ text }) => text),
        ['Replaced. The new text: "19000101".'],
      );
  });
});

/** Lines about one attribute, wherever it stands. */
function isAttribute({ name, tag }: PolicyLine): boolean {
  return /^\([\dA-F]{4},[\dA-F]{4}\)$/.test(tag) && !name.includes('>');
}

function hex(number: number): string {
  return number.toString(16).toUpperCase().padStart(4, '0');
}
