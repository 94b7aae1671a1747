import assert from 'node:assert/strict';
import { ROW } from '../../../src/core/dicom/element-table';
import { formatTag } from '../../../src/core/dicom/names';
import { Decider } from '../../../src/core/policy/decider';
import { explain } from '../../../src/core/policy/explain';
import type { PlacedElement } from '../../../src/core/policy/matching';
import { privateCreatorAt } from '../../../src/core/policy/surroundings';
import { dicomFile, element, sequence } from '../../support/data-sets';
import { scanBytes, type Scanned } from '../../support/scanning';
import { compileRules } from './file/policy-files';

const RULES = [
  { private: { creator: 'ACME', group: '0029', element: '01' }, action: 'K' },
  { private: { creator: 'OTHER' }, action: 'Z' },
  { path: 'RequestAttributesSequence > *', action: 'Z' },
  { path: 'RequestAttributesSequence > * > CodeValue', action: 'K' },
  { path: 'ScheduledProtocolCodeSequence > CodeMeaning', action: 'C' },
  { pattern: '0040,xxxx', action: 'X' },
  { vr: 'TM', action: 'Z' },
  { keyword: 'CodeValue', action: 'X' },
] as const;

const block = (creator: string) => [
  element(0x00290010, 'LO', creator),
  element(0x00291001, 'LO', 'one'),
  element(0x00291002, 'LO', 'two'),
];
const code = [element(0x00080100, 'SH', 'C'), element(0x00080104, 'LO', 'meaning')];
const FILE = dicomFile([
  element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
  element(0x00080018, 'UI', '1.2.3'),
  element(0x00080030, 'TM', '120000'),
  sequence(0x00081032, [code]),
  ...block('ACME '),
  sequence(0x00400275, [
    [...block('OTHER'), sequence(0x00400008, [code]), element(0x00401001, 'SH', 'RP')],
    [...block('NOBODY'), element(0x00400007, 'LO', 'step')],
  ]),
]);

describe('the explanation of an element of a file', () => {
  it('names the rule by which the run decides, wherever the element stands', () => {
    const { choice } = compileRules(...RULES);
    const decider = new Decider(choice);
    const scanned = scanBytes(FILE);
    const met = new Set<number>();
    for (let row = 0; row < scanned.table.count; row++) {
      if (scanned.table.flags[row]! & ROW.item) continue;
      const element = placedAt(scanned, row);
      const { decidedBy } = explain(choice, element);
      assert.equal(decidedBy?.rule, decider.ruleIn(scanned, row), element.path.map(formatTag).join(' > '));
      if (decidedBy) met.add(choice.policy.rules.indexOf(decidedBy.rule));
    }
    assert.ok(met.size >= RULES.length, `${met.size} rules were met`);
  });
});

function placedAt(scanned: Scanned, row: number): PlacedElement {
  const { table } = scanned;
  const path: number[] = [];
  for (let at = row; at >= 0; at = table.parent[at]!)
    if (!(table.flags[at]! & ROW.item)) path.unshift(table.tag[at]!);
  return {
    tag: table.tag[row]!,
    vr: table.vr[row]!,
    path,
    creator: privateCreatorAt(scanned, row) || undefined,
  };
}
