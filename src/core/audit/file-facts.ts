import { type ElementTable, ROW } from '../dicom/element-table';
import { isPixelData, TAG } from '../dicom/tags';
import { isClassUidAttribute } from '../dicom/uid-attributes';
import { VR } from '../dicom/vr';
import { rowOf, valueText } from '../splice/rows';
import { pathOfRow } from './element-place';
import type { AuditedFile } from './piece-leaks';

const REFERENCED_SOP_INSTANCE_UID = 0x00081155;
const METHOD_CODE_SEQUENCE = 0x00120064;
const CODE_VALUE = 0x00080100;
const REGISTERED = /^1\.2\.840\.10008(?:\.|$)/;

/** A UID, and the attribute in which it stands. */
export interface PlacedUid {
  readonly uid: string;
  readonly path: string;
}

/** What a file says about itself that can be checked against the rest. */
export interface FileFacts {
  readonly sopInstanceUid: string;
  /** (0002,0003); undefined where the file has no File Meta Information. */
  readonly mediaStorageSopInstanceUid: string | undefined;
  readonly studyInstanceUid: string;
  readonly patientId: string;
  readonly patientName: string;
  /** (0012,0062), (0012,0063), (0028,0303), and the codes of (0012,0064). */
  readonly identityRemoved: string;
  readonly method: readonly string[];
  readonly dates: string;
  readonly methodCodes: readonly string[];
  readonly references: readonly PlacedUid[];
  /** UIDs of instances that are neither registered nor DicomAnon's. */
  readonly foreignUids: readonly PlacedUid[];
  /** Bytes of Pixel Data, -1 when there is none. */
  readonly pixelLength: number;
}

/** Reads them from a scanned file. */
export function factsOf(file: AuditedFile): FileFacts {
  const { window, table, layout } = file;
  const text = (tag: number): string => {
    const row = rowOf(table, layout, tag);
    return row < 0 ? '' : valueText(window, table, row);
  };
  const media = metaRow(file, TAG.MediaStorageSOPInstanceUID);
  return {
    sopInstanceUid: text(TAG.SOPInstanceUID),
    mediaStorageSopInstanceUid: media < 0 ? undefined : valueText(window, table, media),
    studyInstanceUid: text(TAG.StudyInstanceUID),
    patientId: text(TAG.PatientID),
    patientName: text(TAG.PatientName),
    identityRemoved: text(TAG.PatientIdentityRemoved),
    method: text(TAG.DeidentificationMethod).split('\\'),
    dates: text(TAG.LongitudinalTemporalInformationModified),
    methodCodes: methodCodes(file),
    references: uidsWhere(file, (row) => table.tag[row] === REFERENCED_SOP_INSTANCE_UID),
    foreignUids: uidsWhere(file, (row) => isInstanceUid(table, row)).filter(({ uid }) => isForeign(uid)),
    pixelLength: pixelLengthOf(file),
  };
}

/** A UID of DicomAnon: `2.25.` and a UUID of version 8 (PS3.5 §B.2). */
export function isOwnUid(uid: string): boolean {
  const number = /^2\.25\.(\d{1,39})$/.exec(uid)?.[1];
  if (number === undefined) return false;
  const uuid = BigInt(number);
  return ((uuid >> 76n) & 0xfn) === 8n && ((uuid >> 62n) & 3n) === 2n;
}

function isForeign(uid: string): boolean {
  return !REGISTERED.test(uid) && !isOwnUid(uid);
}

function isInstanceUid(table: ElementTable, row: number): boolean {
  return table.vr[row] === VR.UI && !isClassUidAttribute(table.tag[row]!);
}

/** The UIDs of a file that are mapped: all that are neither registered nor of a class, at every depth, each once. */
export function instanceUidsOf(file: AuditedFile): readonly string[] {
  const uids = uidsWhere(file, (row) => isInstanceUid(file.table, row)).map(({ uid }) => uid);
  return [...new Set(uids)].filter((uid) => !REGISTERED.test(uid));
}

/** Bytes of Pixel Data, -1 when there is none. */
export function pixelLengthOf(file: AuditedFile): number {
  const pixels = topRow(file, isPixelData);
  return pixels < 0 ? -1 : file.table.valueLength(pixels);
}

function uidsWhere({ window, table }: AuditedFile, isMeant: (row: number) => boolean): readonly PlacedUid[] {
  const uids: PlacedUid[] = [];
  for (let row = 0; row < table.count; row++) {
    if ((table.flags[row]! & (ROW.item | ROW.sequence)) !== 0 || !isMeant(row)) continue;
    for (const value of valueText(window, table, row).split('\\')) {
      const uid = value.replace(/[\0 ]+$/, '');
      if (uid !== '') uids.push({ uid, path: pathOfRow(table, row) });
    }
  }
  return uids;
}

function methodCodes({ window, table, layout }: AuditedFile): readonly string[] {
  const sequence = rowOf(table, layout, METHOD_CODE_SEQUENCE);
  if (sequence < 0) return [];
  const codes: string[] = [];
  for (let row = sequence; row < table.next[sequence]!; row++)
    if (table.tag[row] === CODE_VALUE) codes.push(valueText(window, table, row));
  return codes;
}

function metaRow({ table, layout }: AuditedFile, tag: number): number {
  for (let row = 0; row < layout.dataSetRow; row++) if (table.tag[row] === tag) return row;
  return -1;
}

function topRow({ table, layout }: AuditedFile, isMeant: (tag: number) => boolean): number {
  for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!)
    if (isMeant(table.tag[row]!)) return row;
  return -1;
}
