import assert from 'node:assert/strict';
import { VR } from '../../../src/core/dicom/vr';
import { ACT } from '../../../src/core/policy/action';
import { Decider } from '../../../src/core/policy/decider';
import type { PathStep, Rule, Selector } from '../../../src/core/policy/policy';
import { dataset, dicomFile, element, type Element, sequence } from '../../support/data-sets';
import { byTag, choiceOf, rule } from '../../support/policies';
import { scanBytes } from '../../support/scanning';

const REQUEST = 0x00400275;
const STEP_ID = 0x00401001;

/** The actions for all elements with this tag in a data set, in its order. */
function actionsAt(rules: readonly Rule[], elements: readonly Element[], tag: number): readonly number[] {
  const decider = new Decider(choiceOf(rules));
  const file = scanBytes(dicomFile(elements));
  const rows = Array.from({ length: file.table.count }, (_, row) => row);
  return rows.filter((row) => file.table.tag[row] === tag).map((row) => decider.decideIn(file, row));
}

describe('a pattern', () => {
  const decider = new Decider(
    choiceOf([
      rule({ by: 'pattern', tag: 0x60003000, mask: 0xff00ffff }, 'X'),
      rule({ by: 'pattern', tag: 0x50000000, mask: 0xff000000 }, 'Z'),
      rule({ by: 'pattern', tag: 0x00091000, mask: 0xffffff00 }, 'D'),
    ]),
  );

  it('names the tags that agree in its bits', () => {
    assert.equal(decider.decide(0x60003000, VR.OW), ACT.remove);
    assert.equal(decider.decide(0x60ee3000, VR.OW), ACT.remove);
    assert.equal(decider.decide(0x60004000, VR.LT), ACT.keep);
    assert.equal(decider.decide(0x50fe2500, VR.LO), ACT.empty);
  });

  it('names odd groups only where it asks for them', () => {
    assert.equal(decider.decide(0x60013000, VR.OW), ACT.keep);
    assert.equal(decider.decide(0x50011000, VR.LO), ACT.keep);
    assert.equal(decider.decide(0x00091042, VR.LO), ACT.dummy);
  });
});

describe('the selectors for what is left', () => {
  it('tell unknown attributes from known and private ones', () => {
    const decider = new Decider(choiceOf([rule({ by: 'unknown' }, 'X')]));
    assert.equal(decider.decide(0x00081234, VR.LO), ACT.remove);
    assert.equal(decider.decide(0x00080050, VR.SH), ACT.keep);
    assert.equal(decider.decide(0x00091234, VR.LO), ACT.keep);
    assert.equal(decider.decide(0x60023000, VR.OW), ACT.keep);
  });

  it('take all, but no Item', () => {
    const decider = new Decider(choiceOf([byTag(0x00080050, 'K'), rule({ by: 'any' }, 'X')]));
    assert.equal(decider.decide(0x00080050, VR.SH), ACT.keep);
    assert.equal(decider.decide(0x00080060, VR.CS), ACT.remove);
    assert.equal(decider.decide(0x00091234, 0), ACT.remove);
    assert.equal(decider.decide(0xfffee000, 0), ACT.keep);
  });
});

describe('what an action comes to', () => {
  const decide = (selector: Selector, action: Rule['action'], tag: number, vr: number): number =>
    new Decider(choiceOf([rule(selector, action)])).decide(tag, vr);
  const tagged = (action: Rule['action'], tag: number, vr: number): number =>
    decide({ by: 'tag', tag }, action, tag, vr);

  it('is, for cleaning: dates move, times and numbers stay, UIDs are mapped, text is cleaned', () => {
    assert.equal(tagged('C', 0x00080020, VR.DA), ACT.shift);
    assert.equal(tagged('C', 0x00080020, VR.UN), ACT.shift);
    assert.equal(tagged('C', 0x0008002a, VR.DT), ACT.shift);
    assert.equal(tagged('C', 0x00080030, VR.TM), ACT.keep);
    assert.equal(tagged('C', 0x00280010, VR.US), ACT.keep);
    assert.equal(tagged('C', 0x00280010, VR.LO), ACT.clean);
    assert.equal(tagged('C', 0x0020000d, VR.UI), ACT.mapUid);
    assert.equal(tagged('C', 0x00081030, VR.LO), ACT.clean);
    assert.equal(tagged('C', 0x00091030, VR.UN), ACT.clean);
    assert.equal(tagged('C', 0x00081140, VR.SQ), ACT.clean);
  });

  it('is what the rule says where it names a VR', () => {
    assert.equal(decide({ by: 'vr', vr: 'UN' }, 'C', 0x00080020, VR.UN), ACT.clean);
    assert.equal(decide({ by: 'vr', vr: 'DA' }, 'C', 0x00080020, VR.UN), ACT.shift);
  });

  it('is a new UID for dummies and codes of UIDs', () => {
    assert.equal(tagged('D', 0x0020000d, VR.UI), ACT.mapUid);
    assert.equal(tagged('hash', 0x0020000d, VR.UI), ACT.mapUid);
    assert.equal(tagged('D', 0x00080050, VR.SH), ACT.dummy);
    assert.equal(tagged('hash', 0x00080050, VR.SH), ACT.hash);
  });
});

