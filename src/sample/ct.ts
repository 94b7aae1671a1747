import type { Attributes } from './attributes';
import { element, sequence } from './dicom-writer';
import { makeObject, privateBlock, type SampleObject, type Series } from './objects';
import { phantomSamples, type Phantom } from './phantom';

export const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';

/** Edge of the images in pixels, of a pixel in mm, and between slices in mm. */
export const CT_GRID = { pixels: 128, spacing: 2.5, slices: 5 } as const;

/** The slices of an axial CT series, PS3.3 §A.3. */
export function ctSlices(series: Series, count: number): readonly SampleObject[] {
  return Array.from({ length: count }, (_, index) => ctSlice(series, index, count));
}

/** The phantom in the slice, which contours and segmentations of it follow. */
export function ctPhantom(index: number, count: number): Phantom {
  const { pixels } = CT_GRID;
  return { rows: pixels, columns: pixels, maximum: 1400, position: (index + 0.5) / count };
}

/** Patient coordinates of the first pixel of the slice, in mm. */
export function ctPosition(index: number): readonly number[] {
  const half = (-CT_GRID.pixels * CT_GRID.spacing) / 2;
  return [half, half, index * CT_GRID.slices];
}

function ctSlice(series: Series, index: number, count: number): SampleObject {
  const phantom = ctPhantom(index, count);
  const pixels = phantomSamples(phantom, series.study.random);
  const attributes = { ...slicePosition(series, index), ...acquisition(), ...PIXEL_FORM, PixelData: pixels };
  return makeObject(series, CT_IMAGE_STORAGE, attributes, vendorBlocks(series, index));
}

const PIXEL_FORM: Attributes = {
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: CT_GRID.pixels,
  Columns: CT_GRID.pixels,
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelRepresentation: 0,
  RescaleIntercept: -1024,
  RescaleSlope: 1,
  RescaleType: 'HU',
  WindowCenter: [-300, 40],
  WindowWidth: [1600, 400],
};

function slicePosition(series: Series, index: number): Attributes {
  return {
    InstanceNumber: index + 1,
    AcquisitionNumber: 1,
    AcquisitionDate: series.study.date,
    AcquisitionTime: series.study.time,
    ContentDate: series.study.date,
    ContentTime: series.study.time,
    ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    FrameOfReferenceUID: series.study.frameOfReference,
    PositionReferenceIndicator: '',
    ImagePositionPatient: ctPosition(index),
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [CT_GRID.spacing, CT_GRID.spacing],
    SliceThickness: CT_GRID.slices,
    SliceLocation: index * CT_GRID.slices,
  };
}

function acquisition(): Attributes {
  return {
    KVP: 120,
    ScanOptions: 'HELICAL MODE',
    DataCollectionDiameter: 500,
    ReconstructionDiameter: 320,
    GantryDetectorTilt: 0,
    TableHeight: 150.5,
    RotationDirection: 'CW',
    ExposureTime: 500,
    XRayTubeCurrent: 210,
    Exposure: 105,
    ConvolutionKernel: 'B31s',
    PatientPosition: 'HFS',
  };
}

/** What vendors add: numbers nobody needs, a copy of the patient's name, a sequence with the patient's ID. */
function vendorBlocks(series: Series, index: number): ReturnType<typeof privateBlock> {
  const { PatientName = '', PatientID = '' } = series.study.patient.attributes;
  return [
    ...privateBlock(0x0009, 'ACME CT RAW 01', [
      (base) => element(base + 0x01, 'LO', `Table pass ${index + 1}`),
      (base) => element(base + 0x10, 'PN', PatientName),
      (base) => element(base + 0x20, 'UI', series.uid),
    ]),
    ...privateBlock(0x0019, 'ACME CT DOSE', [
      (base) => element(base + 0x05, 'DS', [1.25, 12.5 + index]),
      (base) => sequence(base + 0x30, [[element(0x00100020, 'LO', PatientID)]]),
    ]),
  ];
}
