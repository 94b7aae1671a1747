import assert from 'node:assert/strict';
import { factsOf } from '../../src/core/audit/file-facts';
import { keptKinds } from '../../src/core/audit/kept-kinds';
import { dataset, dicomFile, element, type Element, sequence } from '../support/data-sets';
import { scanBytes } from '../support/scanning';

function keptBy(...elements: readonly Element[]): readonly string[] {
  return [...keptKinds(factsOf(scanBytes(dicomFile(dataset(...elements)))))];
}

function options(...codes: readonly string[]): Element {
  return sequence(
    0x00120064,
    codes.map((code) => [element(0x00080100, 'SH', code)]),
  );
}

describe('what a file says that it keeps on purpose', () => {
  it('are the kinds of its options', () => {
    assert.deepEqual(keptBy(options('113100', '113110', '113112')), ['uid', 'institution']);
    assert.deepEqual(keptBy(options('113100')), []);
  });

  it('are dates that it calls unmodified, and no others', () => {
    const dates = (text: string): Element => element(0x00280303, 'CS', text);
    assert.deepEqual(keptBy(options('113110'), dates('UNMODIFIED')), ['uid', 'date']);
    assert.deepEqual(keptBy(dates('MODIFIED')), []);
  });
});