describe('a path', () => {
  const at = (path: readonly PathStep[], tag: number, elements: readonly Element[]): readonly number[] =>
    actionsAt([rule({ by: 'path', path }, 'X')], elements, tag);
  const stepId = element(STEP_ID, 'SH', 'RP1');
  const inRequest = sequence(REQUEST, [[stepId], [element(STEP_ID, 'SH', 'RP2')]]);
  const nested = sequence(0x00081115, [[inRequest]]);
  const elements = dataset(inRequest, nested, stepId);

  it('names an element by the sequences above it, from any depth on', () => {
    assert.deepEqual(at([REQUEST, STEP_ID], STEP_ID, elements), [
      ACT.remove,
      ACT.remove,
      ACT.remove,
      ACT.remove,
      ACT.keep,
    ]);
    assert.deepEqual(at([0x00081115, REQUEST, STEP_ID], STEP_ID, elements).slice(0, 3), [
      ACT.remove,
      ACT.remove,
      ACT.keep,
    ]);
  });

  it('takes any element for a star, one step for each', () => {
    assert.equal(at([REQUEST, '*'], STEP_ID, elements).filter((action) => action === ACT.remove).length, 4);
    assert.equal(at([0x00081115, '*', STEP_ID], STEP_ID, elements).filter((a) => a === ACT.remove).length, 2);
    assert.deepEqual(at([0x00081115, '*'], STEP_ID, elements), [
      ACT.keep,
      ACT.keep,
      ACT.keep,
      ACT.keep,
      ACT.keep,
    ]);
    assert.deepEqual(at([0x00081115, '*'], REQUEST, elements), [ACT.remove, ACT.keep]);
    assert.deepEqual(at(['*', STEP_ID], STEP_ID, dataset(stepId)), [ACT.keep]);
  });

  it('names no Item', () => {
    assert.deepEqual(new Set(at([REQUEST, '*'], 0xfffee000, elements)), new Set([ACT.keep]));
  });

  it('comes before or after other rules as the policy orders them', () => {
    const path = rule({ by: 'path', path: [REQUEST, STEP_ID] }, 'K');
    const tag = byTag(STEP_ID, 'Z');
    assert.deepEqual(actionsAt([path, tag], dataset(inRequest, stepId), STEP_ID), [
      ACT.keep,
      ACT.keep,
      ACT.empty,
    ]);
    assert.deepEqual(actionsAt([tag, path], dataset(inRequest, stepId), STEP_ID), [
      ACT.empty,
      ACT.empty,
      ACT.empty,
    ]);
  });
});

