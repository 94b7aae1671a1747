/**
 * UIDs of two kinds stand in UI attributes: those of things that happened (an instance, a study, a frame of
 * reference, a device), which point back to the patient, and those of kinds of things (a SOP Class, an encoding, a
 * vocabulary), which say how to read the data. The second kind stays as it is even where it is not registered by
 * DICOM, as a vendor's private SOP Class: a file with another one could not be read any more.
 */

/** UI attributes of one kind that keep their UIDs, and why. */
export interface ClassUidGroup {
  readonly reason: string;
  readonly attributes: Readonly<Record<string, number>>;
}

/**
 * Every UI attribute of PS3.6 2026c and PS3.7 Annex E whose UIDs never change. None of them has action U in
 * PS3.15 2026c Table E.1-1. What remains changes, with or without a row there: people, organisations and systems
 * also have UIDs (InstanceCreatorUID, ContextGroupExtensionCreatorUID, PrivateInformationCreatorUID, DeviceUID,
 * RetrieveLocationUID), and ManufacturerDeviceClassUID has action U. SelectorUIValue and UID hold the value of any
 * other attribute, so they change like instance UIDs: a SOP Class in them is mostly a registered one, and stays.
 */
export const CLASS_UID_GROUPS: readonly ClassUidGroup[] = [
  {
    reason: 'SOP Classes: what the object is (PS3.4, PS3.6 Annex A)',
    attributes: {
      AffectedSOPClassUID: 0x00000002,
      RequestedSOPClassUID: 0x00000003,
      MediaStorageSOPClassUID: 0x00020002,
      RTVCommunicationSOPClassUID: 0x00020032,
      ReferencedSOPClassUIDInFile: 0x00041510,
      ReferencedRelatedGeneralSOPClassUIDInFile: 0x0004151a,
      SOPClassUID: 0x00080016,
      RelatedGeneralSOPClassUID: 0x0008001a,
      OriginalSpecializedSOPClassUID: 0x0008001b,
      SOPClassesInStudy: 0x00080062,
      ReferencedSOPClassUID: 0x00081150,
      SOPClassesSupported: 0x0008115a,
      PertinentSOPClassesInStudy: 0x30100052,
      PertinentSOPClassesInSeries: 0x30100053,
    },
  },
  {
    reason: 'Transfer Syntaxes: how the object is encoded (PS3.5 §10)',
    attributes: {
      TransferSyntaxUID: 0x00020010,
      ReferencedTransferSyntaxUIDInFile: 0x00041512,
      StoredInstanceTransferSyntaxUID: 0x0008040e,
      AvailableTransferSyntaxUID: 0x00083002,
      FlowTransferSyntaxUID: 0x00340003,
      MACCalculationTransferSyntaxUID: 0x04000010,
      EncryptedContentTransferSyntaxUID: 0x04000510,
    },
  },
  {
    reason: 'Vocabularies: what a code means (PS3.3 §8, PS3.16)',
    attributes: {
      CodingSchemeUID: 0x0008010c,
      ContextUID: 0x00080117,
      MappingResourceUID: 0x00080118,
    },
  },
  {
    reason: 'Products and private formats: which program wrote it, and how to interpret it',
    attributes: {
      /** The same for all files of a program; readers know its peculiarities by it (PS3.7 D.3.3.2). */
      ImplementationClassUID: 0x00020012,
      /** The type of a private directory record (PS3.3 F.3.2.2). */
      PrivateRecordUID: 0x00041432,
      /** The format of Raw Data, so that no program misreads another's (PS3.3 C.19.1). */
      CreatorVersionUID: 0x00089123,
    },
  },
];

const CLASS_UID_TAGS = Uint32Array.from(
  CLASS_UID_GROUPS.flatMap((group) => Object.values(group.attributes)),
).sort();

/**
 * Whether `tag` is a UI attribute whose UIDs name a kind of thing and so never change; for every other tag false.
 * Allocates nothing.
 */
export function isClassUidAttribute(tag: number): boolean {
  let low = 0;
  let high = CLASS_UID_TAGS.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const candidate = CLASS_UID_TAGS[middle]!;
    if (candidate === tag) return true;
    if (candidate < tag) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
