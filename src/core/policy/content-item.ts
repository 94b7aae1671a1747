import { ROW } from '../dicom/element-table';
import { childOf, type ScannedFile, textOf } from './scanned-file';

/** Value Type and Concept Name of a Content Item (PS3.3 §C.17.3, §10.2). */
const VALUE_TYPE = 0x0040a040;
const CONCEPT_NAME = 0x0040a043;
/** Code Value, Long Code Value and URN Code Value (PS3.3 §8.1, §8.2): one of them holds the code. */
const CODES = [0x00080100, 0x00080119, 0x00080120] as const;
const CODING_SCHEME = 0x00080102;

/** Attributes that hold the value of a Content Item, by its Value Type (PS3.3 Table C.17.3-2, C.18, Table 10-2). */
const CONTENT_VALUES: ReadonlySet<number> = new Set([
  0x0040a120, // DateTime
  0x0040a121, // Date
  0x0040a122, // Time
  0x0040a123, // PersonName
  0x0040a124, // UID
  0x0040a160, // TextValue
  0x0040a161, // FloatingPointValue
  0x0040a162, // RationalNumeratorValue
  0x0040a163, // RationalDenominatorValue
  0x0040a30a, // NumericValue
  0x0040a300, // MeasuredValueSequence
  0x0040a168, // ConceptCodeSequence
  0x00081199, // ReferencedSOPSequence
  0x00700022, // GraphicData
  0x30060024, // ReferencedFrameOfReferenceUID
  0x0040a132, // ReferencedSamplePositions
  0x0040a138, // ReferencedTimeOffsets
  0x0040a13a, // ReferencedDateTime
]);

/** Whether an attribute holds the value of a Content Item. */
export function isContentValue(tag: number): boolean {
  return CONTENT_VALUES.has(tag);
}

/** What a Content Item says of its value. */
export interface Concept {
  readonly code: string;
  readonly scheme: string;
  readonly valueType: string;
}

/** Whether a concept is the wanted one; '' as the wanted `valueType` means any. */
export function isOf(wanted: Concept, concept: Concept | undefined): boolean {
  return (
    concept !== undefined &&
    concept.code === wanted.code &&
    concept.scheme === wanted.scheme &&
    (wanted.valueType === '' || concept.valueType === wanted.valueType)
  );
}

/**
 * The concepts of the Content Items that elements belong to: the Item itself, or the Item or data set around the
 * element; for one file at a time. Undefined where there is none: what has no Concept Name is no Content Item.
 */
export class Concepts {
  private file: ScannedFile | undefined;
  private readonly known = new Map<number, Concept | undefined>();

  at(file: ScannedFile, row: number): Concept | undefined {
    if (this.file !== file) this.known.clear();
    this.file = file;
    const item = itemAt(file, row);
    const known = this.known.get(item);
    if (known !== undefined || this.known.has(item)) return known;
    const concept = conceptOf(file, item);
    this.known.set(item, concept);
    return concept;
  }
}

function itemAt({ table }: ScannedFile, row: number): number {
  return table.flags[row]! & ROW.item ? row : table.parent[row]!;
}

function conceptOf(file: ScannedFile, item: number): Concept | undefined {
  const { table } = file;
  const name = childOf(file, item, CONCEPT_NAME);
  const first = name + 1;
  if (name < 0 || first >= table.next[name]!) return undefined;
  const code = CODES.map((tag) => childOf(file, first, tag)).find((child) => child >= 0);
  return {
    code: textOf(file, code ?? -1),
    scheme: textOf(file, childOf(file, first, CODING_SCHEME)),
    valueType: textOf(file, childOf(file, item, VALUE_TYPE)),
  };
}
