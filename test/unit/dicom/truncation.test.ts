import assert from 'node:assert/strict';
import { DicomError } from '../../../src/core/dicom/errors';
import {
  dataset,
  dicomFile,
  element,
  encapsulated,
  sequence,
  TRANSFER_SYNTAX,
  type DicomFile,
  type Element,
} from '../../support/data-sets';
import { scanBytes } from '../../support/scanning';

/** Every kind of element; pixel data last. */
const ELEMENTS = dataset(
  sequence(0x00081110, [[element(0x00081150, 'UI', '1.2.3')]], { length: 'undefined' }),
  element(0x00091001, 'UN', 'private'),
  sequence(0x00400275, [[element(0x00400007, 'LO', 'Head')], []]),
  sequence(0x00400340, [[element(0x00081150, 'UI', '1.2.3')]], { vr: 'UN' }),
  element(0x00420011, 'OB', [1, 2, 3, 4]),
);

const FORMS: Readonly<Record<string, Omit<DicomFile, 'dataSet'>>> = {
  'Explicit VR': {},
  'Implicit VR': { transferSyntax: TRANSFER_SYNTAX.implicitLE },
  'Big Endian': { transferSyntax: TRANSFER_SYNTAX.explicitBE },
  'a bare data set': { preamble: 'none', meta: 'none' },
};

/** What becomes of a file of which the first bytes are left: the fault, or the offset at which its data set ends. */
function outcomeOf(bytes: Uint8Array): string | number {
  try {
    return scanBytes(bytes, {}, 64).layout.end;
  } catch (error) {
    assert.ok(error instanceof DicomError, String(error));
    return error.fault;
  }
}

/** Offsets at which a top-level element ends. */
function boundariesOf(elements: readonly Element[], form: Omit<DicomFile, 'dataSet'>): readonly number[] {
  return elements.map(
    (_, index) => dicomFile(elements.slice(0, index + 1), { ...form, ...metaOf(form) }).length,
  );
}

/** Whether nothing, or nothing but zeros (the start of a Big Endian tag), stands behind the last whole element. */
function looksWhole(cut: Uint8Array, boundaries: readonly number[]): boolean {
  const last = boundaries.findLast((boundary) => boundary <= cut.length);
  return last !== undefined && cut.subarray(last).every((byte) => byte === 0);
}

/** The same File Meta Information for every part of the data set. */
function metaOf(form: Omit<DicomFile, 'dataSet'>): Pick<DicomFile, 'meta'> {
  return {
    meta: form.meta ?? [element(0x00020010, 'UI', form.transferSyntax ?? TRANSFER_SYNTAX.explicitLE)],
  };
}

describe('truncation at every byte', () => {
  for (const [name, form] of Object.entries(FORMS)) {
    it(`of ${name} is found, but for the ends of elements`, () => {
      const whole = dicomFile(ELEMENTS, { ...form, ...metaOf(form) });
      const boundaries = boundariesOf(ELEMENTS, form);
      for (let length = 0; length < whole.length; length++) {
        const cut = whole.subarray(0, length);
        const outcome = outcomeOf(cut);
        if (typeof outcome === 'number')
          assert.ok(looksWhole(cut, boundaries), `cut at ${length} was not noticed`);
        else
          assert.ok(
            ['not-dicom', 'truncated', 'malformed'].includes(outcome),
            `cut at ${length}: ${outcome}`,
          );
      }
      assert.equal(outcomeOf(whole), whole.length);
    });
  }

  it('of encapsulated pixel data is found, but for the ends of fragments', () => {
    const pixels = encapsulated([Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6)]);
    const whole = dicomFile(dataset(pixels), { transferSyntax: TRANSFER_SYNTAX.jpegBaseline });
    const start = Buffer.from(whole).indexOf(Buffer.from('e07f1000', 'hex'));
    const noticed = [];
    for (let length = start + 1; length < whole.length; length++) {
      const outcome = outcomeOf(whole.subarray(0, length));
      if (typeof outcome === 'number') noticed.push(length - start);
    }
    // Header, table of 8 bytes, fragments of 4 and 2 bytes, each with 8 bytes of its own header.
    assert.deepEqual(noticed, [12, 28, 40, 50]);
  });
});
