import type { Attributes } from './attributes';
import { CT_GRID, ctPhantom, ctPosition } from './ct';
import { makeObject, referenceTo, type SampleObject, type Series } from './objects';
import { discRadius, phantomSamples } from './phantom';

const RT_STRUCTURE_SET_STORAGE = '1.2.840.10008.5.1.4.1.1.481.3';
const RT_PLAN_STORAGE = '1.2.840.10008.5.1.4.1.1.481.5';
const RT_DOSE_STORAGE = '1.2.840.10008.5.1.4.1.1.481.2';
const RT_STUDY_COMPONENT = '1.2.840.10008.3.1.2.3.2';
const CONTOUR_POINTS = 24;
const DOSE_GRID = { rows: 16, columns: 16, spacing: 20, frames: 8, scaling: 0.001 } as const;

/** A structure set whose contours follow the disc of the CT slices and name each of them (PS3.3 §A.19). */
export function structureSet(series: Series, images: readonly SampleObject[]): SampleObject {
  const { date, time, frameOfReference } = series.study;
  return makeObject(series, RT_STRUCTURE_SET_STORAGE, {
    InstanceNumber: 1,
    StructureSetLabel: 'Thorax',
    StructureSetName: 'Planning contours',
    StructureSetDate: date,
    StructureSetTime: time,
    FrameOfReferenceUID: frameOfReference,
    PositionReferenceIndicator: '',
    ReferencedFrameOfReferenceSequence: [referencedFrame(series, images)],
    StructureSetROISequence: [
      {
        ROINumber: 1,
        ReferencedFrameOfReferenceUID: frameOfReference,
        ROIName: 'GTV',
        ROIGenerationAlgorithm: 'MANUAL',
      },
    ],
    ROIContourSequence: [
      { ROIDisplayColor: [255, 0, 0], ReferencedROINumber: 1, ContourSequence: images.map(contour) },
    ],
    RTROIObservationsSequence: [
      {
        ObservationNumber: 1,
        ReferencedROINumber: 1,
        RTROIInterpretedType: 'GTV',
        ROIInterpreter: 'Contour^Carla',
      },
    ],
    ApprovalStatus: 'APPROVED',
    ReviewDate: date,
    ReviewTime: time,
    ReviewerName: 'Approver^Anton',
  });
}

/** A plan of one beam for the structure set, PS3.3 §A.20. */
export function plan(series: Series, structures: SampleObject): SampleObject {
  const { date, time, frameOfReference } = series.study;
  return makeObject(series, RT_PLAN_STORAGE, {
    InstanceNumber: 1,
    RTPlanLabel: 'P1',
    RTPlanName: 'Thorax 1 beam',
    RTPlanDate: date,
    RTPlanTime: time,
    RTPlanGeometry: 'PATIENT',
    FrameOfReferenceUID: frameOfReference,
    PositionReferenceIndicator: '',
    FractionGroupSequence: [
      {
        FractionGroupNumber: 1,
        NumberOfFractionsPlanned: 30,
        NumberOfBeams: 1,
        NumberOfBrachyApplicationSetups: 0,
        ReferencedBeamSequence: [{ ReferencedBeamNumber: 1, BeamMeterset: 116.5 }],
      },
    ],
    BeamSequence: [beam()],
    PatientSetupSequence: [{ PatientSetupNumber: 1, PatientPosition: 'HFS' }],
    ReferencedStructureSetSequence: [referenceTo(structures)],
    ApprovalStatus: 'UNAPPROVED',
  });
}

/** The dose of the plan on a coarse grid, PS3.3 §A.18. */
export function dose(series: Series, planned: SampleObject): SampleObject {
  const { rows, columns, spacing, frames, scaling } = DOSE_GRID;
  return makeObject(series, RT_DOSE_STORAGE, {
    InstanceNumber: 1,
    ContentDate: series.study.date,
    ContentTime: series.study.time,
    FrameOfReferenceUID: series.study.frameOfReference,
    PositionReferenceIndicator: '',
    ImagePositionPatient: ctPosition(0),
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [spacing, spacing],
    SliceThickness: '',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: frames,
    FrameIncrementPointer: 0x3004000c,
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    DoseUnits: 'GY',
    DoseType: 'PHYSICAL',
    DoseSummationType: 'PLAN',
    GridFrameOffsetVector: Array.from({ length: frames }, (_, index) => index * CT_GRID.slices),
    DoseGridScaling: scaling,
    ReferencedRTPlanSequence: [referenceTo(planned)],
    PixelData: doseSamples(series),
  });
}

