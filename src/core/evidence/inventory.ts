import { factsOf } from '../audit/file-facts';
import type { AuditedFile } from '../audit/piece-leaks';
import { TAG } from '../dicom/tags';
import { rowOf, valueText } from '../splice/rows';
import { type ConformanceCode, conformanceFaults } from './file-conformance';
import type { DeclaredMarks } from './declared-marks';
import { type MarkFigures } from './declared-marks';
import { modalityTerm } from './modalities';
import { sopClassName } from './sop-classes';
import { Tally, compareTexts, type Counted } from './tally';

/** What a DICOMDIR is (PS3.3 Annex F). */
const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';

/** How much there is of one kind of thing. */
export interface KindFigures {
  readonly name: string;
  readonly patients: number;
  readonly studies: number;
  readonly series: number;
  readonly instances: number;
  readonly bytes: number;
}

export interface SopClassFigures extends KindFigures {
  /** '' for classes that the standard does not list: a private one could say who made it up, and where. */
  readonly uid: string;
}

/** What the headers of the outputs say of themselves, in numbers. */
export interface InventoryFigures {
  readonly patients: number;
  readonly studies: number;
  readonly series: number;
  readonly instances: number;
  readonly directories: number;
  readonly bytes: number;
  /** Patients whom the mapping workbook does not know. */
  readonly patientsNotInWorkbook: number;
  readonly byModality: readonly KindFigures[];
  readonly bySopClass: readonly SopClassFigures[];
  readonly marks: MarkFigures;
  readonly faults: readonly Counted[];
  readonly faultlessFiles: number;
}

/** Adds up what the headers of files say. Memory grows with patients, studies and series, not with files. */
export class Inventory {
  /** Anonymised IDs that occur. */
  readonly patients = new Set<string>();
  private readonly total = new Kind();
  private readonly modalities = new Map<string, Kind>();
  private readonly classes = new Map<string, Kind>();
  private readonly faults = new Tally();
  private faultless = 0;
  private directories = 0;
  private directoryBytes = 0;

  constructor(private readonly marks: DeclaredMarks) {}

  /** Takes in one scanned file of `bytes` bytes. */
  add(file: AuditedFile, bytes: number): void {
    const isDirectory = mediaStorageClass(file) === MEDIA_STORAGE_DIRECTORY;
    this.addFaults(conformanceFaults(file, isDirectory));
    if (isDirectory) {
      this.directories++;
      this.directoryBytes += bytes;
      return;
    }
    const facts = factsOf(file);
    const { series, modality, sopClass } = seriesOf(file);
    const keys: Keys = { patient: facts.patientId, study: facts.studyInstanceUid, series };
    if (facts.patientId !== '') this.patients.add(facts.patientId);
    for (const kind of [this.total, kindOf(this.modalities, modality), kindOf(this.classes, sopClass)])
      kind.add(keys, bytes);
    this.marks.add(facts);
  }

  /** @param known anonymised IDs that the workbook has */
  figures(known: ReadonlySet<string>): InventoryFigures {
    const { patients, studies, series, instances, bytes } = this.total.figures('');
    return {
      ...{ patients, studies, series, instances, directories: this.directories },
      bytes: bytes + this.directoryBytes,
      patientsNotInWorkbook: [...this.patients].filter((id) => !known.has(id)).length,
      byModality: listed(this.modalities, (name, kind) => kind.figures(name)),
      bySopClass: listed(this.classes, (uid, kind) => classFigures(uid, kind)),
      marks: this.marks.figures(),
      faults: this.faults.list(),
      faultlessFiles: this.faultless,
    };
  }

  private addFaults(faults: readonly ConformanceCode[]): void {
    if (faults.length === 0) this.faultless++;
    for (const fault of faults) this.faults.add(fault);
  }
}

interface Keys {
  readonly patient: string;
  readonly study: string;
  readonly series: string;
}

class Kind {
  private readonly patients = new Set<string>();
  private readonly studies = new Set<string>();
  private readonly seriesUids = new Set<string>();
  private instances = 0;
  private bytes = 0;

  add({ patient, study, series }: Keys, bytes: number): void {
    if (patient !== '') this.patients.add(patient);
    if (study !== '') this.studies.add(study);
    if (series !== '') this.seriesUids.add(series);
    this.instances++;
    this.bytes += bytes;
  }

  figures(name: string): KindFigures {
    const { instances, bytes } = this;
    const [patients, studies, series] = [this.patients.size, this.studies.size, this.seriesUids.size];
    return { name, patients, studies, series, instances, bytes };
  }
}

function kindOf(kinds: Map<string, Kind>, name: string): Kind {
  const known = kinds.get(name) ?? new Kind();
  kinds.set(name, known);
  return known;
}

function listed<T extends KindFigures>(
  kinds: ReadonlyMap<string, Kind>,
  figures: (key: string, kind: Kind) => T,
): readonly T[] {
  return [...kinds]
    .map(([key, kind]) => figures(key, kind))
    .sort((a, b) => b.instances - a.instances || compareTexts(a.name, b.name));
}

function classFigures(uid: string, kind: Kind): SopClassFigures {
  return { ...kind.figures(sopClassName(uid) ?? 'not a Storage SOP Class of the standard'), uid };
}

function seriesOf(file: AuditedFile): Pick<Keys, 'series'> & { modality: string; sopClass: string } {
  const uid = textOf(file, TAG.SOPClassUID);
  return {
    series: textOf(file, TAG.SeriesInstanceUID),
    modality: modalityTerm(textOf(file, TAG.Modality)),
    sopClass: sopClassName(uid) === undefined ? '' : uid,
  };
}

function mediaStorageClass({ window, table, layout }: AuditedFile): string {
  for (let row = 0; row < layout.dataSetRow; row++)
    if (table.tag[row] === TAG.MediaStorageSOPClassUID) return valueText(window, table, row);
  return '';
}

function textOf({ window, table, layout }: AuditedFile, tag: number): string {
  const row = rowOf(table, layout, tag);
  return row < 0 ? '' : valueText(window, table, row);
}
