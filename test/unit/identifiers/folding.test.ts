import assert from 'node:assert/strict';
import { plainText } from '../../../src/core/identifiers/folding';

describe('text in which dates and numbers are looked for', () => {
  it('has plain digits, spaces and hyphens for every kind of them, unit by unit', () => {
    assert.equal(plainText('2024–01‐31'), '2024-01-31');
    assert.equal(plainText('2024‑01−31'), '2024-01-31');
    assert.equal(plainText('３１.\u00a01.\u30002024'), '31. 1. 2024');
    assert.equal(plainText('٢٠٢٤'), '2024');
    assert.equal(plainText('Müller'), 'Muller');
  });
});
