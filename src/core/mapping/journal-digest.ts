import { PackedRecords } from '../packed/packed-records';
import { TextTable } from '../packed/text-table';
import { HashedCounts } from './hashed-counts';
import type { JournalRecord, RunStart } from './journal';
import { journalLines } from './journal-file';
import { parseLine } from './journal-line';
import { PATIENT_LAYOUT, type PatientRecord, type RunRecord, STUDY_LAYOUT, type StudyRecord } from './model';

/** One run of a journal. */
export interface JournalledRun {
  readonly start: RunStart;
  /** Undefined when it never ended. */
  readonly end: RunRecord | undefined;
  /** The last counts of each patient. */
  readonly counts: HashedCounts;
}

/** What the records of a journal come to. */
export class JournalDigest {
  readonly texts = new TextTable();
  /** Those of runs that the workbook does not list yet, in order. */
  readonly patients = new PackedRecords<PatientRecord>(PATIENT_LAYOUT, this.texts);
  readonly studies = new PackedRecords<StudyRecord>(STUDY_LAYOUT, this.texts);
  project: Extract<JournalRecord, { type: 'project' }> | undefined;
  /** Records, those of listed runs included. */
  length = 0;
  unusableLines = 0;
  private readonly listed: ReadonlySet<string>;
  private readonly starts: RunStart[] = [];
  private readonly ends = new Map<string, RunRecord>();
  private readonly counts = new Map<string, HashedCounts>();

  /** @param listed runs that the workbook lists: they are passed over */
  constructor(listed: readonly RunRecord[]) {
    this.listed = new Set(listed.map(({ runId }) => runId));
  }

  /** The runs that the workbook does not list yet, in order. */
  get runs(): readonly JournalledRun[] {
    return this.starts.map((start) => ({
      start,
      end: this.ends.get(start.runId),
      counts: this.countsOf(start.runId),
    }));
  }

  hasEnded(runId: string): boolean {
    return this.ends.has(runId);
  }

  add(record: JournalRecord): void {
    this.length++;
    if (record.type === 'project') this.project ??= record;
    else if (!this.listed.has(runIdOf(record))) this.addFresh(record);
  }

  private addFresh(record: Exclude<JournalRecord, { type: 'project' }>): void {
    switch (record.type) {
      case 'run-started':
        this.starts.push(record.run);
        return;
      case 'patient':
        this.patients.add(record.patient);
        return;
      case 'study':
        this.studies.add(record.study);
        return;
      case 'progress':
        this.countsOf(record.runId).set(record.counts);
        return;
      case 'run-ended':
        if (this.ends.has(record.run.runId)) return;
        this.ends.set(record.run.runId, record.run);
        for (const counts of record.counts) this.countsOf(record.run.runId).set(counts);
    }
  }

  private countsOf(runId: string): HashedCounts {
    const known = this.counts.get(runId) ?? new HashedCounts(this.texts);
    this.counts.set(runId, known);
    return known;
  }
}

/** What a journal comes to, torn and garbled lines passed over; undefined when there is none. */
export async function digestJournal(
  file: string,
  listed: readonly RunRecord[],
): Promise<JournalDigest | undefined> {
  const lines = journalLines(file);
  const digest = new JournalDigest(listed);
  let isThere = false;
  for await (const some of lines) {
    isThere = true;
    for (const line of some) {
      const record = parseLine(line);
      if (record === undefined) digest.unusableLines++;
      else digest.add(record);
    }
  }
  return isThere ? digest : undefined;
}

function runIdOf(record: Exclude<JournalRecord, { type: 'project' }>): string {
  return record.type === 'run-started' || record.type === 'run-ended' ? record.run.runId : record.runId;
}
