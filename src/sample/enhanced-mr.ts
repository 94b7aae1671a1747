import type { Attributes } from './attributes';
import { code, makeObject, referenceTo, type SampleObject, type Series } from './objects';
import { phantomSamples } from './phantom';

const ENHANCED_MR_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.4.1';
const PIXELS = 64;
const SPACING_MM = 3.5;
const SLICES_MM = 4;

const FRAME_TYPE: Attributes = {
  PixelPresentation: 'MONOCHROME',
  VolumetricProperties: 'VOLUME',
  VolumeBasedCalculationTechnique: 'NONE',
  ComplexImageComponent: 'MAGNITUDE',
  AcquisitionContrast: 'T2',
};

/** A multi-frame MR object with functional groups (PS3.3 §A.36), whose frames refer to the localizer. */
export function enhancedMR(series: Series, localizer: SampleObject, frames: number): SampleObject {
  const organization = series.study.newUid();
  return makeObject(series, ENHANCED_MR_IMAGE_STORAGE, {
    ...imageModules(series, frames),
    ...PULSE_SEQUENCE,
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: organization }],
    DimensionIndexSequence: [dimension(organization, 0x00209056), dimension(organization, 0x00209057)],
    ReferencedImageEvidenceSequence: [evidence(localizer)],
    SharedFunctionalGroupsSequence: [sharedGroups(localizer)],
    PerFrameFunctionalGroupsSequence: Array.from({ length: frames }, (_, index) =>
      frameGroups(series, index),
    ),
    PixelData: volume(series, frames),
  });
}

/** Both dimensions are attributes of the Frame Content functional group. */
function dimension(organization: string, pointer: number): Attributes {
  const frameContent = 0x00209111;
  return {
    DimensionOrganizationUID: organization,
    DimensionIndexPointer: pointer,
    FunctionalGroupPointer: frameContent,
  };
}

function volume(series: Series, frames: number): readonly number[] {
  return Array.from({ length: frames }, (_, index) => {
    const phantom = { rows: PIXELS, columns: PIXELS, maximum: 2200, position: (index + 0.5) / frames };
    return phantomSamples(phantom, series.study.random);
  }).flat();
}

function imageModules(series: Series, frames: number): Attributes {
  const { date, time, frameOfReference } = series.study;
  return {
    ...FRAME_TYPE,
    ImageType: ['ORIGINAL', 'PRIMARY', 'T2', 'NONE'],
    InstanceNumber: 1,
    ContentDate: date,
    ContentTime: time,
    AcquisitionDateTime: `${date}${time}.250000`,
    AcquisitionDuration: 35.4,
    FrameOfReferenceUID: frameOfReference,
    PositionReferenceIndicator: '',
    NumberOfFrames: frames,
    AcquisitionContextSequence: [],
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
    PresentationLUTShape: 'IDENTITY',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: PIXELS,
    Columns: PIXELS,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
  };
}

const PULSE_SEQUENCE: Attributes = {
  ResonantNucleus: '1H',
  KSpaceFiltering: 'NONE',
  MagneticFieldStrength: 3,
  ApplicableSafetyStandardAgency: 'IEC',
  ContentQualification: 'PRODUCT',
  PulseSequenceName: '*epfid2d1_64',
  MRAcquisitionType: '2D',
  EchoPulseSequence: 'SPIN',
  MultipleSpinEcho: 'YES',
  MultiPlanarExcitation: 'NO',
  PhaseContrast: 'NO',
  TimeOfFlightContrast: 'NO',
  SteadyStatePulseSequence: 'NONE',
  EchoPlanarPulseSequence: 'NO',
  SaturationRecovery: 'NO',
  SpectrallySelectedSuppression: 'NONE',
  OversamplingPhase: 'NONE',
  GeometryOfKSpaceTraversal: 'RECTILINEAR',
  SegmentedKSpaceTraversal: 'SINGLE',
  RectilinearPhaseEncodeReordering: 'LINEAR',
  NumberOfKSpaceTrajectories: 1,
  PatientPosition: 'HFS',
  BodyPartExamined: 'BRAIN',
};

function evidence(object: SampleObject): Attributes {
  return {
    StudyInstanceUID: object.series.study.uid,
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: object.series.uid,
        ReferencedSOPSequence: [
          { ...referenceTo(object), PurposeOfReferenceCodeSequence: code('121311', 'DCM', 'Localizer') },
        ],
      },
    ],
  };
}

