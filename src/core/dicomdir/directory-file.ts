import { PREAMBLE } from '../dicom/file-layout';
import { TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import { ByteArena } from '../splice/byte-arena';
import { writeHeader, writeTextElement } from '../splice/element-writer';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME } from '../splice/rewrite-planner';
import { valueText } from '../splice/rows';
import type { DirectoryRecord } from './directory-records';
import { explicit, type ScannedFile } from './element-copy';

/** Media Storage Directory Storage (PS3.6 Annex A). */
export const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';
const EXPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** Tags of the Basic Directory IOD (PS3.3 §F.3). */
export const DIRECTORY_TAG = {
  FileSetID: 0x00041130,
  FirstRootRecord: 0x00041200,
  LastRootRecord: 0x00041202,
  FileSetConsistencyFlag: 0x00041212,
  DirectoryRecordSequence: 0x00041220,
  NextRecord: 0x00041400,
  RecordInUseFlag: 0x00041410,
  LowerLevelEntity: 0x00041420,
  DirectoryRecordType: 0x00041430,
} as const;

/** No known inconsistencies (PS3.3 Table F.3-2); the record is in use (Table F.3-3); there is no such record. */
const CONSISTENT = 0;
const IN_USE = 0xffff;
const NONE = 0;

/** Lengths of the elements that every record has: three of fixed length, and the header of its type. */
const UL_LENGTH = 12;
const US_LENGTH = 10;
const SHORT_HEADER = 8;
const ITEM_HEADER = 8;
const RECORD_LENGTH = ITEM_HEADER + UL_LENGTH + US_LENGTH + UL_LENGTH + SHORT_HEADER;

/** The bytes of a directory come in pieces of about this size. */
const PIECE = 64 * 1024;

/** What names a File-set (PS3.10 §8.1; PS3.3 Table F.3-2). */
export interface FileSetNames {
  /** At most 16 characters of A-Z, 0-9 and underscore. */
  readonly id: string;
  /** The Media Storage SOP Instance UID of the DICOMDIR. */
  readonly uid: string;
}

/** The bytes of a DICOMDIR (PS3.3 Annex F, PS3.10 §8.6), piece by piece; a piece is valid until the next one is asked for. */
export function* directoryBytes(
  names: FileSetNames,
  records: readonly DirectoryRecord[],
): Generator<Uint8Array> {
  const writer = new DirectoryWriter();
  writer.begin(names, records);
  yield* writer.records(records);
  yield writer.take();
}

class DirectoryWriter {
  private readonly arena = new ByteArena();
  /** Bytes of the file before those in the arena. */
  private taken = 0;

  take(): Uint8Array {
    const { bytes, used } = this.arena;
    this.taken += used;
    this.arena.clear();
    return bytes.subarray(0, used);
  }

  begin({ id, uid }: FileSetNames, records: readonly DirectoryRecord[]): void {
    const { arena } = this;
    arena.zeros(PREAMBLE);
    arena.latin1('DICM');
    this.writeMeta(uid);
    writeTextElement(arena, explicit(DIRECTORY_TAG.FileSetID, VR.CS), id);
    const first = arena.used + UL_LENGTH + UL_LENGTH + US_LENGTH + 12;
    const last = records.at(-1);
    const length = lengthOfAll(records);
    this.writeUL(DIRECTORY_TAG.FirstRootRecord, last ? first : NONE);
    this.writeUL(DIRECTORY_TAG.LastRootRecord, last ? first + length - lengthOfTree(last) : NONE);
    this.writeUS(DIRECTORY_TAG.FileSetConsistencyFlag, CONSISTENT);
    writeHeader(arena, explicit(DIRECTORY_TAG.DirectoryRecordSequence, VR.SQ), length);
  }

  /** The records of a Directory Entity, each followed by those below it. */
  *records(records: readonly DirectoryRecord[]): Generator<Uint8Array> {
    let at = this.taken + this.arena.used;
    for (const [index, record] of records.entries()) {
      const next = at + lengthOfTree(record);
      this.writeRecord(record, index === records.length - 1 ? NONE : next, at + lengthOf(record));
      if (this.arena.used >= PIECE) yield this.take();
      yield* this.records(record.lower);
      at = next;
    }
  }

