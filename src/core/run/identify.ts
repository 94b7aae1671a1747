import { createDecoder } from '../dicom/charset';
import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
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

const POSITION = new Map<number, number>(IDENTIFYING.map(([tag], position) => [tag, position]));

/** Series that are remembered; files come in folder order, so that the last few are enough. */
const REMEMBERED = 1024;

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
 * Tells to which series a scanned file belongs. Text is decoded once for files that follow each other in a series.
 */
export class SeriesIdentifier {
  private readonly known = new Map<string, SeriesIdentity>();

  /**
   * @param topFolder absolute path of the top-level folder, which stands for the patient when the file names none
   * @returns the same object for files with the same values, as long as it is remembered
   */
  identify(window: HeaderWindow, table: ElementTable, layout: FileLayout, topFolder: string): SeriesIdentity {
    const values = rawValues(window, table, layout);
    const key = values.map((value) => value.toString('latin1')).join('\0\0') + '\0\0' + topFolder;
    const known = this.known.get(key);
    if (known) return known;
    if (this.known.size === REMEMBERED) this.known.clear();
    const identity = decodeIdentity(values, topFolder);
    this.known.set(key, identity);
    return identity;
  }
}

const ABSENT = Buffer.alloc(0);

/** The first top-level value of each identifying attribute, up to LAST_GROUP. */
function rawValues(window: HeaderWindow, table: ElementTable, layout: FileLayout): readonly Buffer[] {
  const values = new Array<Buffer>(IDENTIFYING.length).fill(ABSENT);
  for (let row = layout.dataSetRow; row < table.count; row = table.next[row]!) {
    const tag = table.tag[row]!;
    if (groupOf(tag) > LAST_GROUP) break;
    const position = POSITION.get(tag);
    if (position !== undefined && values[position] === ABSENT)
      values[position] = valueBytes(window, table, row);
  }
  return values;
}

function decodeIdentity(values: readonly Buffer[], topFolder: string): SeriesIdentity {
  const decode = createDecoder(trim(values[0]!.toString('latin1')));
  const text = (tag: number): string => {
    const position = POSITION.get(tag)!;
    return trim(decode(values[position]!, IDENTIFYING[position]![1]));
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

/** Padding is not significant (PS3.5 §6.2). */
function trim(text: string): string {
  return text.replace(/^[\0 ]+|[\0 ]+$/g, '');
}
