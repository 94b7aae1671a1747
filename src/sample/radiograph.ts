import type { Attributes } from './attributes';
import { makeObject, type SampleObject, type Series } from './objects';
import { phantomSamples } from './phantom';

const COMPUTED_RADIOGRAPHY_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.1';
const SECONDARY_CAPTURE_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.7';
const PIXELS = 128;

/**
 * A chest radiograph, PS3.3 §A.2. Its Original Attributes Sequence keeps the ID that it had before it was
 * corrected: the place where true values hide most often.
 */
export function radiograph(series: Series, view: 'PA' | 'LL', formerPatientID: string): SampleObject {
  const { random, date, time } = series.study;
  const phantom = { rows: PIXELS, columns: PIXELS, maximum: 3800, position: view === 'PA' ? 0.5 : 0.3 };
  return makeObject(series, COMPUTED_RADIOGRAPHY_IMAGE_STORAGE, {
    ...acquired(series, view === 'PA' ? 1 : 2),
    ImageType: ['ORIGINAL', 'PRIMARY'],
    PatientOrientation: view === 'PA' ? ['L', 'F'] : ['A', 'F'],
    ViewPosition: view,
    BodyPartExamined: 'CHEST',
    KVP: 125,
    PlateID: 'P-331',
    ImagerPixelSpacing: [2, 2],
    WindowCenter: 1900,
    WindowWidth: 3800,
    OriginalAttributesSequence: [
      {
        ModifiedAttributesSequence: [{ PatientID: formerPatientID }],
        AttributeModificationDateTime: `${date}${time}`,
        ModifyingSystem: 'PACS-ELSEWHERE',
        ReasonForTheAttributeModification: 'COERCE',
        SourceOfPreviousValues: '',
      },
    ],
    ...pixelForm(12),
    PixelData: phantomSamples(phantom, random),
  });
}

/** A screenshot with the patient's name burned in, as far as its attributes say (PS3.3 §A.8). */
export function screenshot(series: Series): SampleObject {
  const phantom = { rows: PIXELS, columns: PIXELS, maximum: 240, position: 0.5 };
  return makeObject(series, SECONDARY_CAPTURE_IMAGE_STORAGE, {
    ...acquired(series, 1),
    ImageType: ['DERIVED', 'SECONDARY', 'SCREEN SAVE'],
    PatientOrientation: '',
    ConversionType: 'WSD',
    BurnedInAnnotation: 'YES',
    ...pixelForm(8),
    PixelData: Uint8Array.from(phantomSamples(phantom, series.study.random)),
  });
}

function acquired(series: Series, instance: number): Attributes {
  const { date, time } = series.study;
  return { InstanceNumber: instance, AcquisitionDate: date, ContentDate: date, ContentTime: time };
}

function pixelForm(bits: 8 | 12): Attributes {
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: PIXELS,
    Columns: PIXELS,
    BitsAllocated: bits === 8 ? 8 : 16,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
  };
}
