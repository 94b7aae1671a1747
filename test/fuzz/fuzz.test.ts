import assert from 'node:assert/strict';
import { skipBecause } from '../support/skipping';
import { makeBases, type Bases } from './bases';
import { runCampaign } from './campaign';
import { countCanaries } from './canaries';
import { makeCase } from './cases';
import { crossCheck } from './cross-check';
import { encodeTree } from './encoding';
import { leaks } from './judge';
import { OTHER_READERS } from './other-readers';
import { Product } from './product';

const SEED = 20_260_301;
const CASES = 15_000;
const SHOWN = 400;

describe('fuzzing', function () {
  this.timeout(180_000);
  let bases: Bases;

  before(() => {
    bases = makeBases({ real: false });
  });

  it(`finds nothing wrong with what becomes of ${CASES} mutated files`, async () => {
    const result = await runCampaign({ seed: SEED, from: 0, to: CASES, real: false });
    assert.deepEqual(result.findings, []);
    const { taken = 0, malformed = 0, truncated = 0 } = result.outcomes;
    assert.ok(taken > CASES / 3, `${taken} taken: there must be something left to judge`);
    assert.ok(malformed > CASES / 10 && truncated > CASES / 10, 'damage must matter');
    assert.equal(sum(Object.values(result.outcomes)), CASES);
  });

  for (const reader of OTHER_READERS) {
    it(`finds copies that ${reader.name} reads as the product does, and no canary that it saw in an original`, function () {
      const reason = reader.whyMissing();
      if (reason !== undefined) skipBecause(this, reason);
      const numbers = Array.from({ length: SHOWN }, (_, index) => CASES + index);
      const { compared, findings } = crossCheck(bases, SEED, numbers, [reader]);
      assert.deepEqual(findings, []);
      assert.ok(compared[reader.name]! > SHOWN / 10, `${compared[reader.name]} compared`);
    });
  }

  it('makes the same case of the same seed and number, and another of another', () => {
    const { bytes, mutations } = makeCase(bases, SEED, 17);
    assert.deepEqual(makeCase(bases, SEED, 17), { seed: SEED, number: 17, bytes, mutations });
    assert.notDeepEqual(makeCase(bases, SEED, 18).bytes, bytes);
    assert.notDeepEqual(makeCase(bases, SEED + 1, 17).bytes, bytes);
  });

  it('plants dozens of canaries in each file, and would find each that were left', () => {
    const product = new Product(4096);
    for (const tree of bases.sample) {
      const { bytes, view } = product.read(encodeTree(tree));
      const planted = countCanaries(bytes).size;
      assert.ok(planted > 25, `${planted} planted`);
      assert.equal(leaks('a reader', bytes, view, bytes).length, planted);
    }
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
