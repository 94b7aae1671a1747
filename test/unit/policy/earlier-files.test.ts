import assert from 'node:assert/strict';
import { scanFile } from '../../../src/core/dicom/file-layout';
import { childOf, textOf } from '../../../src/core/policy/scanned-file';
import { hasPositions, someOfBlock } from '../../../src/core/policy/surroundings';
import { dicomFile, element, type Element, sequence } from '../../support/data-sets';
import { CountingSource, makeScanner, type Scanned } from '../../support/scanning';

const MODALITY = element(0x00080060, 'CS', 'CT');

/** The second of two files that are read one after the other into the same table. */
function second(...files: readonly (readonly Element[])[]): Scanned {
  const { window, table, scanner } = makeScanner();
  const layouts = files.map((elements) => {
    window.open(new CountingSource(dicomFile(elements, { meta: 'none' })));
    return scanFile(window, table, scanner);
  });
  return { window, table, layout: layouts.at(-1)! };
}

describe('what an earlier file had behind the last element', () => {
  it('is no element of this one', () => {
    const file = second([MODALITY, element(0x00080070, 'LO', 'ACME')], [MODALITY]);
    assert.equal(childOf(file, -1, 0x00080070), -1);
    assert.equal(textOf(file, childOf(file, -1, 0x00080060)), 'CT');
  });

  it('is in no private block of this one', () => {
    const creator = element(0x00090010, 'LO', 'ACME');
    const file = second([creator, element(0x00091001, 'IS', '7')], [creator]);
    assert.equal(
      someOfBlock(file, 0, () => true),
      false,
    );
  });

  it('does not refer to positions of this one', () => {
    const reference = sequence(0x0040a730, [[element(0x0040db73, 'UL', [1])]]);
    assert.equal(hasPositions(second([MODALITY], [reference])), true);
    assert.equal(hasPositions(second([reference], [MODALITY, element(0x00080070, 'LO', 'ACME')])), false);
  });
});
