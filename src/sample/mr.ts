import type { Attributes } from './attributes';
import { element, sequence, type Element } from './dicom-writer';
import { makeObject, privateBlock, type SampleObject, type Series } from './objects';
import { phantomSamples } from './phantom';

export const MR_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.4';

const PIXELS = 96;
const SPACING_MM = 2.5;
const SLICES_MM = 6;

/** What tells one MR sequence from another. */
export type MRContrast = Pick<
  Attributes,
  | 'ScanningSequence'
  | 'SequenceVariant'
  | 'RepetitionTime'
  | 'EchoTime'
  | 'InversionTime'
  | 'SequenceName'
  | 'FlipAngle'
>;

export const T1_WEIGHTED: MRContrast = {
  ScanningSequence: ['GR', 'IR'],
  SequenceVariant: ['SP', 'MP'],
  RepetitionTime: 2300,
  EchoTime: 2.98,
  InversionTime: 900,
  SequenceName: '*tfl3d1_16ns',
  FlipAngle: 9,
};

export const T2_WEIGHTED: MRContrast = {
  ScanningSequence: 'SE',
  SequenceVariant: 'SK',
  RepetitionTime: 6000,
  EchoTime: 99,
  SequenceName: '*tse2d1_15',
  FlipAngle: 150,
};

/** The slices of an axial MR series (PS3.3 §A.4), with the private blocks that the scanner adds to each. */
export function mrSlices(
  series: Series,
  contrast: MRContrast,
  count: number,
  blocks: readonly Element[] = vendorBlocks(series),
): readonly SampleObject[] {
  return Array.from({ length: count }, (_, index) => {
    const phantom = { rows: PIXELS, columns: PIXELS, maximum: 1200, position: (index + 0.5) / count };
    const attributes: Attributes = {
      ...slicePosition(series, index),
      ...contrast,
      ...ACQUISITION,
      PixelData: phantomSamples(phantom, series.study.random),
    };
    return makeObject(series, MR_IMAGE_STORAGE, attributes, blocks);
  });
}

const ACQUISITION: Attributes = {
  ScanOptions: '',
  MRAcquisitionType: '2D',
  EchoTrainLength: 15,
  MagneticFieldStrength: 3,
  ImagingFrequency: 123.25,
  ImagedNucleus: '1H',
  NumberOfAverages: 1,
  SpacingBetweenSlices: SLICES_MM,
  PatientPosition: 'HFS',
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: PIXELS,
  Columns: PIXELS,
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelRepresentation: 0,
  WindowCenter: 600,
  WindowWidth: 1200,
};

function slicePosition(series: Series, index: number): Attributes {
  const half = (-PIXELS * SPACING_MM) / 2;
  return {
    InstanceNumber: index + 1,
    AcquisitionNumber: 1,
    AcquisitionDate: series.study.date,
    AcquisitionTime: series.study.time,
    ContentDate: series.study.date,
    ContentTime: series.study.time,
    ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'ND'],
    FrameOfReferenceUID: series.study.frameOfReference,
    PositionReferenceIndicator: '',
    ImagePositionPatient: [half, half, index * SLICES_MM],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [SPACING_MM, SPACING_MM],
    SliceThickness: SLICES_MM - 1,
    SliceLocation: index * SLICES_MM,
  };
}

/**
 * A sequence coded as UN, a nested private sequence, and a binary header with the patient's name in the
 * middle.
 */
function vendorBlocks(series: Series): readonly Element[] {
  const { PatientName = '', PatientID = '' } = series.study.patient.attributes;
  const identity = [element(0x00100010, 'PN', PatientName), element(0x00100020, 'LO', PatientID)];
  const reference = [element(0x00081155, 'UI', series.uid)];
  return [
    ...privateBlock(0x0021, 'ACME MR SDS 01', [
      (base) =>
        sequence(base + 0xfe, [[sequence(0x00081140, [reference]), ...identity]], { length: 'undefined' }),
    ]),
    ...privateBlock(0x0029, 'ACME HEADER', [
      (base) => element(base + 0x10, 'OB', headerBlob(String(PatientID))),
      (base) => sequence(base + 0x20, [identity], { vr: 'UN', length: 'undefined' }),
    ]),
  ];
}

function headerBlob(patientID: string): Uint8Array {
  return Buffer.concat([
    Buffer.from('SV10\x04\x03\x02\x01', 'latin1'),
    Buffer.from(patientID),
    Buffer.alloc(64, 0xcd),
  ]);
}
