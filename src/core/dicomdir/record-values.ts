import { TAG } from '../dicom/tags';
import { isText, VR } from '../dicom/vr';
import { ByteArena } from '../splice/byte-arena';
import { finishElement, writeTextElement } from '../splice/element-writer';
import { rowOf, siblingOf, valueText } from '../splice/rows';
import {
  ElementCopier,
  everyItem,
  explicit,
  finishItem,
  type RowFilter,
  type ScannedFile,
} from './element-copy';
import { KEY, RECORD_KEYS, type RecordKey, type RecordType } from './record-keys';

/** Makes up the value of a key of Type 1 that the file lacks; '' leaves it empty. */
export type MakeUp = (key: RecordKey) => string;

/** The keys of one record, encoded in Explicit VR Little Endian, and how many of their values were made up. */
export interface RecordValues {
  readonly bytes: Uint8Array;
  readonly madeUp: number;
}

/** Code Sequence Macro (PS3.3 Table 8.8-1). */
const UNKNOWN = [
  [0x00080100, VR.SH, '261665006'],
  [0x00080102, VR.SH, 'SCT'],
  [0x00080104, VR.LO, 'Unknown'],
] as const;
const CODE_SEQUENCES = new Set<number>([KEY.ConceptNameCodeSequence, KEY.ProcedureTypeCodeSequence]);

/** Takes the keys of records from scanned files; one for all files. */
export class RecordValueReader {
  private readonly arena = new ByteArena();
  private readonly copier = new ElementCopier(this.arena);
  private madeUp = 0;

  /** The keys of a record of this type with the file's values; Specific Character Set where one of them needs it. */
  read(file: ScannedFile, type: RecordType, makeUp: MakeUp): RecordValues {
    this.arena.clear();
    this.madeUp = 0;
    this.copier.extended = 'none';
    for (const key of RECORD_KEYS[type]) this.copyKey(file, key, makeUp);
    const keys = this.arena.used;
    if (this.copier.extended !== 'none') this.copyCharacterSet(file);
    const { bytes, used } = this.arena;
    return {
      bytes: Buffer.concat([bytes.subarray(keys, used), bytes.subarray(0, keys)]),
      madeUp: this.madeUp,
    };
  }

  private copyKey(file: ScannedFile, key: RecordKey, makeUp: MakeUp): void {
    if (key.tag === KEY.VerificationDateTime) return this.copyVerification(file);
    const row = rowOf(file.table, file.layout, key.tag);
    const keepItem = itemFilter(file, key.tag);
    if (row < 0 || !hasValue(file, row, key.vr, keepItem)) this.writeInstead(key, makeUp);
    else if (key.vr === VR.DA || key.vr === VR.TM)
      this.writeText(key, valueText(file.window, file.table, row));
    else this.copier.copy(file, row, key.vr, keepItem);
  }

  /** Of a code that is missing: that it is unknown, in the standard's own words (SNOMED CT 261665006). */
  private writeUnknownCode(tag: number): void {
    const start = this.arena.used;
    for (const [element, vr, text] of UNKNOWN) writeTextElement(this.arena, explicit(element, vr), text);
    finishItem(this.arena, start);
    finishElement(this.arena, explicit(tag, VR.SQ), start);
    this.madeUp++;
  }

  /** In today's form: before 1993 dates had dots and times colons (PS3.5 §6.2). */
  private writeText({ tag, vr }: RecordKey, text: string): void {
    const modern = vr === VR.DA ? modernDate(text) : vr === VR.TM ? modernTime(text) : text;
    writeTextElement(this.arena, explicit(tag, vr), modern);
  }

  private writeInstead(key: RecordKey, makeUp: MakeUp): void {
    if (key.type === '1C') return;
    if (key.type === '1' && CODE_SEQUENCES.has(key.tag)) return this.writeUnknownCode(key.tag);
    const text = key.type === '1' ? makeUp(key) : '';
    if (text !== '') this.madeUp++;
    this.writeText(key, text);
  }

  /** The last of the verifications that the document bears (PS3.3 §F.5.25). */
  private copyVerification({ window, table, layout }: ScannedFile): void {
    const sequence = rowOf(table, layout, KEY.VerifyingObserverSequence);
    let last = '';
    for (let row = sequence + 1; sequence >= 0 && row < table.next[sequence]!; row++) {
      const inItem = table.parent[table.parent[row]!] === sequence;
      if (inItem && table.tag[row] === KEY.VerificationDateTime)
        last = [last, valueText(window, table, row)].sort()[1]!;
    }
    if (last !== '') writeTextElement(this.arena, explicit(KEY.VerificationDateTime, VR.DT), last);
  }

  /** The file's own; of text without one what readers take it for. */
  private copyCharacterSet(file: ScannedFile): void {
    const row = rowOf(file.table, file.layout, TAG.SpecificCharacterSet);
    const declared = row >= 0 && valueText(file.window, file.table, row) !== '';
    if (declared) return this.copier.copy(file, row, VR.CS, everyItem);
    const taken = this.copier.extended === 'utf-8' ? 'ISO_IR 192' : 'ISO_IR 100';
    writeTextElement(this.arena, explicit(TAG.SpecificCharacterSet, VR.CS), taken);
  }
}

function modernDate(text: string): string {
  return /^\d{4}\.\d{2}\.\d{2}$/.test(text) ? text.replaceAll('.', '') : text;
}

function modernTime(text: string): string {
  return /^\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?$/.test(text) ? text.replaceAll(':', '') : text;
}

function hasValue({ window, table }: ScannedFile, row: number, vr: number, keepItem: RowFilter): boolean {
  if (isText(vr)) return valueText(window, table, row) !== '';
  if (vr !== VR.SQ) return table.valueLength(row) > 0;
  for (let item = row + 1; item < table.next[row]!; item = table.next[item]!) if (keepItem(item)) return true;
  return false;
}

/** Of a document's content, records hold the modifiers of its title only (PS3.3 §F.5.25). */
function itemFilter({ window, table }: ScannedFile, tag: number): RowFilter {
  if (tag !== KEY.ContentSequence) return everyItem;
  return (item) => {
    if (table.next[item]! === item + 1) return false;
    const row = siblingOf(table, item + 1, KEY.RelationshipType);
    return row >= 0 && valueText(window, table, row) === 'HAS CONCEPT MOD';
  };
}
