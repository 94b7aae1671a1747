import { identityKey, type PatientIdentity } from '../mapping/model';
import { walkFolders } from '../io/walk';
import { byRisk, RISK_NAMES, type RiskCounts, type RiskName } from '../policy/risk-decisions';
import { decodeOutcome, PENDING } from '../record/outcome-code';
import { breathing } from './event-loop';
import { InFlight } from './in-flight';
import { type FolderEntry, Ledger } from './ledger';
import { RISK, type SurveyResult, type Workers } from './work';
import { cohortOf, smallGroupPatients } from './small-cohorts';
import type { SurveyedSeries } from './series-traits';

/** Files that a worker surveys in one go. */
const BATCH = 48;

export interface SurveyedStudy {
  readonly studyInstanceUid: string;
  readonly studyDate: string;
  readonly accessionNumber: string;
  readonly description: string;
  /** Where the values come from: the first batch of its files in natural order. */
  readonly place: readonly [number, number];
}

/** A patient as the survey found them. */
export interface SurveyedPatient {
  /** As the first file in natural order says. */
  identity: PatientIdentity;
  /** Where the first file is: folder and position. */
  first: readonly [number, number];
  /** Every spelling of the name and every birth date that the files have. */
  readonly names: Set<string>;
  readonly birthDates: Set<string>;
  readonly accessionNumbers: Set<string>;
  readonly studyDates: Set<string>;
  readonly studies: Map<string, SurveyedStudy>;
  /** The groups of patients that they belong to: modality, sex and age decade. */
  readonly cohorts: Set<string>;
  files: number;
}

/** Numbers of a survey, also while it goes on. */
export interface SurveyTotals {
  readonly found: number;
  /** Files that will be anonymised. */
  readonly dicom: number;
  readonly skipped: number;
  readonly failed: number;
  readonly patients: number;
  readonly studies: number;
  readonly series: number;
  /** Bytes of the DICOM files. */
  readonly bytes: number;
  /** Files by modality. */
  readonly modalities: Readonly<Record<string, number>>;
  /** Files by risk. */
  readonly risks: RiskCounts;
}

/** What is below a source folder. */
export interface Survey {
  readonly ledger: Ledger;
  /** In the order of their first file. */
  readonly patients: readonly SurveyedPatient[];
  readonly totals: SurveyTotals;
  /** It was cancelled and does not know everything. */
  readonly cancelled: boolean;
}

export interface SurveyOptions {
  readonly source: string;
  /** Folders that are not looked into: the destination. Absolute, links resolved. */
  readonly isExcluded: (path: string) => boolean;
  readonly workers: Workers;
  readonly onProgress?: (totals: () => SurveyTotals) => void;
  readonly signal?: AbortSignal;
}

/** Reads the header of every file below the source and says what is there. Writes nothing. */
export async function surveyFolder(options: SurveyOptions): Promise<Survey> {
  const { source, isExcluded, workers, signal } = options;
  const collector = new SurveyCollector(new Ledger(source));
  const inFlight = new InFlight(workers.capacity);
  const breathe = breathing();
  const cancel = (): void => workers.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    for (const walked of walkFolders(source, isExcluded)) {
      await breathe();
      if (signal?.aborted) break;
      await surveyFiles(collector.addFolder(collector.ledger.add(walked)), collector, inFlight, options);
    }
    await inFlight.drain();
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
  return collector.finish(signal?.aborted === true);
}

async function surveyFiles(
  folder: FolderEntry,
  collector: SurveyCollector,
  inFlight: InFlight,
  { workers, onProgress, signal }: SurveyOptions,
): Promise<void> {
  const { ledger } = collector;
  const [folderPath, topFolder, names] = [ledger.absolute(folder), ledger.topFolder(folder), folder.names()];
  for (const positions of chunks(ledger.pending(folder), BATCH)) {
    if (signal?.aborted) return;
    const batch = { folder: folderPath, topFolder, names: positions.map((position) => names[position]!) };
    await inFlight.start(async () => {
      collector.add(folder, positions, await workers.survey(batch));
      onProgress?.(() => collector.totals());
    });
  }
}

/** Slices of at most `length`. */
export function* chunks<T>(entries: readonly T[], length: number): Generator<readonly T[]> {
  for (let from = 0; from < entries.length; from += length) yield entries.slice(from, from + length);
}

/** PS3.5 §6.2: CS. */
const CODE_STRING = /^[A-Z0-9_ ]{1,16}$/;
/** The standard knows some 80, retired ones included (PS3.3 §C.7.3.1.1.1). */
const MOST_MODALITIES = 200;

/** Puts the results of batches, which come in any order, together. */
class SurveyCollector {
  private readonly patients: SurveyedPatient[] = [];
  private readonly patientIndex = new Map<string, number>();
  private readonly series = new Set<string>();
  private readonly modalities = new Map<string, number>();
  private readonly risks: Record<RiskName, number> = { ...byRisk(() => 0) };
  private studies = 0;
  private counts = { found: 0, dicom: 0, skipped: 0, failed: 0, bytes: 0 };

  constructor(readonly ledger: Ledger) {}

