/** Tags that reading and rewriting must know by number: group << 16 | element. */
export const TAG = {
  FileMetaInformationGroupLength: 0x00020000,
  MediaStorageSOPClassUID: 0x00020002,
  MediaStorageSOPInstanceUID: 0x00020003,
  TransferSyntaxUID: 0x00020010,
  ImplementationClassUID: 0x00020012,
  ImplementationVersionName: 0x00020013,
  SpecificCharacterSet: 0x00080005,
  ImageType: 0x00080008,
  SOPClassUID: 0x00080016,
  SOPInstanceUID: 0x00080018,
  StudyDate: 0x00080020,
  AccessionNumber: 0x00080050,
  Modality: 0x00080060,
  ConversionType: 0x00080064,
  CodeMeaning: 0x00080104,
  PrivateDataElementCharacteristicsSequence: 0x00080300,
  StudyDescription: 0x00081030,
  SeriesDescription: 0x0008103e,
  AnatomicRegionSequence: 0x00082218,
  PatientName: 0x00100010,
  PatientID: 0x00100020,
  IssuerOfPatientID: 0x00100021,
  PatientBirthDate: 0x00100030,
  PatientSex: 0x00100040,
  PatientAge: 0x00101010,
  PatientSize: 0x00101020,
  PatientWeight: 0x00101030,
  PregnancyStatus: 0x001021c0,
  PatientIdentityRemoved: 0x00120062,
  DeidentificationMethod: 0x00120063,
  DeidentificationMethodCodeSequence: 0x00120064,
  BodyPartExamined: 0x00180015,
  ProtocolName: 0x00181030,
  StudyInstanceUID: 0x0020000d,
  SeriesInstanceUID: 0x0020000e,
  StudyID: 0x00200010,
  BurnedInAnnotation: 0x00280301,
  RecognizableVisualFeatures: 0x00280302,
  LongitudinalTemporalInformationModified: 0x00280303,
  ContentSequence: 0x0040a730,
  EncapsulatedDocument: 0x00420011,
  FloatPixelData: 0x7fe00008,
  DoubleFloatPixelData: 0x7fe00009,
  PixelData: 0x7fe00010,
  DataSetTrailingPadding: 0xfffcfffc,
  Item: 0xfffee000,
  ItemDelimitationItem: 0xfffee00d,
  SequenceDelimitationItem: 0xfffee0dd,
} as const;

/** The group number of a tag. */
export function groupOf(tag: number): number {
  return tag >>> 16;
}

/** Whether a tag is private: an odd group (PS3.5 §7.8). */
export function isPrivate(tag: number): boolean {
  return (tag & 0x00010000) !== 0;
}

/** Whether a tag is a Group Length (gggg,0000) (PS3.5 §7.2). */
export function isGroupLength(tag: number): boolean {
  return (tag & 0xffff) === 0;
}

/** Whether a tag is Pixel Data in one of its three forms (PS3.3 C.7.6.3, C.7.6.24, C.7.6.25). */
export function isPixelData(tag: number): boolean {
  return tag === TAG.PixelData || tag === TAG.FloatPixelData || tag === TAG.DoubleFloatPixelData;
}