function doseSamples(series: Series): readonly number[] {
  const { rows, columns, frames } = DOSE_GRID;
  return Array.from({ length: frames }, (_, index) =>
    phantomSamples({ rows, columns, maximum: 60000, position: (index + 0.5) / frames }, series.study.random),
  ).flat();
}

function referencedFrame(series: Series, images: readonly SampleObject[]): Attributes {
  const imageSeries = images[0]?.series ?? series;
  return {
    FrameOfReferenceUID: series.study.frameOfReference,
    RTReferencedStudySequence: [
      {
        ReferencedSOPClassUID: RT_STUDY_COMPONENT,
        ReferencedSOPInstanceUID: series.study.uid,
        RTReferencedSeriesSequence: [
          { SeriesInstanceUID: imageSeries.uid, ContourImageSequence: images.map(referenceTo) },
        ],
      },
    ],
  };
}

function contour(image: SampleObject, index: number, images: readonly SampleObject[]): Attributes {
  const radius = discRadius(ctPhantom(index, images.length)) * CT_GRID.spacing;
  const [, , z = 0] = ctPosition(index);
  const points = Array.from({ length: CONTOUR_POINTS }, (_, point) => {
    const angle = (2 * Math.PI * point) / CONTOUR_POINTS;
    return [radius * Math.cos(angle), radius * Math.sin(angle), z].map((each) => each.toFixed(2));
  });
  return {
    ContourImageSequence: [referenceTo(image)],
    ContourGeometricType: 'CLOSED_PLANAR',
    NumberOfContourPoints: CONTOUR_POINTS,
    ContourNumber: index + 1,
    ContourData: points.flat(),
  };
}

function beam(): Attributes {
  return {
    BeamNumber: 1,
    BeamName: 'AP',
    BeamType: 'STATIC',
    RadiationType: 'PHOTON',
    Manufacturer: 'Raywise',
    InstitutionName: 'St. Elsewhere University Hospital',
    TreatmentMachineName: 'LINAC-2',
    DeviceSerialNumber: '9999',
    PrimaryDosimeterUnit: 'MU',
    SourceAxisDistance: 1000,
    TreatmentDeliveryType: 'TREATMENT',
    NumberOfWedges: 0,
    NumberOfCompensators: 0,
    NumberOfBoli: 0,
    NumberOfBlocks: 0,
    FinalCumulativeMetersetWeight: 1,
    NumberOfControlPoints: 2,
    ReferencedPatientSetupNumber: 1,
    BeamLimitingDeviceSequence: ['X', 'Y'].map((type) => ({
      RTBeamLimitingDeviceType: type,
      NumberOfLeafJawPairs: 1,
    })),
    PrimaryFluenceModeSequence: [{ FluenceMode: 'STANDARD' }],
    ControlPointSequence: [firstControlPoint(), { ControlPointIndex: 1, CumulativeMetersetWeight: 1 }],
  };
}

function firstControlPoint(): Attributes {
  return {
    ControlPointIndex: 0,
    NominalBeamEnergy: 6,
    BeamLimitingDevicePositionSequence: ['X', 'Y'].map((type) => ({
      RTBeamLimitingDeviceType: type,
      LeafJawPositions: [-50, 50],
    })),
    GantryAngle: 0,
    GantryRotationDirection: 'NONE',
    BeamLimitingDeviceAngle: 0,
    BeamLimitingDeviceRotationDirection: 'NONE',
    PatientSupportAngle: 0,
    PatientSupportRotationDirection: 'NONE',
    TableTopEccentricAngle: 0,
    TableTopEccentricRotationDirection: 'NONE',
    TableTopVerticalPosition: '',
    TableTopLongitudinalPosition: '',
    TableTopLateralPosition: '',
    IsocenterPosition: [0, 0, 30],
    CumulativeMetersetWeight: 0,
  };
}
