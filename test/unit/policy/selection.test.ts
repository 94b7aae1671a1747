import assert from 'node:assert/strict';
import { VR } from '../../../src/core/dicom/vr';
import { isOf } from '../../../src/core/policy/content-item';
import { ConceptRules } from '../../../src/core/policy/concept-rules';
import { matches } from '../../../src/core/policy/matching';
import type { Selector } from '../../../src/core/policy/policy';
import { isContextual, isInBlock, mayName, namesPrivateElements } from '../../../src/core/policy/selection';
import { rule } from '../../support/policies';

const SAFE = { by: 'private-element', creator: 'ACME', group: 0x0019, element: 0x0c } as const;
const FINDING = { by: 'concept', code: '121071', scheme: 'DCM', valueType: 'TEXT' } as const;
const TEXT_VALUE = 0x0040a160;
const ITEM = 0xfffee000;

const EVERY: readonly Selector[] = [
  { by: 'tag', tag: 0x00100010 },
  { by: 'pattern', tag: 0x50000000, mask: 0xff000000 },
  { by: 'group', group: 0x0010 },
  { by: 'private' },
  { by: 'vr', vr: 'PN' },
  { by: 'class-uid' },
  { by: 'unknown' },
  { by: 'any' },
  { by: 'path', path: ['*', 0x00100010] },
  SAFE,
  { by: 'private-creator', creator: 'ACME' },
  FINDING,
];

describe('selectors', () => {
  it('that ask where an element stands are known', () => {
    const contextual = EVERY.filter((selector) => isContextual(rule(selector, 'K')) === true);
    assert.deepEqual(
      contextual.map(({ by }) => by),
      ['path', 'private-element', 'private-creator', 'concept'],
    );
    for (const selector of EVERY)
      assert.equal(isContextual(rule(selector, 'K')), contextual.includes(selector), selector.by);
  });

  it('of private elements are known, which need their creator beside them', () => {
    const needing: readonly Selector[] = [
      SAFE,
      { by: 'private-creator', creator: 'ACME' },
      { by: 'tag', tag: 0x00191001 },
      { by: 'pattern', tag: 0x00190000, mask: 0xffff0000 },
      { by: 'group', group: 0x0019 },
      { by: 'path', path: [0x00081115, 0x00191001] },
      { by: 'path', path: [0x00191001, '*'] },
    ];
    const others: readonly Selector[] = [
      ...EVERY.filter(({ by }) => by !== 'private-element' && by !== 'private-creator'),
      { by: 'tag', tag: 0x00190010 },
      { by: 'pattern', tag: 0x00190000, mask: 0x0000ffff },
      { by: 'path', path: ['*'] },
    ];
    for (const selector of needing) assert.equal(namesPrivateElements(rule(selector, 'K')), true);
    for (const selector of others)
      assert.equal(namesPrivateElements(rule(selector, 'K')), false, selector.by);
  });

  it('of private elements name those of the group and the number only', () => {
    const names = (tag: number): boolean => mayName(SAFE, { tag, vr: VR.IS, known: 0 });
    for (const tag of [0x0019100c, 0x0019ff0c]) assert.equal(names(tag), true);
    for (const tag of [0x0021100c, 0x0019100d, 0x0019000c, 0x0018100c]) assert.equal(names(tag), false);
  });

  it('name no Item but that of a concept', () => {
    for (const selector of EVERY)
      assert.equal(mayName(selector, { tag: ITEM, vr: 0, known: 0 }), selector.by === 'concept', selector.by);
  });
});

describe('a block of private elements', () => {
  it('begins behind the numbers of private creators', () => {
    for (const tag of [0x00191000, 0x0019ffff]) assert.equal(isInBlock(tag), true);
    for (const tag of [0x00190fff, 0x00190010, 0x00181000]) assert.equal(isInBlock(tag), false);
  });
});

describe('a concept', () => {
  const of = (more: Partial<typeof FINDING>) => ({ ...FINDING, ...more });
  const other = (more: object) => ({ code: '121071', scheme: 'DCM', valueType: 'TEXT', ...more });

  it('is the wanted one by code, scheme and Value Type', () => {
    assert.equal(isOf(of({}), other({})), true);
    assert.equal(isOf({ ...FINDING, valueType: '' }, other({ valueType: 'NUM' })), true);
    for (const more of [{ code: '1' }, { scheme: 'SCT' }, { valueType: 'NUM' }])
      assert.equal(isOf(of({}), other(more)), false);
    assert.equal(isOf(of({}), undefined), false);
  });

  it('has rules that are about concepts', () => {
    assert.throws(() => new ConceptRules([rule({ by: 'any' }, 'X')]), TypeError);
  });
});

describe('an element as a person describes it', () => {
  const element = (tag: number, more: object = {}) => ({
    ...{ tag, vr: 0, path: [tag], creator: undefined },
    ...more,
  });

  it('is found by the concept of its Content Item', () => {
    const concept = { code: '121071', scheme: 'DCM', valueType: 'TEXT' };
    assert.equal(matches(FINDING, element(TEXT_VALUE, { concept })), true);
    assert.equal(matches(FINDING, element(TEXT_VALUE, { concept: { ...concept, code: '1' } })), false);
    assert.equal(matches(FINDING, element(TEXT_VALUE)), false);
  });

  it('is found by its creator, whatever pads either', () => {
    for (const creator of ['ACME', ' ACME ']) {
      assert.equal(matches(SAFE, element(0x0019100c, { creator })), true);
      assert.equal(matches({ ...SAFE, creator: ' ACME ' }, element(0x0019100c, { creator })), true);
    }
    assert.equal(matches(SAFE, element(0x0019100c, { creator: 'OTHER' })), false);
  });

  it('is not found by a longer path', () => {
    assert.equal(matches({ by: 'path', path: ['*', 0x00100010] }, element(0x00100010)), false);
  });
});
