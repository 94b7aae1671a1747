import assert from 'node:assert/strict';
import { sumSearches } from '../../../src/host/anonymise/totals';

const audit = {
  ...{ files: 2, filesWithFindings: 1, findingCount: 3, unexpected: 1 },
  ...{ findings: [], counts: { medium: 2, high: 1 }, documents: { searched: 0, unread: 0 } },
};
const searched = { written: 1, unchanged: 1, audit };

describe('the searches of several runs', () => {
  it('are added up, those left out that made no copies', () => {
    const nothing = { written: 0, unchanged: 0 };
    assert.deepEqual(sumSearches([searched, nothing, searched]), {
      ...{ files: 4, filesWithFindings: 2, findingCount: 6, unexpected: 2 },
    });
  });

  it('are no search of all when copies of one were not searched, or there are none', () => {
    assert.equal(sumSearches([searched, { written: 1, unchanged: 0 }]), null);
    assert.equal(sumSearches([]), null);
  });
});
