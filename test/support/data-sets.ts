/** Inputs for tests: short ways to say what stands in a data set, on top of the sample writer. */
import { createHash } from 'node:crypto';
import { element, encodeFile, inTagOrder, type DicomFile, type Element } from '../../src/sample/dicom-writer';

export * from '../../src/sample/dicom-writer';

/** A synthetic UID that looks like a scanner's and is the same for the same name. */
export function uid(name: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 24)}`);
  return `1.2.826.0.1.3680043.10.1234.${digits}`;
}

/**
 * A small CT data set with the given elements in it, in the order of the tags. An element replaces the
 * standard one with the same tag.
 */
export function dataset(...elements: readonly Element[]): readonly Element[] {
  const given = new Set(elements.map((each) => (each.kind === 'raw' ? undefined : each.tag)));
  return inTagOrder([
    ...smallCT().filter((each) => each.kind === 'raw' || !given.has(each.tag)),
    ...elements,
  ]);
}

/**
 * The bytes of a file with that data set, explicit VR Little Endian with preamble and meta unless said
 * otherwise.
 */
export function dicomFile(elements: readonly Element[], form: Omit<DicomFile, 'dataSet'> = {}): Uint8Array {
  return encodeFile({ ...form, dataSet: elements });
}

function smallCT(): readonly Element[] {
  return [
    element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x00080018, 'UI', uid('instance')),
    element(0x00080020, 'DA', '20240229'),
    element(0x00080050, 'SH', 'ACC-1'),
    element(0x00080060, 'CS', 'CT'),
    element(0x00100010, 'PN', 'Doe^Jane'),
    element(0x00100020, 'LO', 'MRN-48-1923'),
    element(0x00100030, 'DA', '19561103'),
    element(0x0020000d, 'UI', uid('study')),
    element(0x0020000e, 'UI', uid('series')),
    element(0x00280010, 'US', 2),
    element(0x00280011, 'US', 2),
    element(0x7fe00010, 'OW', [1, 2, 3, 4]),
  ];
}
