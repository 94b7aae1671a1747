import { createDecoder } from '../dicom/charset';
import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { trimPadding } from '../dicom/padding';
import { groupOf, TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import type { PatientIdentity } from '../mapping/model';
import { valueBytes } from '../splice/rows';

/**
 * Everything by which a file is told apart, and what is risky about it, stands in groups up to this one; the survey reads
 * no further, because contours and functional groups behind it are what makes headers long.
 */
export const LAST_GROUP = 0x2fff;

/** Attributes by which a file is told apart, and the VR in which each is decoded. */
const IDENTIFYING = [
  [TAG.SpecificCharacterSet, VR.CS],
  [TAG.StudyDate, VR.DA],
  [TAG.AccessionNumber, VR.SH],
  [TAG.Modality, VR.CS],
  [TAG.StudyDescription, VR.LO],
  [TAG.PatientName, VR.PN],
  [TAG.PatientID, VR.LO],
  [TAG.IssuerOfPatientID, VR.LO],
  [TAG.PatientBirthDate, VR.DA],
  [TAG.StudyInstanceUID, VR.UI],
  [TAG.SeriesInstanceUID, VR.UI],
] as const;

const IDENTIFYING_TAGS = Uint32Array.from(IDENTIFYING, ([tag]) => tag);

/** 1 for the last bytes that identifying tags have: spares most elements the search. */
const MAY_IDENTIFY = new Uint8Array(0x100);
for (const tag of IDENTIFYING_TAGS) MAY_IDENTIFY[tag & 0xff] = 1;

/** The series that a file belongs to, with what is known of its study and patient. */
export interface SeriesIdentity {
  readonly patient: PatientIdentity;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly studyDate: string;
  readonly accessionNumber: string;
  readonly studyDescription: string;
  readonly modality: string;
}

/**
 * Tells to which series a scanned file belongs. Files of a series follow each other, so that comparing the raw values
 * with those of the file before mostly spares decoding them.
 */
export class SeriesIdentifier {
  /** Rows of the identifying attributes in the file at hand, -1 for those that it lacks. */
  private readonly rows = new Int32Array(IDENTIFYING.length);
  /** Their values in the file before. */
  private values: readonly Buffer[] = [];
  private topFolder = '';
  private last: SeriesIdentity | undefined;

  /**
   * @param topFolder absolute path of the top-level folder, which stands for the patient when the file names none
   * @returns the same object as for the file before, when all values are the same
   */
  identify(window: HeaderWindow, table: ElementTable, layout: FileLayout, topFolder: string): SeriesIdentity {
    findRows(table, layout, this.rows);
    if (this.last && topFolder === this.topFolder && this.areSame(window, table)) return this.last;
    this.values = Array.from(this.rows, (row) =>
      row < 0 ? ABSENT : Buffer.from(valueBytes(window, table, row)),
    );
    this.topFolder = topFolder;
    this.last = decodeIdentity(this.values, topFolder);
    return this.last;
  }

  private areSame(window: HeaderWindow, table: ElementTable): boolean {
    for (let position = 0; position < this.rows.length; position++) {
      if (!isValue(window, table, this.rows[position]!, this.values[position]!)) return false;
    }
    return true;
  }
}

const ABSENT = Buffer.alloc(0);

/** The first top-level row of each identifying attribute, up to LAST_GROUP. */
function findRows(table: ElementTable, layout: FileLayout, rows: Int32Array): void {
  rows.fill(-1);
  for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!) {
    const tag = table.tag[row]!;
    if (groupOf(tag) > LAST_GROUP) break;
    if (MAY_IDENTIFY[tag & 0xff] === 0) continue;
    const position = IDENTIFYING_TAGS.indexOf(tag);
    if (position >= 0 && rows[position] === -1) rows[position] = row;
  }
}

function isValue(window: HeaderWindow, table: ElementTable, row: number, value: Buffer): boolean {
  if (row < 0) return value === ABSENT;
  const held = table.held[row]!;
  const length = held < 0 ? 0 : table.valueLength(row);
  if (value === ABSENT || length !== value.length) return false;
  for (let at = 0; at < length; at++) if (window.bytes[held + at] !== value[at]) return false;
  return true;
}

function decodeIdentity(values: readonly Buffer[], topFolder: string): SeriesIdentity {
  const decode = createDecoder(trimPadding(values[0]!.toString('latin1')));
  const text = (tag: number): string => {
    const position = IDENTIFYING_TAGS.indexOf(tag);
    return trimPadding(decode(values[position]!, IDENTIFYING[position]![1]));
  };
  return {
    patient: patientOf(text, topFolder),
    studyInstanceUid: text(TAG.StudyInstanceUID),
    seriesInstanceUid: text(TAG.SeriesInstanceUID),
    studyDate: text(TAG.StudyDate),
    accessionNumber: text(TAG.AccessionNumber),
    studyDescription: text(TAG.StudyDescription),
    modality: text(TAG.Modality),
  };
}

function patientOf(text: (tag: number) => string, topFolder: string): PatientIdentity {
  const patientId = text(TAG.PatientID);
  const name = text(TAG.PatientName);
  const known = {
    patientId,
    issuer: text(TAG.IssuerOfPatientID),
    name,
    birthDate: text(TAG.PatientBirthDate),
  };
  if (patientId !== '') return { ...known, kind: 'id', folder: '' };
  if (name !== '') return { ...known, kind: 'name', folder: '' };
  return { ...known, kind: 'folder', folder: topFolder };
}
