import assert from 'node:assert/strict';
import fc from 'fast-check';
import { comparePaths } from '../../../src/core/record/path-order';

const path = fc.string({ unit: fc.constantFrom(...'aAbBäÄ019 _-./\u0007\u202e'), maxLength: 8 });

describe('the order of paths in reports', () => {
  it('is that of their numbers, capitals and small letters together', () => {
    const sorted = ['a/IM1', 'a/im2', 'a/IM2b', 'a/IM10', 'Ärzte/1', 'B/1', 'b/2', 'b/11'];
    assert.deepEqual([...sorted].reverse().sort(comparePaths), sorted);
  });

  it('tells all different paths apart, the same way from both sides', () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        assert.equal(Math.sign(comparePaths(a, b)), -Math.sign(comparePaths(b, a)) || 0);
        assert.equal(comparePaths(a, b) === 0, a === b);
      }),
      { seed: 20_260_401, numRuns: 5000 },
    );
  });
});
