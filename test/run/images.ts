import { truncateSync, writeFileSync } from 'node:fs';
import { element, encodeFile, sequence, uid, type DicomFile, type Element } from '../support/data-sets';

/** What stands in a small image; null leaves an attribute out, '' leaves its value empty. */
export interface ImageValues {
  readonly instance?: string;
  readonly series?: string;
  readonly study?: string;
  readonly patientId?: string | null;
  readonly name?: string | null;
  readonly birthDate?: string | null;
  readonly charset?: string;
  readonly modality?: string;
  /** Bytes of Pixel Data. */
  readonly pixels?: Uint8Array;
  readonly more?: readonly Element[];
}

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';

/** The bytes of a small CT image; its UIDs are made of the names given. */
export function image(values: ImageValues = {}, form: Omit<DicomFile, 'dataSet'> = {}): Uint8Array {
  const { instance = 'instance', series = 'series', study = 'study', modality = 'CT' } = values;
  const { patientId = 'MRN-1', name = 'Doe^Jane', birthDate = '19561103' } = values;
  const dataSet: readonly Element[] = [
    ...(values.charset === undefined ? [] : [element(0x00080005, 'CS', values.charset)]),
    element(0x00080016, 'UI', CT_IMAGE_STORAGE),
    element(0x00080018, 'UI', uid(instance)),
    element(0x00080020, 'DA', '20240229'),
    element(0x00080050, 'SH', 'ACC-1'),
    element(0x00080060, 'CS', modality),
    ...optional(0x00100010, 'PN', name),
    ...optional(0x00100020, 'LO', patientId),
    ...optional(0x00100030, 'DA', birthDate),
    element(0x0020000d, 'UI', study && uid(study)),
    element(0x0020000e, 'UI', series && uid(series)),
    ...(values.more ?? []),
    element(0x7fe00010, 'OW', values.pixels ?? new Uint8Array([1, 2, 3, 4])),
  ];
  return encodeFile({ ...form, dataSet });
}

/** An RTSTRUCT that refers to an image, its series and its study. */
export function structureSet(of: {
  readonly instance: string;
  readonly series: string;
  readonly study: string;
}): Uint8Array {
  const referenced = [
    element(0x00081150, 'UI', CT_IMAGE_STORAGE),
    element(0x00081155, 'UI', uid(of.instance)),
  ];
  const series = [sequence(0x30060016, [referenced]), element(0x0020000e, 'UI', uid(of.series))].reverse();
  return encodeFile({
    dataSet: [
      element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.481.3'),
      element(0x00080018, 'UI', uid('structure set')),
      element(0x00080060, 'CS', 'RTSTRUCT'),
      element(0x00100010, 'PN', 'Doe^Jane'),
      element(0x00100020, 'LO', 'MRN-1'),
      element(0x00100030, 'DA', '19561103'),
      element(0x0020000d, 'UI', uid(of.study)),
      element(0x0020000e, 'UI', uid('structure set series')),
      sequence(0x30060010, [[sequence(0x30060012, [[sequence(0x30060014, [series])]])]]),
    ],
  });
}

function optional(tag: number, vr: string, value: string | null): readonly Element[] {
  return value === null ? [] : [element(tag, vr, value)];
}

/**
 * Writes an image whose Pixel Data have this many bytes, all zero; where the file system can, they take no space.
 * @param length even, below 4 GiB
 */
export function writeHugeImage(file: string, length: number, values: ImageValues = {}): void {
  const small = Buffer.from(image({ ...values, pixels: new Uint8Array(2) }));
  const pixels = small.length - 2;
  small.writeUInt32LE(length, pixels - 4);
  writeFileSync(file, small.subarray(0, pixels));
  truncateSync(file, pixels + length);
}
