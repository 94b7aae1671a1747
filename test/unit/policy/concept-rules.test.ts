import assert from 'node:assert/strict';
import { ConceptRules, indexConcepts } from '../../../src/core/policy/concept-rules';
import type { Rule } from '../../../src/core/policy/policy';
import { byTag, rule } from '../../support/policies';

const about = (code: string, scheme: string, valueType: string, description: string): Rule =>
  rule({ by: 'concept', code, scheme, valueType }, 'X', { description });

describe('rules about concepts', () => {
  const rules = new ConceptRules([
    about('1', 'DCM', 'DATE', 'dates'),
    about('1', 'DCM', '', 'others'),
    about('1', 'DCM', 'TEXT', 'too late'),
    about('1', 'SCT', 'TEXT', 'another scheme'),
    about('2', 'DCM', 'TEXT', 'another code'),
  ]);
  const found = (code: string, scheme: string, valueType: string): string | undefined =>
    rules.ruleFor({ code, scheme, valueType })?.description;

  it('decide by code, scheme and Value Type, the first that fits', () => {
    assert.equal(found('1', 'DCM', 'DATE'), 'dates');
    assert.equal(found('1', 'DCM', 'TEXT'), 'others');
    assert.equal(found('1', 'SCT', 'TEXT'), 'another scheme');
    assert.equal(found('2', 'DCM', 'TEXT'), 'another code');
  });

  it('decide on nothing else', () => {
    assert.equal(found('1', 'SCT', 'DATE'), undefined);
    assert.equal(found('3', 'DCM', 'TEXT'), undefined);
    assert.equal(rules.ruleFor(undefined), undefined);
  });

  it('are put together where they follow one another, and only there', () => {
    const [first, second, third] = [
      about('1', 'A', '', ''),
      about('2', 'A', '', ''),
      about('3', 'A', '', ''),
    ];
    const [tag, last] = [byTag(1, 'K'), byTag(2, 'X')];
    const [start, next, end, ...more] = indexConcepts([first, second, tag, third, last]);
    assert.ok(start instanceof ConceptRules);
    assert.equal(start.ruleFor({ code: '2', scheme: 'A', valueType: 'TEXT' }), second);
    assert.equal(start.ruleFor({ code: '3', scheme: 'A', valueType: 'TEXT' }), undefined);
    assert.equal(next, tag);
    assert.ok(end instanceof ConceptRules);
    assert.deepEqual(more, [last]);
    assert.deepEqual(indexConcepts([]), []);
  });
});
