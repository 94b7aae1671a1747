import { createDecoder } from '../dicom/charset';
import type { ElementTable } from '../dicom/element-table';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { trimPadding } from '../dicom/padding';
import { TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import type { PatientIdentity } from '../mapping/model';
import { RememberedValues } from './remembered-values';

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

/** Tells to which series a scanned file belongs. */
export class SeriesIdentifier {
  private readonly raw = new RememberedValues(IDENTIFYING.map(([tag]) => ({ tag })));
  private topFolder = '';
  private last: SeriesIdentity | undefined;

  /**
   * @param topFolder absolute path of the top-level folder, which stands for the patient when the file names none
   * @returns the same object as for the file before, when all values are the same
   */
  identify(window: HeaderWindow, table: ElementTable, layout: FileLayout, topFolder: string): SeriesIdentity {
    const isSame = this.raw.take(window, table, layout) && topFolder === this.topFolder;
    if (this.last && isSame) return this.last;
    this.topFolder = topFolder;
    this.last = decodeIdentity(this.raw.values, topFolder);
    return this.last;
  }
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
