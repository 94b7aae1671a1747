import type { ElementTable } from '../dicom/element-table';
import { DicomError } from '../dicom/errors';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { isPrivate, TAG } from '../dicom/tags';
import { DicomFileReader } from '../io/dicom-file-reader';
import { isTemporaryName } from '../io/temporary';
import type { Outcome } from '../record/outcome';
import { rowOf, valueText } from '../splice/rows';
import { LAST_GROUP, SeriesIdentifier, type SeriesIdentity } from './identify';
import { RISK } from './work';

/** Most headers are shorter; a longer one takes a second read. */
const FIRST_READ = 16 * 1024;

const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';
const ENCAPSULATED = '1.2.840.10008.5.1.4.1.1.104.';
const STRUCTURED_REPORTS = '1.2.840.10008.5.1.4.1.1.88.';
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
/** Modalities whose images often show text: ultrasound, endoscopy, photographs, screens, films, documents. */
const SHOWING_TEXT = new Set(['US', 'IVUS', 'ES', 'XC', 'OT', 'SC', 'HC', 'DOC', 'GM']);

/** What the survey says of one file. */
export type SurveyedFile =
  | { readonly size: number; readonly outcome: Outcome }
  | { readonly size: number; readonly series: SeriesIdentity; readonly risks: number };

/** Also of a directory whose records can't be read: its File Meta Information says what it is. */
const DICOMDIR: Outcome = { kind: 'skipped', reason: 'dicomdir' };

/** Looks at files, headers only: whether each is DICOM, whose it is, and what to be careful about. */
export class FileSurveyor {
  private readonly reader = new DicomFileReader(FIRST_READ);
  private readonly identifier = new SeriesIdentifier();

  /** Never throws for a bad file: that is an outcome. */
  survey(path: string, name: string, topFolder: string): SurveyedFile {
    if (isTemporaryName(name)) return { size: 0, outcome: { kind: 'skipped', reason: 'temporary' } };
    try {
      return this.look(path, topFolder);
    } catch (error) {
      const { window, table } = this.reader;
      const size = error instanceof DicomError ? window.size : 0;
      if (size > 0 && isDicomdir(window, table)) return { size, outcome: DICOMDIR };
      return { size, outcome: outcomeOf(error, size) };
    }
  }

  private look(path: string, topFolder: string): SurveyedFile {
    const { source, layout } = this.reader.open(path, { lastGroup: LAST_GROUP });
    try {
      const { window, table } = this.reader;
      if (isDicomdir(window, table)) return { size: source.size, outcome: DICOMDIR };
      const series = this.identifier.identify(window, table, layout, topFolder);
      return { size: source.size, series, risks: risksOf(window, table, layout, series) };
    } finally {
      source.close();
    }
  }
}

/** The outcome of a file that can't be opened or read as DICOM. */
export function outcomeOf(error: unknown, size: number): Outcome {
  if (error instanceof DicomError) {
    if (error.fault !== 'not-dicom') return { kind: 'failed', reason: error.fault, detail: error.message };
    return { kind: 'skipped', reason: size === 0 ? 'empty' : 'not-dicom' };
  }
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  return { kind: 'failed', reason: 'unreadable', detail: code };
}

/** Whether the scanned file is a directory of a medium (PS3.10 §8). */
export function isDicomdir(window: HeaderWindow, table: ElementTable): boolean {
  for (let row = 0; row < table.count && table.tag[row]! < 0x00030000; row++) {
    if (table.tag[row] === TAG.MediaStorageSOPClassUID)
      return valueText(window, table, row) === MEDIA_STORAGE_DIRECTORY;
  }
  return false;
}

function risksOf(
  window: HeaderWindow,
  table: ElementTable,
  layout: FileLayout,
  series: SeriesIdentity,
): number {
  const text = (tag: number): string => {
    const row = rowOf(table, layout, tag);
    return row < 0 ? '' : valueText(window, table, row);
  };
  const sopClass = text(TAG.SOPClassUID);
  let risks = 0;
  if (mayShowText(text(TAG.BurnedInAnnotation), sopClass, series.modality)) risks |= RISK.burnedIn;
  if (sopClass.startsWith(ENCAPSULATED)) risks |= RISK.encapsulatedDocument;
  if (sopClass.startsWith(STRUCTURED_REPORTS)) risks |= RISK.structuredReport;
  if (series.patient.patientId === '') risks |= RISK.noPatientId;
  if (hasPrivate(table)) risks |= RISK.privateAttributes;
  return risks;
}

function mayShowText(burnedIn: string, sopClass: string, modality: string): boolean {
  if (burnedIn !== '') return burnedIn === 'YES';
  const capture = sopClass === SECONDARY_CAPTURE || sopClass.startsWith(`${SECONDARY_CAPTURE}.`);
  return capture || SHOWING_TEXT.has(modality);
}

function hasPrivate(table: ElementTable): boolean {
  for (let row = 0; row < table.count; row++) if (isPrivate(table.tag[row]!)) return true;
  return false;
}
