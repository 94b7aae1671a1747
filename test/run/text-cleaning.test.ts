import assert from 'node:assert/strict';
import type { Action } from '../../src/core/policy/action';
import { BASIC_PROFILE } from '../../src/core/policy/ps315/basic-profile';
import { choiceWith } from '../../src/core/policy/policy';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import { dataset, dicomFile, element, sequence } from '../support/data-sets';
import { byTag, choiceOf, rule } from '../support/policies';
import { rewrite, valuesOf } from '../support/rewriting';

const FILE = dicomFile(
  dataset(
    element(0x00080020, 'DA', '20240229'),
    element(0x00080070, 'LO', 'SIEMENS'),
    element(0x00081030, 'LO', 'Thorax Siemens, Anna 29.02.2024 Klinikum Obermenzing'),
    element(0x00080080, 'LO', 'Klinikum Obermenzing'),
    element(0x00100010, 'PN', 'Siemens^Anna'),
    sequence(0x00081032, [
      [element(0x00080100, 'SH', 'ANNA'), element(0x00080104, 'LO', 'CT for Anna Siemens')],
    ]),
  ),
);

function textOf(tag: number, switches: Readonly<Record<string, boolean>>, policy = DICOMANON_POLICY): string {
  return valuesOf(rewrite(FILE, { choice: choiceWith(policy, switches) }), tag)[0]!.trim();
}

describe('text under a policy', () => {
  it('loses what the file tells of its patient, and its dates move', () => {
    const text = textOf(0x00081030, {});
    assert.match(text, /^Thorax ANON-0001 \d\d\.\d\d\.\d{4} ANONYMISED$/);
    assert.doesNotMatch(text, /29\.02\.2024/);
  });

  it('keeps codes, and loses a name in their meaning and wherever else it stands', () => {
    assert.equal(textOf(0x00080070, {}), 'ANON-0001');
    assert.equal(textOf(0x00080100, {}), 'ANNA');
    assert.equal(textOf(0x00080104, {}), 'CT for ANON-0001');
  });

  it('keeps dates where the policy keeps them', () => {
    assert.match(textOf(0x00081030, { dates: false }), /29\.02\.2024/);
  });

  it('stays as it is when that part is turned off', () => {
    assert.equal(
      textOf(0x00081030, { 'free-text': false }),
      'Thorax Siemens, Anna 29.02.2024 Klinikum Obermenzing',
    );
  });

  it('loses its dates where the policy removes dates, and keeps institutions where it keeps them', () => {
    const cleaned = { 'clean-descriptors': true };
    assert.equal(textOf(0x00081030, cleaned, BASIC_PROFILE), 'Thorax ANON-0001 DATE ANONYMISED');
    const kept = { ...cleaned, 'retain-institution': true };
    assert.equal(textOf(0x00081030, kept, BASIC_PROFILE), 'Thorax ANON-0001 DATE Klinikum Obermenzing');
  });

  it('has the birth date as its attribute has it: to the year, moved, removed or kept', () => {
    const file = dicomFile(
      dataset(element(0x00081030, 'LO', 'born 03.11.1956'), element(0x00100030, 'DA', '19561103')),
    );
    const textWith = (action: Action): string => {
      const rules = [
        byTag(0x00080020, 'shift'),
        byTag(0x00100030, action),
        rule({ by: 'vr', vr: 'LO' }, 'C'),
      ];
      return valuesOf(rewrite(file, { choice: choiceOf(rules) }), 0x00081030)[0]!.trim();
    };
    assert.equal(textWith('year'), 'born 01.01.1956');
    assert.equal(textWith('shift'), 'born 04.12.1954');
    assert.equal(textWith('Z'), 'born DATE');
    assert.equal(textWith('K'), 'born 03.11.1956');
  });
});