describe('a private element', () => {
  const PRIVATE = rule({ by: 'private' }, 'X');
  const SAFE = rule({ by: 'private-element', creator: 'ACME 1.0', group: 0x0019, element: 0x0c }, 'K');
  const block = (creator: string, number = 0x10): readonly Element[] => [
    element(0x00190000 + number, 'LO', creator),
    element(0x0019000c + number * 0x100, 'IS', '7'),
    element(0x0019000d + number * 0x100, 'IS', '8'),
  ];
  const actions = (elements: readonly Element[], tag: number): readonly number[] =>
    actionsAt([SAFE, PRIVATE], dataset(...elements), tag);

  it('is found by its creator, wherever the block lies and whatever pads the creator', () => {
    assert.deepEqual(actions(block('ACME 1.0'), 0x0019100c), [ACT.keep]);
    assert.deepEqual(actions(block(' ACME 1.0  ', 0x42), 0x0019420c), [ACT.keep]);
    assert.deepEqual(actions(block('ACME 1.0'), 0x0019100d), [ACT.remove]);
  });

  it('is never found by its number alone', () => {
    assert.deepEqual(actions(block('OTHER'), 0x0019100c), [ACT.remove]);
    assert.deepEqual(actions(block('acme 1.0'), 0x0019100c), [ACT.remove]);
    assert.deepEqual(actions([element(0x0019100c, 'IS', '7')], 0x0019100c), [ACT.remove]);
    assert.deepEqual(actions([...block('OTHER'), ...block('ACME 1.0', 0x11)], 0x0019100c), [ACT.remove]);
  });

  it('is found by the creator of its own Item, not by that of a data set around it', () => {
    const inside = (...item: readonly Element[]): Element => sequence(0x00081115, [item]);
    assert.deepEqual(actions([inside(...block('ACME 1.0'))], 0x0019100c), [ACT.keep]);
    const outside = element(0x00190010, 'LO', 'ACME 1.0');
    assert.deepEqual(actions([inside(element(0x0019100c, 'IS', '7')), outside], 0x0019100c), [ACT.remove]);
  });

  it('keeps its creator, which goes when nothing of the block stays', () => {
    assert.deepEqual(actions(block('ACME 1.0'), 0x00190010), [ACT.keep]);
    assert.deepEqual(actions(block('OTHER'), 0x00190010), [ACT.remove]);
    const [creator, , other] = block('ACME 1.0') as [Element, Element, Element];
    assert.deepEqual(actions([creator, other], 0x00190010), [ACT.remove]);
    assert.deepEqual(actions([creator], 0x00190010), [ACT.remove]);
    assert.deepEqual(actions([...block('OTHER'), ...block('ACME 1.0', 0x11)], 0x00190010), [ACT.remove]);
  });

  it('keeps no creator of another group, nor of an Item', () => {
    const elsewhere = rule({ by: 'private-element', creator: 'ACME 1.0', group: 0x0021, element: 0x0c }, 'K');
    const rules = [elsewhere, SAFE, PRIVATE];
    const creator = element(0x00190010, 'LO', 'ACME 1.0');
    const next = [element(0x00210010, 'LO', 'ACME 1.0'), element(0x0021100c, 'IS', '7')];
    assert.deepEqual(actionsAt(rules, dataset(creator, ...next), 0x00190010), [ACT.remove]);
    const inItem = sequence(0x00186011, [[creator]]);
    assert.deepEqual(actionsAt(rules, dataset(inItem, ...block('ACME 1.0')), 0x00190010), [
      ACT.remove,
      ACT.keep,
    ]);
  });

  it('is found whatever pads the creator in the rule', () => {
    const padded = rule({ ...SAFE.selector, creator: '  ACME 1.0 \0 ' } as Selector, 'K');
    assert.deepEqual(actionsAt([padded, PRIVATE], dataset(...block('ACME 1.0')), 0x0019100c), [ACT.keep]);
  });

  it('can be any of a creator', () => {
    const all = [rule({ by: 'private-creator', creator: 'ACME 1.0' }, 'K'), PRIVATE];
    assert.deepEqual(actionsAt(all, dataset(...block('ACME 1.0')), 0x0019100d), [ACT.keep]);
    assert.deepEqual(actionsAt(all, dataset(...block('ACME 1.0')), 0x00190010), [ACT.keep]);
    assert.deepEqual(actionsAt(all, dataset(...block('OTHER')), 0x0019100d), [ACT.remove]);
  });

  it('keeps its creator also where it was kept by its tag', () => {
    const byNumber = [byTag(0x0019100d, 'K'), PRIVATE];
    assert.deepEqual(actionsAt(byNumber, dataset(...block('OTHER')), 0x00190010), [ACT.keep]);
  });
});

describe('a policy without rules by context', () => {
  it('decides on everything from its table', () => {
    const decider = new Decider(choiceOf([byTag(0x00080050, 'Z'), rule({ by: 'private' }, 'X')]));
    for (const tag of [0x00080050, 0x00190010, 0x0019100c, 0x0040a160, 0xfffee000])
      assert.notEqual(decider.decide(tag, VR.LO), ACT.contextual);
  });
});
