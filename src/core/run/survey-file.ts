import type { ElementTable } from '../dicom/element-table';
import { DicomError } from '../dicom/errors';
import type { FileLayout } from '../dicom/file-layout';
import type { HeaderWindow } from '../dicom/header-window';
import { isPrivate, TAG } from '../dicom/tags';
import { VR } from '../dicom/vr';
import { DicomFileReader } from '../io/dicom-file-reader';
import { isTemporaryName } from '../io/temporary';
import type { Outcome } from '../record/outcome';
import { valueText } from '../splice/rows';
import { SeriesIdentifier, type SeriesIdentity } from './identify';
import { LAST_GROUP } from './remembered-values';
import { type SeriesTraits, type SurveyedSeries, TraitReader } from './series-traits';
import { RISK } from './work';

/** Most headers are shorter; a longer one takes a second read. */
const FIRST_READ = 16 * 1024;

const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';
/** A long text that every scanner fills, with its own address. */
const INSTITUTION_ADDRESS = 0x00080081;

/** What the survey says of one file. */
export type SurveyedFile =
  | { readonly size: number; readonly outcome: Outcome }
  | { readonly size: number; readonly series: SurveyedSeries; readonly risks: number };

/** Also of a directory whose records can't be read: its File Meta Information says what it is. */
const DICOMDIR: Outcome = { kind: 'skipped', reason: 'dicomdir' };

/** Looks at files, headers only: whether each is DICOM, whose it is, and what to be careful about. */
export class FileSurveyor {
  private readonly reader = new DicomFileReader(FIRST_READ);
  private readonly identifier = new SeriesIdentifier();
  private readonly traitReader = new TraitReader();
  private identity: SeriesIdentity | undefined;
  private traits: SeriesTraits | undefined;
  private series: SurveyedSeries | undefined;

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
    } finally {
      this.reader.release();
    }
  }

  private look(path: string, topFolder: string): SurveyedFile {
    const { source, layout } = this.reader.open(path, { lastGroup: LAST_GROUP });
    try {
      const { window, table } = this.reader;
      if (isDicomdir(window, table)) return { size: source.size, outcome: DICOMDIR };
      const series = this.seriesOf(layout, topFolder);
      const withoutId = series.patient.patientId === '' ? RISK.noPatientId : 0;
      const risks = this.traits!.risks | risksOfElements(table) | withoutId;
      return { size: source.size, series, risks };
    } finally {
      source.close();
    }
  }

  /** The same object as for the file before, when nothing differs. */
  private seriesOf(layout: FileLayout, topFolder: string): SurveyedSeries {
    const { window, table } = this.reader;
    const identity = this.identifier.identify(window, table, layout, topFolder);
    const traits = this.traitReader.read(window, table, layout);
    if (this.series && identity === this.identity && traits === this.traits) return this.series;
    [this.identity, this.traits] = [identity, traits];
    this.series = { ...identity, sex: traits.sex, age: traits.age };
    return this.series;
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

/** Whether a scanned file is a DICOMDIR, as far as its File Meta Information was read. */
export function isDicomdir(window: HeaderWindow, table: ElementTable): boolean {
  for (let row = 0; row < table.count && table.tag[row]! < 0x00030000; row++) {
    if (table.tag[row] === TAG.MediaStorageSOPClassUID)
      return valueText(window, table, row) === MEDIA_STORAGE_DIRECTORY;
  }
  return false;
}

/** What elements tell by their tags and VRs alone. */
function risksOfElements(table: ElementTable): number {
  let risks = 0;
  for (let row = 0; row < table.count; row++) {
    const tag = table.tag[row]!;
    if (isPrivate(tag)) risks |= RISK.privateAttributes;
    else if (holdsSentences(table.vr[row]!) && table.valueLength(row) > 0 && tag !== INSTITUTION_ADDRESS)
      risks |= RISK.freeText;
  }
  return risks;
}

/** The VRs of longer texts, in which people write sentences. */
function holdsSentences(vr: number): boolean {
  return vr === VR.LT || vr === VR.ST || vr === VR.UT;
}
