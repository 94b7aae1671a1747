/** Directory Record Types by SOP Class (PS3.3 2026c Table F.4-1 and §F.5; the UIDs are those of PS3.6 Annex A). */

/** The record types that refer to instances, below SERIES; PRIVATE is for classes that have none of their own. */
export type SeriesLevelType =
  | 'IMAGE'
  | 'RT DOSE'
  | 'RT STRUCTURE SET'
  | 'RT PLAN'
  | 'RT TREAT RECORD'
  | 'PRESENTATION'
  | 'WAVEFORM'
  | 'SR DOCUMENT'
  | 'KEY OBJECT DOC'
  | 'SPECTROSCOPY'
  | 'RAW DATA'
  | 'REGISTRATION'
  | 'FIDUCIAL'
  | 'ENCAP DOC'
  | 'VALUE MAP'
  | 'STEREOMETRIC'
  | 'PLAN'
  | 'MEASUREMENT'
  | 'SURFACE'
  | 'SURFACE SCAN'
  | 'TRACT'
  | 'ASSESSMENT'
  | 'RADIOTHERAPY'
  | 'ANNOTATION'
  | 'PRIVATE';

/** The record types that refer to instances of no patient, in the Root Directory Entity. */
export type RootLevelType =
  'HANGING PROTOCOL' | 'PALETTE' | 'IMPLANT' | 'IMPLANT ASSY' | 'IMPLANT GROUP' | 'INVENTORY';

export type InstanceType = SeriesLevelType | RootLevelType;

const DICOM = '1.2.840.10008.';
const STORAGE = '1.2.840.10008.5.1.4.1.1.';
const RT_INSTRUCTIONS = '1.2.840.10008.5.1.4.34.';

const ROOT_LEVEL: ReadonlyMap<string, RootLevelType> = new Map([
  ['1.2.840.10008.5.1.4.38.1', 'HANGING PROTOCOL'],
  ['1.2.840.10008.5.1.4.39.1', 'PALETTE'],
  ['1.2.840.10008.5.1.4.43.1', 'IMPLANT'],
  ['1.2.840.10008.5.1.4.44.1', 'IMPLANT ASSY'],
  ['1.2.840.10008.5.1.4.45.1', 'IMPLANT GROUP'],
  [`${STORAGE}201.1`, 'INVENTORY'],
]);

/**
 * What follows 1.2.840.10008.5.1.4.1.1. in the UIDs of the classes of each type; a last dot stands for all below. The
 * first that fits decides.
 */
const STORAGE_CLASSES: readonly (readonly [SeriesLevelType, readonly string[]])[] = [
  ['SPECTROSCOPY', ['4.2']],
  ['PRESENTATION', ['11.', '131', '9.100.']],
  ['WAVEFORM', ['9.']],
  ['RAW DATA', ['66']],
  ['REGISTRATION', ['66.1', '66.3']],
  ['FIDUCIAL', ['66.2']],
  ['SURFACE', ['66.5']],
  ['TRACT', ['66.6']],
  ['VALUE MAP', ['67']],
  ['SURFACE SCAN', ['68.']],
  ['STEREOMETRIC', ['77.1.5.3']],
  ['SR DOCUMENT', ['78.6', '79.1']],
  ['MEASUREMENT', ['78.', '80.1']],
  ['KEY OBJECT DOC', ['88.59']],
  ['SR DOCUMENT', ['88.']],
  ['ASSESSMENT', ['90.1']],
  ['ANNOTATION', ['91.1']],
  ['ENCAP DOC', ['104.']],
  ['RT DOSE', ['481.2']],
  ['RT STRUCTURE SET', ['481.3']],
  ['RT TREAT RECORD', ['481.4', '481.6', '481.7', '481.9']],
  ['RT PLAN', ['481.5', '481.8']],
  ['IMAGE', ['481.1', '481.23', '481.24']],
  ['RADIOTHERAPY', ['481.']],
  ['IMAGE', ['1', '1.', '2', '2.', '3.', '4', '4.', '5', '6', '6.', '7', '7.']],
  ['IMAGE', ['12.', '13.', '14.', '20', '30', '66.4', '66.7', '77.', '81.1', '82.1', '128', '128.1', '130']],
];

/** RT Beams and RT Brachy Application Setup Delivery Instruction (PS3.3 §F.5.40). */
const PLAN_CLASSES = new Set([`${RT_INSTRUCTIONS}7`, `${RT_INSTRUCTIONS}10`]);

/**
 * The type of the record for an instance of a SOP Class. Classes of the standard that are not listed, such as those of
 * later editions, are images when they have pixels; without pixels, and for private classes, the record is PRIVATE.
 */
export function recordTypeOf(sopClass: string, hasPixels: boolean): InstanceType {
  const rootLevel = ROOT_LEVEL.get(sopClass);
  if (rootLevel) return rootLevel;
  if (PLAN_CLASSES.has(sopClass)) return 'PLAN';
  const listed = sopClass.startsWith(STORAGE) ? storageType(sopClass.slice(STORAGE.length)) : undefined;
  if (listed) return listed;
  return hasPixels && sopClass.startsWith(DICOM) ? 'IMAGE' : 'PRIVATE';
}

function storageType(end: string): SeriesLevelType | undefined {
  return STORAGE_CLASSES.find(([, classes]) =>
    classes.some((one) => (one.endsWith('.') ? end.startsWith(one) : end === one)),
  )?.[0];
}

/** Whether records of this type stand in the Root Directory Entity, not below a patient. */
export function isRootLevel(type: InstanceType): type is RootLevelType {
  return [...ROOT_LEVEL.values()].some((each) => each === type);
}
