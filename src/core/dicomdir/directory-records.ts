import { TAG } from '../dicom/tags';
import { transferSyntaxOf } from '../dicom/file-layout';
import { VR } from '../dicom/vr';
import { ByteArena } from '../splice/byte-arena';
import { writeTextElement } from '../splice/element-writer';
import { rowOf } from '../splice/rows';
import { explicit, type ScannedFile } from './element-copy';
import { makeUpValue, textOf } from './made-up-values';
import { KEY, type RecordKey, type RecordType } from './record-keys';
import { type InstanceType, isRootLevel, recordTypeOf } from './record-types';
import { RecordValueReader } from './record-values';

/** A Directory Record (PS3.3 §F.3) without its place: what follows the Directory Record Type, and the records below it. */
export interface DirectoryRecord {
  readonly type: RecordType;
  readonly keys: Uint8Array;
  readonly lower: DirectoryRecord[];
}

/** Why a file can't be referred to: it has no File Meta Information, no UIDs, or a UID that was listed already. */
export type NotListed = 'no-meta' | 'no-uid' | 'listed-already';

/** Makes identifiers for objects that lack theirs, the same for the same text. */
export interface Identifiers {
  uid(text: string): string;
  /** A Study ID. */
  code(text: string): string;
}

/** Which instance a record refers to (PS3.3 Table F.3-3). */
interface Reference {
  readonly fileId: readonly string[];
  readonly sopClass: string;
  readonly sopInstance: string;
  readonly transferSyntax: string;
}

/** Says that a PRIVATE record is one of DicomAnon, which has no keys of its own (PS3.3 §F.6.1). */
const PRIVATE_RECORD_UID = '2.25.231907055582658245834894857371670187778';

/** Arranges instances as patients, studies and series; records stand in the order in which their first file came. */
export class DirectoryRecords {
  readonly root: DirectoryRecord[] = [];
  /** Instances that were added. */
  count = 0;
  /** Values of Type 1 that files lacked. */
  madeUp = 0;
  private readonly values = new RecordValueReader();
  private readonly arena = new ByteArena();
  private readonly known = new Map<string, DirectoryRecord>();
  private readonly instances = new Set<string>();

  constructor(private readonly identifiers: Identifiers) {}

  /**
   * Adds the record of an instance and those above it, as far as they are not there.
   * @param patientId stands for a Patient ID that the file lacks
   */
  add(file: ScannedFile, fileId: readonly string[], patientId: string): NotListed | 'listed' {
    const reference = referenceTo(file, fileId);
    if (typeof reference === 'string') return reference;
    if (this.instances.has(reference.sopInstance)) return 'listed-already';
    this.instances.add(reference.sopInstance);
    const type = recordTypeOf(reference.sopClass, rowOf(file.table, file.layout, KEY.Rows) >= 0);
    const siblings = isRootLevel(type) ? this.root : this.seriesOf(file, patientId).lower;
    siblings.push(this.instanceRecord(file, type, reference, siblings.length + 1));
    this.count++;
    return 'listed';
  }

  private seriesOf(file: ScannedFile, patientId: string): DirectoryRecord {
    const { identifiers } = this;
    const id = textOf(file, [KEY.PatientID]) ?? patientId;
    const patient = this.recordOf(this.root, 'PATIENT', id, file, () => id);
    const study = textOf(file, [KEY.StudyInstanceUID]) ?? identifiers.uid(`study of ${id}`);
    const studyRecord = this.recordOf(patient.lower, 'STUDY', `${id}\n${study}`, file, (key) => {
      if (key.tag === KEY.StudyInstanceUID) return study;
      return key.tag === KEY.StudyID ? identifiers.code(study) : makeUpValue(file, key);
    });
    const series = textOf(file, [KEY.SeriesInstanceUID]) ?? identifiers.uid(`series of ${study}`);
    const number = `${studyRecord.lower.length + 1}`;
    return this.recordOf(studyRecord.lower, 'SERIES', `${id}\n${study}\n${series}`, file, (key) => {
      if (key.tag === KEY.SeriesInstanceUID) return series;
      return key.tag === KEY.SeriesNumber ? number : makeUpValue(file, key);
    });
  }

  private recordOf(
    siblings: DirectoryRecord[],
    type: RecordType,
    name: string,
    file: ScannedFile,
    makeUp: (key: RecordKey) => string,
  ): DirectoryRecord {
    const known = this.known.get(name);
    if (known) return known;
    const record = { type, keys: this.read(file, type, makeUp), lower: [] };
    this.known.set(name, record);
    siblings.push(record);
    return record;
  }

  private instanceRecord(
    file: ScannedFile,
    type: InstanceType,
    reference: Reference,
    number: number,
  ): DirectoryRecord {
    const keys = this.read(file, type, (key) =>
      key.tag === KEY.InstanceNumber ? `${number}` : makeUpValue(file, key),
    );
    return { type, keys: Buffer.concat([this.referenceElements(type, reference), keys]), lower: [] };
  }

  private read(file: ScannedFile, type: RecordType, makeUp: (key: RecordKey) => string): Uint8Array {
    const { bytes, madeUp } = this.values.read(file, type, makeUp);
    this.madeUp += madeUp;
    return bytes;
  }

  private referenceElements(type: InstanceType, reference: Reference): Uint8Array {
    const { arena } = this;
    arena.clear();
    if (type === 'PRIVATE') writeTextElement(arena, explicit(0x00041432, VR.UI), PRIVATE_RECORD_UID);
    writeTextElement(arena, explicit(0x00041500, VR.CS), reference.fileId.join('\\'));
    writeTextElement(arena, explicit(0x00041510, VR.UI), reference.sopClass);
    writeTextElement(arena, explicit(0x00041511, VR.UI), reference.sopInstance);
    writeTextElement(arena, explicit(0x00041512, VR.UI), reference.transferSyntax);
    return arena.bytes.subarray(0, arena.used);
  }
}

function referenceTo(file: ScannedFile, fileId: readonly string[]): Reference | NotListed {
  const transferSyntax = transferSyntaxOf(file.window, file.table);
  if (!file.layout.hasPreamble || transferSyntax === '') return 'no-meta';
  const sopClass = textOf(file, [TAG.SOPClassUID]);
  const sopInstance = textOf(file, [TAG.SOPInstanceUID]);
  if (sopClass === undefined || sopInstance === undefined) return 'no-uid';
  return { fileId, sopClass, sopInstance, transferSyntax };
}