function sharedGroups(localizer: SampleObject): Attributes {
  return {
    ReferencedImageSequence: [
      { ...referenceTo(localizer), PurposeOfReferenceCodeSequence: code('121311', 'DCM', 'Localizer') },
    ],
    PixelMeasuresSequence: [
      { PixelSpacing: [SPACING_MM, SPACING_MM], SliceThickness: SLICES_MM, SpacingBetweenSlices: SLICES_MM },
    ],
    PlaneOrientationSequence: [{ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] }],
    FrameAnatomySequence: [
      { FrameLaterality: 'U', AnatomicRegionSequence: code('12738006', 'SCT', 'Brain') },
    ],
    PixelValueTransformationSequence: [{ RescaleIntercept: 0, RescaleSlope: 1, RescaleType: 'US' }],
    FrameVOILUTSequence: [{ WindowCenter: 1100, WindowWidth: 2200 }],
    MRImageFrameTypeSequence: [{ ...FRAME_TYPE, FrameType: ['ORIGINAL', 'PRIMARY', 'T2', 'NONE'] }],
    ...sharedAcquisition(),
  };
}

function sharedAcquisition(): Attributes {
  return {
    MRTimingAndRelatedParametersSequence: [
      {
        RepetitionTime: 6000,
        FlipAngle: 150,
        EchoTrainLength: 15,
        RFEchoTrainLength: 15,
        GradientEchoTrainLength: 0,
        SpecificAbsorptionRateSequence: [
          { SpecificAbsorptionRateDefinition: 'IEC_WHOLE_BODY', SpecificAbsorptionRateValue: 0.02 },
        ],
        GradientOutputType: 'DB_DT',
        GradientOutput: 1.5,
        OperatingModeSequence: [{ OperatingModeType: 'GRADIENT', OperatingMode: 'IEC_NORMAL' }],
      },
    ],
    MRFOVGeometrySequence: [
      {
        InPlanePhaseEncodingDirection: 'ROW',
        MRAcquisitionFrequencyEncodingSteps: PIXELS,
        MRAcquisitionPhaseEncodingStepsInPlane: PIXELS,
        PercentSampling: 100,
        PercentPhaseFieldOfView: 100,
      },
    ],
    MREchoSequence: [{ EffectiveEchoTime: 99 }],
    MRModifierSequence: [
      {
        InversionRecovery: 'NO',
        FlowCompensation: 'NONE',
        Spoiling: 'NONE',
        T2Preparation: 'NO',
        SpectrallySelectedExcitation: 'NONE',
        SpatialPresaturation: 'NONE',
        PartialFourier: 'NO',
        ParallelAcquisition: 'NO',
      },
    ],
    MRImagingModifierSequence: [
      {
        MagnetizationTransfer: 'NONE',
        BloodSignalNulling: 'NO',
        Tagging: 'NONE',
        TransmitterFrequency: 123.26,
        PixelBandwidth: 300,
      },
    ],
    MRReceiveCoilSequence: [
      {
        ReceiveCoilName: 'Head_32',
        ReceiveCoilManufacturerName: 'ACME Imaging',
        ReceiveCoilType: 'VOLUME',
        QuadratureReceiveCoil: 'NO',
      },
    ],
    MRTransmitCoilSequence: [
      { TransmitCoilName: 'Body', TransmitCoilManufacturerName: 'ACME Imaging', TransmitCoilType: 'BODY' },
    ],
    MRAveragesSequence: [{ NumberOfAverages: 1 }],
  };
}

function frameGroups(series: Series, index: number): Attributes {
  const half = (-PIXELS * SPACING_MM) / 2;
  const acquired = `${series.study.date}${series.study.time}.${String(250000 + index * 1000)}`;
  return {
    FrameContentSequence: [
      {
        FrameAcquisitionNumber: 1,
        FrameReferenceDateTime: acquired,
        FrameAcquisitionDateTime: acquired,
        FrameAcquisitionDuration: 2.2,
        StackID: '1',
        InStackPositionNumber: index + 1,
        DimensionIndexValues: [1, index + 1],
      },
    ],
    PlanePositionSequence: [{ ImagePositionPatient: [half, half, index * SLICES_MM] }],
  };
}