  /** Counts the entries of a folder that need no look: links, and the folder itself when it can't be read. */
  addFolder(folder: FolderEntry): FolderEntry {
    this.counts.found += folder.count;
    for (const code of folder.outcomes) this.count(code);
    return folder;
  }

  add(folder: FolderEntry, positions: readonly number[], result: SurveyResult): void {
    const indexes = result.series.map((series) => this.addSeries(series, [folder.index, positions[0]!]));
    positions.forEach((position, at) => {
      folder.sizes[position] = result.sizes[at]!;
      folder.outcomes[position] = result.outcomes[at]!;
      const series = result.seriesOf[at]!;
      if (series < 0) this.count(result.outcomes[at]!);
      else this.addFile(folder, position, indexes[series]!, result.series[series]!, result.risks[at]!);
    });
    for (const [at, detail] of result.details) this.ledger.remark(folder.index, positions[at]!, { detail });
  }

  totals(): SurveyTotals {
    return {
      ...this.counts,
      patients: this.patients.length,
      studies: this.studies,
      series: this.series.size,
      modalities: Object.fromEntries(this.modalities),
      risks: { ...this.risks },
    };
  }

  /** Renumbers the patients by their first file: which worker was faster must not decide who is number one. */
  finish(cancelled: boolean): Survey {
    const order = this.patients.map((_, index) => index);
    order.sort((a, b) => comparePlaces(this.patients[a]!.first, this.patients[b]!.first));
    const rank = new Int32Array(order.length);
    order.forEach((index, place) => (rank[index] = place));
    for (const folder of this.ledger.folders) {
      folder.patientOf.forEach((index, at) => {
        if (index >= 0) folder.patientOf[at] = rank[index]!;
      });
    }
    const patients = order.map((index) => this.patients[index]!);
    if (!cancelled) this.flagSmallGroups(patients);
    return { ledger: this.ledger, patients, totals: this.totals(), cancelled };
  }

  /** Only who knows all patients knows which groups are small. */
  private flagSmallGroups(patients: readonly SurveyedPatient[]): void {
    const isSmall = smallGroupPatients(patients);
    for (const { patientOf, risks } of this.ledger.folders) {
      patientOf.forEach((patient, at) => {
        if (patient < 0 || !isSmall[patient]) return;
        risks[at]! |= RISK.smallCohort;
        this.risks.smallCohort++;
      });
    }
  }

  private count(code: number): void {
    if (code === PENDING) return;
    const kind = decodeOutcome(code)?.kind;
    if (kind === 'skipped') this.counts.skipped++;
    if (kind === 'failed') this.counts.failed++;
  }

  private addFile(
    folder: FolderEntry,
    position: number,
    index: number,
    series: SurveyedSeries,
    risks: number,
  ): void {
    const patient = this.patients[index]!;
    folder.patientOf[position] = index;
    folder.risks[position] = risks;
    patient.files++;
    if (comparePlaces([folder.index, position], patient.first) <= 0) {
      patient.first = [folder.index, position];
      patient.identity = series.patient;
    }
    this.counts.dicom++;
    this.counts.bytes += folder.sizes[position]!;
    const modality = this.modalityOf(series);
    this.modalities.set(modality, (this.modalities.get(modality) ?? 0) + 1);
    for (const name of RISK_NAMES) if (risks & RISK[name]) this.risks[name]++;
  }

  /** Files can say anything: what is no code string, and more kinds than there can be, is not repeated to anybody. */
  private modalityOf({ modality }: SurveyedSeries): string {
    if (modality === '') return 'none';
    const isPlain = CODE_STRING.test(modality) && this.modalities.size < MOST_MODALITIES;
    return isPlain || this.modalities.has(modality) ? modality : 'other';
  }

  private addSeries(series: SurveyedSeries, place: readonly [number, number]): number {
    this.series.add(series.seriesInstanceUid);
    const index = this.addPatient(series.patient, place);
    const patient = this.patients[index]!;
    patient.names.add(series.patient.name);
    patient.birthDates.add(series.patient.birthDate);
    patient.accessionNumbers.add(series.accessionNumber);
    patient.studyDates.add(series.studyDate);
    patient.cohorts.add(cohortOf(series));
    this.addStudy(patient, series, place);
    return index;
  }

  private addStudy(patient: SurveyedPatient, series: SurveyedSeries, place: readonly [number, number]): void {
    const { studyInstanceUid, studyDate, accessionNumber, studyDescription: description } = series;
    const known = patient.studies.get(studyInstanceUid);
    if (!known) this.studies++;
    if (known && comparePlaces(known.place, place) <= 0) return;
    patient.studies.set(studyInstanceUid, {
      studyInstanceUid,
      studyDate,
      accessionNumber,
      description,
      place,
    });
  }

  private addPatient(identity: PatientIdentity, place: readonly [number, number]): number {
    const key = identityKey(identity);
    const known = this.patientIndex.get(key);
    if (known !== undefined) return known;
    const index = this.patients.length;
    this.patients.push({
      identity,
      first: [place[0], Infinity],
      names: new Set(),
      birthDates: new Set(),
      accessionNumbers: new Set(),
      studyDates: new Set(),
      studies: new Map(),
      cohorts: new Set(),
      files: 0,
    });
    this.patientIndex.set(key, index);
    return index;
  }
}

function comparePlaces(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}
