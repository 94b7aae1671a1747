import assert from 'node:assert/strict';
import { textCorpus } from '../support/text-corpus';
import { precisionOf, recallOf, scoreOf } from '../support/text-scores';

const RECALL = 0.99;
const PRECISION = 0.98;

describe('Finding known values in a seeded corpus of texts', () => {
  const { by, faults } = scoreOf(textCorpus(7, 12, 20));
  const example = faults.slice(0, 5).join('\n');

  it('finds at least 99 % of what is planted, of each kind and in each language', () => {
    for (const [key, score] of by) {
      if (key.includes('*')) assert.ok(recallOf(score) >= RECALL, `${key}: ${recallOf(score)}\n${example}`);
    }
  });

  it('finds at least 90 % of each kind in each language', () => {
    for (const [key, score] of by)
      assert.ok(recallOf(score) >= 0.9, `${key}: ${recallOf(score)}\n${example}`);
  });

  it('is right in at least 98 % of what it finds', () => {
    assert.ok(precisionOf(by.get('* *')!) >= PRECISION, example);
  });

  it('plants something of each kind in each language', () => {
    assert.equal([...by.keys()].filter((key) => key.startsWith('* ')).length, 9);
    assert.equal([...by.keys()].filter((key) => key.endsWith(' *')).length, 11);
  });
});
