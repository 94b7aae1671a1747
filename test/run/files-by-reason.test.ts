import assert from 'node:assert/strict';
import { Ledger } from '../../src/core/run/ledger';
import { filesByReason } from '../../src/core/run/files-by-reason';
import { encodeOutcome } from '../../src/core/record/outcome-code';

const WRITTEN = encodeOutcome({ kind: 'written' });
const BESIDE = encodeOutcome({ kind: 'written', note: 'beside' });
const TRUNCATED = encodeOutcome({ kind: 'failed', reason: 'truncated' });

describe('the files of a reason', () => {
  const ledger = new Ledger('/source');
  for (const [index, name] of ['', 'a', 'b'].entries()) {
    const files = Array.from({ length: 50 }, (_, at) => `${at}.dcm`);
    const folder = ledger.add({
      path: index === 0 ? [] : [name],
      files,
      skipped: [{ name: 'link', reason: 'link' }],
    });
    files.forEach(
      (_, at) => (folder.outcomes[at] = at % 10 === 3 ? TRUNCATED : at % 10 === 4 ? BESIDE : WRITTEN),
    );
    ledger.remark(folder.index, 3, { detail: `detail ${index}` });
  }

  it('come in the order of the folders, with their details', () => {
    const files = filesByReason(ledger, 'truncated', 0, 100);
    assert.equal(files.length, 15);
    assert.deepEqual(files[0], { path: '3.dcm', absolute: '/source/3.dcm', detail: 'detail 0' });
    assert.deepEqual(files[5], { path: 'a/3.dcm', absolute: '/source/a/3.dcm', detail: 'detail 1' });
    assert.equal(files[6]?.detail, '');
  });

  it('come in pages that fit together', () => {
    const all = filesByReason(ledger, 'beside', 0, 100);
    const pages = [0, 4, 8, 12].flatMap((from) => filesByReason(ledger, 'beside', from, 4));
    assert.deepEqual(pages, all);
    assert.deepEqual(filesByReason(ledger, 'beside', 15, 4), []);
  });

  it('are found whatever kind of outcome the reason belongs to', () => {
    assert.equal(filesByReason(ledger, 'link', 0, 100).length, 3);
    assert.equal(filesByReason(ledger, 'empty', 0, 100).length, 0);
  });
});