  private writeRecord(record: DirectoryRecord, next: number, below: number): void {
    const { arena } = this;
    arena.tag(TAG.Item, false);
    arena.uint32(lengthOf(record) - ITEM_HEADER, false);
    this.writeUL(DIRECTORY_TAG.NextRecord, next);
    this.writeUS(DIRECTORY_TAG.RecordInUseFlag, IN_USE);
    this.writeUL(DIRECTORY_TAG.LowerLevelEntity, record.lower.length > 0 ? below : NONE);
    writeTextElement(arena, explicit(DIRECTORY_TAG.DirectoryRecordType, VR.CS), record.type);
    arena.copy(record.keys, 0, record.keys.length);
  }

  /** File Meta Information (PS3.10 §7.1). */
  private writeMeta(uid: string): void {
    const { arena } = this;
    const start = arena.used;
    this.writeUL(TAG.FileMetaInformationGroupLength, 0);
    const version = explicit(0x00020001, VR.OB);
    writeHeader(arena, version, 2);
    arena.uint16(0x0001, true);
    writeTextElement(arena, explicit(TAG.MediaStorageSOPClassUID, VR.UI), MEDIA_STORAGE_DIRECTORY);
    writeTextElement(arena, explicit(TAG.MediaStorageSOPInstanceUID, VR.UI), uid);
    writeTextElement(arena, explicit(TAG.TransferSyntaxUID, VR.UI), EXPLICIT_VR_LITTLE_ENDIAN);
    writeTextElement(arena, explicit(TAG.ImplementationClassUID, VR.UI), IMPLEMENTATION_CLASS_UID);
    writeTextElement(arena, explicit(TAG.ImplementationVersionName, VR.SH), IMPLEMENTATION_VERSION_NAME);
    const end = arena.used;
    arena.used = start;
    this.writeUL(TAG.FileMetaInformationGroupLength, end - start - UL_LENGTH);
    arena.used = end;
  }

  private writeUL(tag: number, value: number): void {
    writeHeader(this.arena, explicit(tag, VR.UL), 4);
    this.arena.uint32(value, false);
  }

  private writeUS(tag: number, value: number): void {
    writeHeader(this.arena, explicit(tag, VR.US), 2);
    this.arena.uint16(value, false);
  }
}

/** Bytes of a record, its Item header included. */
function lengthOf({ type, keys }: DirectoryRecord): number {
  return RECORD_LENGTH + type.length + (type.length % 2) + keys.length;
}

/** Bytes of a record and all below it. */
function lengthOfTree(record: DirectoryRecord): number {
  return lengthOf(record) + lengthOfAll(record.lower);
}

function lengthOfAll(records: readonly DirectoryRecord[]): number {
  return records.reduce((sum, record) => sum + lengthOfTree(record), 0);
}

/** Whether a file is a DICOMDIR that DicomAnon wrote for this project; its File Meta Information must have been scanned. */
export function isOwnDirectory({ window, table, layout }: ScannedFile, { id }: FileSetNames): boolean {
  const meta = new Map<number, string>();
  for (let row = 0; row < layout.dataSetRow; row++) meta.set(table.tag[row]!, valueText(window, table, row));
  if (meta.get(TAG.MediaStorageSOPClassUID) !== MEDIA_STORAGE_DIRECTORY) return false;
  if (meta.get(TAG.ImplementationClassUID) !== IMPLEMENTATION_CLASS_UID) return false;
  const arena = new ByteArena();
  writeTextElement(arena, explicit(DIRECTORY_TAG.FileSetID, VR.CS), id);
  const found = Buffer.alloc(arena.used);
  return (
    window.peek(layout.dataSet, found.length, found) && found.equals(arena.bytes.subarray(0, arena.used))
  );
}
