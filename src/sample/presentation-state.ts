import type { Attributes } from './attributes';
import { CT_GRID } from './ct';
import { makeObject, referenceTo, type SampleObject, type Series } from './objects';

const GRAYSCALE_SOFTCOPY_PRESENTATION_STATE_STORAGE = '1.2.840.10008.5.1.4.1.1.11.1';
const LAYER = 'NOTES';

/** A window, a circle and a written note on the images, PS3.3 §A.33.1. */
export function presentationState(
  series: Series,
  images: readonly SampleObject[],
  creator: string,
  note: string,
): SampleObject {
  const { date, time } = series.study;
  const references = images.map(referenceTo);
  return makeObject(series, GRAYSCALE_SOFTCOPY_PRESENTATION_STATE_STORAGE, {
    InstanceNumber: 1,
    ContentLabel: 'FINDING',
    ContentDescription: 'Lesion marked',
    ContentCreatorName: creator,
    PresentationCreationDate: date,
    PresentationCreationTime: time,
    ReferencedSeriesSequence: [
      { SeriesInstanceUID: images[0]?.series.uid ?? series.uid, ReferencedImageSequence: references },
    ],
    DisplayedAreaSelectionSequence: [displayedArea(references)],
    GraphicAnnotationSequence: [annotation(references, note)],
    GraphicLayerSequence: [{ GraphicLayer: LAYER, GraphicLayerOrder: 1 }],
    SoftcopyVOILUTSequence: [{ WindowCenter: 40, WindowWidth: 350, ReferencedImageSequence: references }],
    RescaleIntercept: -1024,
    RescaleSlope: 1,
    RescaleType: 'HU',
    PresentationLUTShape: 'IDENTITY',
  });
}

function displayedArea(references: readonly Attributes[]): Attributes {
  return {
    ReferencedImageSequence: references,
    DisplayedAreaTopLeftHandCorner: [1, 1],
    DisplayedAreaBottomRightHandCorner: [CT_GRID.pixels, CT_GRID.pixels],
    PresentationSizeMode: 'SCALE TO FIT',
    PresentationPixelSpacing: [CT_GRID.spacing, CT_GRID.spacing],
  };
}

function annotation(references: readonly Attributes[], note: string): Attributes {
  const middle = CT_GRID.pixels / 2;
  return {
    ReferencedImageSequence: references,
    GraphicLayer: LAYER,
    TextObjectSequence: [
      {
        UnformattedTextValue: note,
        AnchorPointAnnotationUnits: 'PIXEL',
        AnchorPoint: [middle, middle],
        AnchorPointVisibility: 'Y',
      },
    ],
    GraphicObjectSequence: [
      {
        GraphicAnnotationUnits: 'PIXEL',
        GraphicDimensions: 2,
        NumberOfGraphicPoints: 2,
        GraphicData: [middle, middle, middle + 20, middle],
        GraphicType: 'CIRCLE',
        GraphicFilled: 'N',
      },
    ],
  };
}
