import assert from 'node:assert/strict';
import { DICOMANON_POLICY } from '../../../src/core/policy/dicomanon';
import { policyTable } from '../../../src/host/anonymise/policy-table';
import { PANEL_CALLS } from '../../../src/panel/panel-protocol';
import { READY } from '../panel/states';

describe('the policy as the panel shows it', () => {
  const table = policyTable(DICOMANON_POLICY);
  const line = (name: string) => table.lines.find((each) => each.name === name);

  it('fits through the protocol', () => {
    assert.ok(PANEL_CALLS.open.reply({ policy: table, texts: {}, state: READY }));
  });

  it('has a line for every attribute that the policy names, in the groups of the list', () => {
    const tags = DICOMANON_POLICY.rules.flatMap(({ selector }) =>
      selector.by === 'tag' ? [selector.tag] : [],
    );
    const shown = new Set(table.lines.map(({ tag }) => tag));
    for (const tag of tags) assert.ok(shown.has(`(${hex(tag >>> 16)},${hex(tag & 0xffff)})`), hex(tag));
    assert.equal(table.lines[0]?.heading, 'Patient');
  });

  it('shows a listed name that is no attribute, with the reason', () => {
    assert.match(line('PatientAccountNumber')?.note ?? '', /HL7/);
    assert.equal(line('PatientAccountNumber')?.tag, '');
  });

  it('says what becomes of an attribute when its switch is off', () => {
    assert.equal(line('PatientBirthDate')?.text, 'Becomes 1 January of its year.');
    assert.equal(line('PatientBirthDate')?.textOff, 'Kept.');
    assert.match(line('Private attributes')?.textOff ?? '', /unless another line/);
    assert.equal(line('PatientName')?.textOff, line('PatientName')?.text);
  });

  it('has one line for VRs that are treated alike', () => {
    const texts = table.lines.filter(({ text }) => text.startsWith('Text:'));
    assert.equal(texts.length, 1);
    assert.ok((texts[0]?.keys.length ?? 0) > 5);
  });

  it('has no second line for an attribute under the same heading', () => {
    const names = table.lines.map(({ heading, name, tag, text }) => [heading, name, tag, text].join('|'));
    assert.equal(new Set(names).size, names.length);
    assert.equal(table.lines.filter(({ name }) => name === 'PatientBirthDate').length, 1);
  });
});

function hex(number: number): string {
  return number.toString(16).toUpperCase().padStart(4, '0');
}
