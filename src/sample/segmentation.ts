import type { Attributes } from './attributes';
import { CT_GRID, ctPhantom, ctPosition } from './ct';
import { code, makeObject, referenceTo, type SampleObject, type Series } from './objects';
import { discMask } from './phantom';

const SEGMENTATION_STORAGE = '1.2.840.10008.5.1.4.1.1.66.4';
const SEGMENT_NUMBER = { pointer: 0x0062000b, group: 0x0062000a } as const;
const IMAGE_POSITION = { pointer: 0x00200032, group: 0x00209113 } as const;

/** A binary segmentation of the disc, one frame for each CT slice (PS3.3 §A.51). */
export function segmentation(series: Series, images: readonly SampleObject[], creator: string): SampleObject {
  const organization = series.study.newUid();
  return makeObject(series, SEGMENTATION_STORAGE, {
    ...imageModules(series, images.length, creator),
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: images[0]?.series.uid ?? series.uid,
        ReferencedInstanceSequence: images.map(referenceTo),
      },
    ],
    SegmentSequence: [segment()],
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: organization }],
    DimensionIndexSequence: [SEGMENT_NUMBER, IMAGE_POSITION].map(({ pointer, group }) => ({
      DimensionOrganizationUID: organization,
      DimensionIndexPointer: pointer,
      FunctionalGroupPointer: group,
    })),
    SharedFunctionalGroupsSequence: [sharedGroups()],
    PerFrameFunctionalGroupsSequence: images.map(frameGroups),
    PixelData: Buffer.concat(images.map((_, index) => discMask(ctPhantom(index, images.length)))),
  });
}

function imageModules(series: Series, frames: number, creator: string): Attributes {
  const { date, time, frameOfReference } = series.study;
  return {
    ImageType: ['DERIVED', 'PRIMARY'],
    InstanceNumber: 1,
    ContentDate: date,
    ContentTime: time,
    ContentLabel: 'LESION',
    ContentDescription: 'Outline of the lesion',
    ContentCreatorName: creator,
    FrameOfReferenceUID: frameOfReference,
    PositionReferenceIndicator: '',
    SegmentationType: 'BINARY',
    LossyImageCompression: '00',
    NumberOfFrames: frames,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: CT_GRID.pixels,
    Columns: CT_GRID.pixels,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
  };
}

function segment(): Attributes {
  return {
    SegmentNumber: 1,
    SegmentLabel: 'Lesion',
    SegmentAlgorithmType: 'MANUAL',
    SegmentedPropertyCategoryCodeSequence: code('49755003', 'SCT', 'Morphologically Abnormal Structure'),
    SegmentedPropertyTypeCodeSequence: code('52988006', 'SCT', 'Lesion'),
  };
}

function sharedGroups(): Attributes {
  const { spacing, slices } = CT_GRID;
  return {
    PixelMeasuresSequence: [
      { PixelSpacing: [spacing, spacing], SliceThickness: slices, SpacingBetweenSlices: slices },
    ],
    PlaneOrientationSequence: [{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }],
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: 1 }],
  };
}

function frameGroups(image: SampleObject, index: number): Attributes {
  return {
    DerivationImageSequence: [
      {
        DerivationCodeSequence: code('113076', 'DCM', 'Segmentation'),
        SourceImageSequence: [
          {
            ...referenceTo(image),
            PurposeOfReferenceCodeSequence: code(
              '121322',
              'DCM',
              'Source image for image processing operation',
            ),
          },
        ],
      },
    ],
    FrameContentSequence: [{ DimensionIndexValues: [1, index + 1] }],
    PlanePositionSequence: [{ ImagePositionPatient: ctPosition(index) }],
  };
}
