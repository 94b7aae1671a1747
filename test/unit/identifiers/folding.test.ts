import assert from 'node:assert/strict';
import { CLASS, foldCharacter, foldText, plainText } from '../../../src/core/identifiers/folding';
import { nameLexicon } from '../../../src/core/identifiers/name-lexicon';

describe('text in which dates and numbers are looked for', () => {
  it('has plain digits, spaces and hyphens for every kind of them, unit by unit', () => {
    assert.equal(plainText('2024–01‐31'), '2024-01-31');
    assert.equal(plainText('2024‑01−31'), '2024-01-31');
    assert.equal(plainText('３１.\u00a01.\u30002024'), '31. 1. 2024');
    assert.equal(plainText('٢٠٢٤'), '2024');
    assert.equal(plainText('Müller'), 'Muller');
  });
});

describe('scripts without spaces between words', () => {
  const FIRST_THAI = 0xe01;

  it('begin with Thai: nothing before it folds to any of them', () => {
    const folded = Array.from(
      { length: FIRST_THAI - 1 },
      (_, at) => foldText(String.fromCharCode(at + 1)).text,
    );
    assert.deepEqual(
      folded.filter((text) => [...text].some((part) => foldCharacter(part).class === CLASS.spaceless)),
      [],
    );
    assert.equal(foldCharacter(String.fromCharCode(FIRST_THAI)).class, CLASS.spaceless);
  });

  it('are found in a name also where a compatibility form stands for them', () => {
    const keys = (name: string): readonly string[] => nameLexicon([name], []).spaceless.map(({ key }) => key);
    assert.deepEqual(keys('Müller^Ωμέγα'), []);
    assert.ok(keys('Smith^㊊').includes('月'));
    assert.ok(keys('\u0e01\u0e02^Smith').includes('\u0e01\u0e02'));
  });
});
