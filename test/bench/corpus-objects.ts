/**
 * The objects of the corpora: those of the sample, with more attributes and with pixels from one random
 * buffer.
 */
import { elementsOf, type Attributes } from '../../src/sample/attributes';
import { ctSlices } from '../../src/sample/ct';
import { element, encodeDataSet, sequence, type Element } from '../../src/sample/dicom-writer';
import { enhancedMR } from '../../src/sample/enhanced-mr';
import { mrSlices, T2_WEIGHTED } from '../../src/sample/mr';
import {
  code,
  makeObject,
  privateBlock,
  referenceTo,
  type SampleObject,
  type Series,
} from '../../src/sample/objects';

const MULTI_FRAME_GRAYSCALE_WORD_SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7.3';
const PIXEL_DATA = 0x7fe00010;
const PER_FRAME_FUNCTIONAL_GROUPS = 0x52009230;
const EXPLICIT_LONG_HEADER_BYTES = 12;
const PRIVATE_ELEMENTS = 14;
const ENHANCED_EDGE = 48;

/** Makes the objects of one series that differ from a template only as instances of a series do. */
export type InstanceMaker = (index: number) => SampleObject;

/** CT images of the given edge in pixels, about 120 elements each. */
export function ctInstances(series: Series, edge: number, pixels: Uint8Array): InstanceMaker {
  const [template] = ctSlices(series, 1);
  return instancesLike(template, edge, pixels);
}

/** MR images of the given edge in pixels. */
export function mrInstances(series: Series, edge: number, pixels: Uint8Array): InstanceMaker {
  const [template] = mrSlices(series, T2_WEIGHTED, 1);
  return instancesLike(template, edge, pixels);
}

/** Enhanced MR objects with that many frames of 48 x 48 pixels, each with about 40 elements of its own. */
export function enhancedInstances(series: Series, frames: number, pixels: Uint8Array): InstanceMaker {
  const localizers = mrSlices(series, T2_WEIGHTED, 3, []);
  const [localizer] = localizers;
  if (localizer === undefined) throw new Error('A series has at least one image');
  const template = enhancedMR(series, localizer, frames);
  const edge = ENHANCED_EDGE;
  const { PerFrameFunctionalGroupsSequence: items = [], ...attributes } = template.attributes;
  const repeated = frameGroups(localizers);
  const SharedFunctionalGroupsSequence = attributes.SharedFunctionalGroupsSequence?.map((shared) =>
    without(shared, repeated),
  );
  const perFrame = encodedSequence(
    PER_FRAME_FUNCTIONAL_GROUPS,
    items.map((groups) => ({ ...groups, ...repeated })),
  );
  const PixelData = pixels.subarray(0, edge * edge * 2 * frames);
  return (index) =>
    makeObject(
      series,
      template.sopClass,
      {
        ...attributes,
        ...(SharedFunctionalGroupsSequence && { SharedFunctionalGroupsSequence }),
        InstanceNumber: index + 1,
        Rows: edge,
        Columns: edge,
        PixelData,
      },
      [perFrame],
    );
}

/** A functional group is either shared or in every frame, never both (PS3.3 §C.7.6.16). */
function without(attributes: Attributes, others: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([keyword]) => !(keyword in others)));
}

/** The sequence encoded once for all the files that have it. */
function encodedSequence(tag: number, items: readonly Attributes[]): Element {
  const elements = items.map((each) => elementsOf(each, 'undefined'));
  const encoded = encodeDataSet([sequence(tag, elements, { itemLength: 'undefined' })]);
  return element(tag, 'SQ', encoded.subarray(EXPLICIT_LONG_HEADER_BYTES));
}

