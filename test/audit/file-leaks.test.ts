import assert from 'node:assert/strict';
import { findLeaks } from '../../src/core/audit/file-leaks';
import { LeakSearch } from '../../src/core/audit/leak-search';
import { knownValues } from '../../src/core/identifiers/known-values';
import {
  dataset,
  dicomFile,
  element,
  encapsulated,
  type Element,
  TRANSFER_SYNTAX,
} from '../support/data-sets';
import { scanBytes } from '../support/scanning';
import { MEIER } from './known-patient';

const OTHER = { anonymisedId: 'ANON-0002', known: knownValues({}), uids: [] };
const search = new LeakSearch([MEIER, OTHER]);
const ID = 'MRN-4819-2375';

/** What is found in a file of a patient: kind, place, whose it is, and how sure that is. */
function found(
  elements: readonly Element[],
  {
    pixels = false,
    patient = 'ANON-0001',
    ...form
  }: Parameters<typeof dicomFile>[1] & {
    readonly pixels?: boolean;
    readonly patient?: string;
  } = {},
): readonly string[] {
  const ours = [
    element(0x00100010, 'PN', patient),
    element(0x00100020, 'LO', patient),
    element(0x00080020, 'DA', ''),
    element(0x00100030, 'DA', ''),
    element(0x0020000d, 'UI', '2.25.1'),
    element(0x0020000e, 'UI', '2.25.2'),
  ];
  const file = scanBytes(dicomFile(dataset(...ours, ...elements), form));
  const leaks = findLeaks(search, file, search.patientIndex(patient), { pixels });
  return leaks.map(
    ({ kind, place, patient: whose, confidence }) => `${confidence} ${kind}: ${place}, ${whose}`,
  );
}

/** The start of a JPEG stream that ends behind its comment. */
function tornJpeg(comment: string): Uint8Array {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(comment.length + 2);
  return Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xfe), length, Buffer.from(comment)]);
}

describe('The search of a file', () => {
  it('names the patient who is found in a file of another one', () => {
    assert.deepEqual(found([element(0x00081030, 'LO', 'MEIERHOFER')], { patient: 'ANON-0002' }), [
      'medium name: attribute, ANON-0001',
    ]);
  });

  for (const [length, title] of [
    [0, 'short'],
    [100_000, 'long'],
  ] as const)
    it(`looks into native Pixel Data only on demand: ${title}`, () => {
      const pixels = element(0x7fe00010, 'OB', Buffer.concat([Buffer.alloc(length), Buffer.from(`${ID} `)]));
      assert.deepEqual(found([pixels]), []);
      assert.deepEqual(found([pixels], { pixels: true }), ['high id: pixel-data, ANON-0001']);
    });

  it('looks into the header of a frame that ends before the image', () => {
    const frames = [encapsulated([tornJpeg(ID)])];
    assert.deepEqual(found(frames, { transferSyntax: TRANSFER_SYNTAX.jpegBaseline }), [
      'high id: pixel-header, ANON-0001',
    ]);
  });

  it('looks into all that follows the data set, however long it is', () => {
    const trailing = Buffer.concat([Buffer.alloc(1_000_000), Buffer.from(ID)]);
    assert.deepEqual(found([], { trailing }), ['high id: trailing, ANON-0001']);
  });
});
