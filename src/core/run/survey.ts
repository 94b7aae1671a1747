import type { List } from '../packed/records';
import { TextTable } from '../packed/text-table';
import { sortCalmly } from '../io/calm-sort';
import { type WalkedFolder, walkFolders } from '../io/walk';
import { byRisk, RISK_NAMES, type RiskCounts, type RiskName } from '../policy/risk-decisions';
import { decodeOutcome, PENDING } from '../record/outcome-code';
import { breathing, visitBreathing } from './event-loop';
import { InFlight } from './in-flight';
import { type FolderEntry, Ledger } from './ledger';
import { NamesSoFar } from './names-so-far';
import { RISK, type SurveyResult, type Workers } from './work';
import { CohortSizes } from './small-cohorts';
import { SurveyedPatients, type SurveyedPatient } from './surveyed-patients';
import type { SurveyedSeries } from './series-traits';

/** Files that a worker surveys in one go. */
const BATCH = 48;

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
  readonly patients: List<SurveyedPatient>;
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
    for await (const walked of walkFolders(source, isExcluded, breathe)) {
      const due = breathe();
      if (due) await due;
      if (signal?.aborted) break;
      const folder = collector.addFolder(walked);
      await collector.ledger.packNames(folder, breathe);
      await surveyFiles(folder, collector, inFlight, options);
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
  const [folderPath, topFolder] = [ledger.absolute(folder), ledger.topFolder(folder)];
  const names = new NamesSoFar(folder.eachName());
  for (const positions of ledger.pending(folder, BATCH)) {
    if (signal?.aborted) return;
    const batch = { folder: folderPath, topFolder, names: positions.map((position) => names.next(position)) };
    await inFlight.start(async () => {
      collector.add(folder, positions, await workers.survey(batch));
      onProgress?.(() => collector.totals());
    });
  }
}

/** PS3.5 §6.2: CS. */
const CODE_STRING = /^[A-Z0-9_ ]{1,16}$/;
/** The standard knows some 80, retired ones included (PS3.3 §C.7.3.1.1.1). */
const MOST_MODALITIES = 200;

/** Puts the results of batches, which come in any order, together. */
class SurveyCollector {
  private readonly patients = new SurveyedPatients();
  private readonly series = new TextTable();
  private readonly modalities = new Map<string, number>();
  private readonly risks: Record<RiskName, number> = { ...byRisk(() => 0) };
  private counts = { found: 0, dicom: 0, skipped: 0, failed: 0, bytes: 0 };

  constructor(readonly ledger: Ledger) {}

  /** Counts the entries of a folder that need no look: links, and the folder itself when it can't be read. */
  addFolder(walked: WalkedFolder): FolderEntry {
    const folder = this.ledger.add(walked);
    this.counts.found += folder.count;
    this.counts.skipped += walked.skipped.length;
    if (walked.error !== undefined) this.counts.failed++;
    return folder;
  }

  add(folder: FolderEntry, positions: readonly number[], result: SurveyResult): void {
    const patients = result.series.map((series) => this.addSeries(series, folder.index, positions[0]!));
    const { sizes, outcomes, risks, patientOf } = folder;
    positions.forEach((position, at) => {
      sizes[position] = result.sizes[at]!;
      outcomes[position] = result.outcomes[at]!;
      const series = result.seriesOf[at]!;
      if (series < 0) return this.count(result.outcomes[at]!);
      const { patient, modality } = result.series[series]!;
      patientOf[position] = patients[series]!;
      risks[position] = result.risks[at]!;
      this.patients.addFile(patients[series]!, [folder.index, position], patient);
      this.countFile(result.sizes[at]!, modality, result.risks[at]!);
    });
    for (const [at, detail] of result.details) this.ledger.remark(folder.index, positions[at]!, { detail });
  }

  totals(): SurveyTotals {
    return {
      ...this.counts,
      patients: this.patients.length,
      studies: this.patients.studyCount,
      series: this.series.length,
      modalities: Object.fromEntries(this.modalities),
      risks: { ...this.risks },
    };
  }

  /** Renumbers the patients by their first file: which worker was faster must not decide who is number one. */
  async finish(cancelled: boolean): Promise<Survey> {
    const { ledger } = this;
    const breathe = breathing();
    const numbers = Array.from({ length: this.patients.length }, (_, number) => number);
    const compare = (a: number, b: number): number => this.patients.compareFirst(a, b);
    const order = Int32Array.from(await sortCalmly(numbers, compare, breathe));
    const rank = new Int32Array(order.length);
    order.forEach((number, place) => (rank[number] = place));
    for (const { patientOf } of ledger.folders) {
      await visitBreathing(patientOf, breathe, (number, at) => {
        if (number >= 0) patientOf[at] = rank[number]!;
      });
    }
    if (!cancelled) await this.flagSmallGroups(order);
    const patients = this.patients.sealed(order);
    return { ledger, patients, totals: this.totals(), cancelled };
  }

  /**
   * Only who knows all patients knows which groups are small.
   * @param order the number of the patient at each place
   */
  private async flagSmallGroups(order: Int32Array): Promise<void> {
    const sizes = new CohortSizes<number>();
    const breathe = breathing();
    for (const number of order) {
      await breathe();
      sizes.add(this.patients.cohortsOf(number));
    }
    const isSmall = new Uint8Array(order.length);
    for (let place = 0; place < order.length; place++) {
      await breathe();
      if (sizes.hasSmall(this.patients.cohortsOf(order[place]!))) isSmall[place] = 1;
    }
    for (const { patientOf, risks } of this.ledger.folders) {
      await visitBreathing(patientOf, breathe, (patient, at) => {
        if (patient < 0 || isSmall[patient] === 0) return;
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

  private countFile(size: number, modality: string, risks: number): void {
    this.counts.dicom++;
    this.counts.bytes += size;
    const name = this.modalityOf(modality);
    this.modalities.set(name, (this.modalities.get(name) ?? 0) + 1);
    for (const risk of RISK_NAMES) if (risks & RISK[risk]) this.risks[risk]++;
  }

  /** Files can say anything: what is no code string, and more kinds than there can be, is not repeated to anybody. */
  private modalityOf(modality: string): string {
    if (modality === '') return 'none';
    const isPlain = CODE_STRING.test(modality) && this.modalities.size < MOST_MODALITIES;
    return isPlain || this.modalities.has(modality) ? modality : 'other';
  }

  private addSeries(series: SurveyedSeries, folder: number, position: number): number {
    this.series.add(series.seriesInstanceUid);
    return this.patients.add(series, [folder, position]);
  }
}