/** The groups that many scanners repeat in every frame, with references to other images. */
function frameGroups(references: readonly SampleObject[]): Attributes {
  const purpose = code('121311', 'DCM', 'Localizer');
  return {
    ReferencedImageSequence: references.map((each) => ({
      ...referenceTo(each),
      PurposeOfReferenceCodeSequence: purpose,
    })),
    PlaneOrientationSequence: [{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }],
    PixelMeasuresSequence: [{ PixelSpacing: [3.5, 3.5], SliceThickness: 4 }],
    PixelValueTransformationSequence: [{ RescaleIntercept: 0, RescaleSlope: 1, RescaleType: 'US' }],
    FrameVOILUTSequence: [{ WindowCenter: 1100, WindowWidth: 2200 }],
    MREchoSequence: [{ EffectiveEchoTime: 99 }],
    MRAveragesSequence: [{ NumberOfAverages: 1 }],
    MRImageFrameTypeSequence: [
      {
        FrameType: ['ORIGINAL', 'PRIMARY', 'T2', 'NONE'],
        PixelPresentation: 'MONOCHROME',
        AcquisitionContrast: 'T2',
      },
    ],
  };
}

/** A multi-frame object whose pixel data of that length is to be written after it. */
export function multiFrameHeader(series: Series, edge: number, frames: number): SampleObject {
  const length = edge * edge * 2 * frames;
  const attributes: Attributes = {
    ...PROCEDURE,
    InstanceNumber: 1,
    ImageType: ['DERIVED', 'SECONDARY'],
    PatientOrientation: '',
    NominalScannedPixelSpacing: [0.5, 0.5],
    ConversionType: 'DF',
    BurnedInAnnotation: 'NO',
    NumberOfFrames: frames,
    FrameIncrementPointer: 0x00181063,
    FrameTime: 40,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: edge,
    Columns: edge,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    PresentationLUTShape: 'IDENTITY',
  };
  const pixelData = element(PIXEL_DATA, 'OW', new Uint8Array(0), { length });
  return makeObject(series, MULTI_FRAME_GRAYSCALE_WORD_SECONDARY_CAPTURE, attributes, [pixelData]);
}

function instancesLike(template: SampleObject | undefined, edge: number, pixels: Uint8Array): InstanceMaker {
  if (template === undefined) throw new Error('A series has at least one image');
  const { series, sopClass } = template;
  const extra = [...template.extra, ...vendorNumbers()];
  return (index) =>
    makeObject(
      series,
      sopClass,
      {
        ...template.attributes,
        ...PROCEDURE,
        ReferencedImageSequence: [referenceTo(template)],
        SourceImageSequence: [referenceTo(template), referenceTo(template)],
        InstanceNumber: index + 1,
        ImagePositionPatient: [-250, -250, index],
        SliceLocation: index,
        Rows: edge,
        Columns: edge,
        PixelData: pixels.subarray(index * 2, index * 2 + edge * edge * 2),
      },
      extra,
    );
}

/** What the information system adds to every image. */
const PROCEDURE: Attributes = {
  OperatorsName: 'Operator^Olga',
  PerformingPhysicianName: 'Performer^Paul',
  RequestingPhysician: 'Requester^Rosa',
  RequestedProcedureDescription: 'Routine examination',
  AdmissionID: 'ADM-1',
  PerformedProcedureStepID: 'PPS-1',
  PerformedProcedureStepDescription: 'Routine',
  ProtocolName: 'Routine adult',
  SeriesDescription: 'Axial',
  AnatomicRegionSequence: code('12738006', 'SCT', 'Brain'),
  RequestAttributesSequence: [
    {
      RequestedProcedureID: 'RP-1',
      RequestedProcedureDescription: 'Routine examination',
      ScheduledProcedureStepID: 'SPS-1',
      ScheduledProcedureStepDescription: 'Routine',
      ConceptNameCodeSequence: code('1', '99LOCAL', 'Routine'),
    },
  ],
};

function vendorNumbers(): readonly Element[] {
  const contents = Array.from(
    { length: PRIVATE_ELEMENTS },
    (_, index) => (base: number) => element(base + index, index % 2 === 0 ? 'LO' : 'DS', `${index}.5`),
  );
  return privateBlock(0x0051, 'ACME NUMBERS', contents);
}
