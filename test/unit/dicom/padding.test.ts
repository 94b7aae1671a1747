import assert from 'node:assert/strict';
import { trimPadding, trimTrailingPadding } from '../../../src/core/dicom/padding';
import { dataset, dicomFile, element, fileMeta, TRANSFER_SYNTAX } from '../../support/data-sets';
import { Product } from '../../fuzz/product';

describe('padding', () => {
  it('is taken off both ends, or off the end alone', () => {
    const cases = [
      ['', '', ''],
      [' \0 ', '', ''],
      ['A', 'A', 'A'],
      [' \0A B\0 ', 'A B', ' \0A B'],
      ['A\t', 'A\t', 'A\t'],
    ] as const;
    for (const [text, trimmed, untilEnd] of cases) {
      assert.equal(trimPadding(text), trimmed);
      assert.equal(trimTrailingPadding(text), untilEnd);
    }
  });

  it('may fill a value of a megabyte in front of its last character', () => {
    const long = `1.2${'\0'.repeat(1_000_000)}3`;
    const elements = dataset(element(0x0020000d, 'UN', long), element(0x00100020, 'UN', ` ${long}`));
    const meta = fileMeta(elements, TRANSFER_SYNTAX.explicitLE).map((each) =>
      each.kind === 'value' && each.tag === 0x00020010 ? element(0x00020010, 'UN', long) : each,
    );
    const product = new Product(4096);
    assert.ok(product.rewrite(product.read(dicomFile(elements, { meta }))).length > 0);
  });
});
