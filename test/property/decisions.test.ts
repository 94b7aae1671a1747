import assert from 'node:assert/strict';
import fc from 'fast-check';
import { vrOf } from '../../src/core/dicom/dictionary';
import { CLASS_UID_GROUPS } from '../../src/core/dicom/uid-attributes';
import { VR, type VrName } from '../../src/core/dicom/vr';
import { ACT, ACTIONS } from '../../src/core/policy/action';
import { Decider } from '../../src/core/policy/decider';
import { DICOMANON_POLICY } from '../../src/core/policy/dicomanon';
import type { Rule, Selector, SwitchId } from '../../src/core/policy/policy';
import { choiceWithout, KEEP_ALL } from '../support/rewriting';

const SEED = 20_260_217;
const CLASS_UIDS = new Set(CLASS_UID_GROUPS.flatMap(({ attributes }) => Object.values(attributes)));

interface Question {
  readonly tag: number;
  readonly vr: number;
}

/** Does the rule name it? Said again, as plainly as possible. */
function names(selector: Selector, { tag, vr }: Question): boolean {
  const group = Math.floor(tag / 0x10000);
  const inFile = Object.entries(VR).find(([, code]) => code === vr)?.[0];
  const inDictionary = Object.entries(VR).find(([, code]) => code === vrOf(tag))?.[0];
  switch (selector.by) {
    case 'tag':
      return tag === selector.tag;
    case 'group':
      return group === selector.group;
    case 'private':
      return group % 2 === 1;
    case 'class-uid':
      return CLASS_UIDS.has(tag);
    case 'vr':
      return [inFile, inDictionary, inFile ?? inDictionary ?? 'UN'].includes(selector.vr);
    case 'pattern':
    case 'private-element':
    case 'private-creator':
    case 'unknown':
    case 'path':
    case 'concept':
    case 'any':
      throw new Error(`the default policy has no rules by ${selector.by}`);
  }
}

function firstMatch(rules: readonly Rule[], off: readonly SwitchId[], question: Question): number {
  for (const rule of rules) {
    if (rule.switch !== undefined && off.includes(rule.switch)) continue;
    if (names(rule.selector, question)) return ACTIONS.indexOf(rule.action);
  }
  return ACT.keep;
}

const POLICY_TAGS = DICOMANON_POLICY.rules.flatMap(({ selector }) =>
  selector.by === 'tag' ? [selector.tag] : [],
);

const tag = fc.oneof(
  fc.constantFrom(...POLICY_TAGS, ...CLASS_UIDS),
  fc.integer({ min: 0, max: 0xffffffff }),
  fc
    .tuple(
      fc.constantFrom(0x0008, 0x0009, 0x0010, 0x0018, 0x0020, 0x0040),
      fc.integer({ min: 0, max: 0xffff }),
    )
    .map(([group, number]) => group * 0x10000 + number),
);
const vr = fc.oneof(
  fc.constantFrom(...(Object.keys(VR) as VrName[])).map((name) => VR[name]),
  fc.constantFrom(0, 0x5a5a, 0x3f3f),
);
const questions = fc.array(fc.record({ tag, vr }), { minLength: 1, maxLength: 60 });

describe('decisions at random', () => {
  it('are those of the first rule that names the element, asked once or again', () => {
    fc.assert(
      fc.property(fc.subarray([...KEEP_ALL]), questions, (off, asked) => {
        const decider = new Decider(choiceWithout(off));
        for (const question of [...asked, ...asked]) {
          const expected = firstMatch(DICOMANON_POLICY.rules, off, question);
          assert.equal(decider.decide(question.tag, question.vr), expected, JSON.stringify(question));
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});
