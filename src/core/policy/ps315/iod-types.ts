/**
 * The Types (PS3.5 §7.4) of the attributes for which PS3.15 Table E.1-1 has compound codes: the strictest Type that a
 * module or macro of PS3.3 gives them where the object stays without them otherwise, and where that is.
 */
export interface IodType {
  readonly type: '1' | '1C' | '2' | '2C' | '3';
  /** Module or macro of PS3.3 that gives it. */
  readonly where: string;
}

type TypeEntry = readonly [tag: number, type: IodType['type'], where: string];

const ENTRIES: readonly TypeEntry[] = [
  [0x00080012, '1', 'Radiotherapy Common Instance'], // InstanceCreationDate
  [0x00080013, '1', 'Radiotherapy Common Instance'], // InstanceCreationTime
  [0x00080021, '1', 'PET Series'], // SeriesDate
  [0x00080022, '2', 'PET Image'], // AcquisitionDate
  [0x00080023, '1', 'Multi-frame Functional Groups'], // ContentDate
  [0x0008002a, '1', 'Enhanced XA/XRF Image'], // AcquisitionDateTime
  [0x00080031, '1', 'PET Series'], // SeriesTime
  [0x00080032, '2', 'PET Image'], // AcquisitionTime
  [0x00080033, '1', 'Multi-frame Functional Groups'], // ContentTime
  [0x00080080, '2', 'Identified Person or Device'], // InstitutionName
  [0x00080082, '2', 'Identified Person or Device'], // InstitutionCodeSequence
  [0x00081010, '2C', 'Identified Person or Device'], // StationName
  [0x00081070, '2', 'RT Image'], // OperatorsName
  [0x00081072, '3', 'General Series'], // OperatorIdentificationSequence
  [0x00081110, '3', 'General Study'], // ReferencedStudySequence
  [0x00081140, '1', 'Presentation State Relationship'], // ReferencedImageSequence
  [0x00082112, '1C', 'X-Ray 3D General Shared Acquisition'], // SourceImageSequence
  [0x00102203, '2C', 'Patient Study'], // PatientSexNeutered
  [0x00180010, '1C', 'X-Ray 3D General Shared Acquisition'], // ContrastBolusAgent
  [0x00181000, '1', 'Enhanced General Equipment'], // DeviceSerialNumber
  [0x00181030, '1C', 'General Contributing Sources'], // ProtocolName
  [0x00181400, '1C', 'X-Ray 3D Angiographic Image Contributing Sources'], // AcquisitionDeviceProcessingDescription
  [0x0018700a, '1', 'Breast Tomosynthesis Contributing Sources'], // DetectorID
  [0x0018700c, '1', 'Breast Tomosynthesis Contributing Sources'], // DateOfLastDetectorCalibration
  [0x0018700e, '1', 'Breast Tomosynthesis Contributing Sources'], // TimeOfLastDetectorCalibration
  [0x00189516, '1C', 'X-Ray 3D General Shared Acquisition'], // StartAcquisitionDateTime
  [0x00189517, '1C', 'X-Ray 3D General Shared Acquisition'], // EndAcquisitionDateTime
  [0x00321060, '2', 'SR Document General'], // RequestedProcedureDescription
  [0x00400555, '2', 'Acquisition Context'], // AcquisitionContextSequence
  [0x0040a032, '1C', 'Document Relationship'], // ObservationDateTime
  [0x00700084, '2', 'Content Identification'], // ContentCreatorName
  [0x22000002, '2', 'Slide Label'], // LabelText
  [0x22000005, '2', 'Slide Label'], // BarcodeValue
  [0x30080054, '2', 'RT Treatment Summary Record'], // FirstTreatmentDate
  [0x30080056, '2', 'RT Treatment Summary Record'], // MostRecentTreatmentDate
  [0x30080105, '2', 'RT Brachy Session Record'], // SourceSerialNumber
  [0x30080250, '2', 'RT General Treatment Record'], // TreatmentDate
  [0x30080251, '2', 'RT General Treatment Record'], // TreatmentTime
  [0x300a0006, '2', 'RT General Plan'], // RTPlanDate
  [0x300a0007, '2', 'RT General Plan'], // RTPlanTime
  [0x300a00b2, '2', 'RT Beams'], // TreatmentMachineName
  [0x300e0008, '2C', 'Approval'], // ReviewerName
  [0x30100056, '2', 'RT Physician Intent'], // RTTreatmentApproachLabel
  [0x30100077, '1', 'RT Physician Intent'], // TreatmentSite
];

const TYPES: ReadonlyMap<number, IodType> = new Map(
  ENTRIES.map(([tag, type, where]) => [tag, { type, where }]),
);

/** The Type of an attribute that has a compound code, undefined where it is not known. */
export function iodTypeOf(tag: number): IodType | undefined {
  return TYPES.get(tag);
}
