import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { TextTable } from '../packed/text-table';
import { KEY_LENGTH } from '../pseudonym/project-key';
import { explained } from './file-error';
import type { RunStart } from './journal';
import { digestJournal } from './journal-digest';
import { journalLost } from './journal-file';
import type { MappingFiles } from './mapping-files';
import { identityOf, type KnownPatient, type MappingRecords, type RunRecord } from './model';
import { combine } from './opening';
import { type JournalReader, type KeptWorkbook, saveMapping, type WorkbookIo } from './saving';
import type { SaveResult } from './workbook-file';

/** Some of those whom the mapping knows. */
export interface KnownPart {
  readonly patients: readonly KnownPatient[];
  /** Anonymised IDs that studies alone bear. */
  readonly otherIds: readonly string[];
}

/** What a run has to know of the mapping besides its patients. */
export interface OpenedHead {
  /** True if no run has used this project key before. */
  readonly isNew: boolean;
  readonly runs: readonly RunRecord[];
  /** Runs that ended without saying so, and that the workbook doesn't list yet. */
  readonly recovered: readonly RunStart[];
  readonly kept: KeptWorkbook;
  /** Whether the journal names the project already. */
  readonly hasProject: boolean;
  /** Lines of a left-over journal that could not be used; one is normal after a crash. */
  readonly unusableJournalLines: number;
}

/**
 * Reads and writes the mapping of a run, so that who runs need not hold it: it may happen in another thread. What the
 * run adds is in the journal, from where it is folded in at the end.
 */
export interface MappingIo {
  /**
   * Reads the workbook, and the journal that a crash left, and tells of both.
   * @throws UserError when they can't be read, or don't fit each other
   */
  open(files: MappingFiles): Promise<OpenedHead>;
  /** Some more of those whom the mapping knew when it was opened; undefined when that were all. */
  nextKnown(): Promise<KnownPart | undefined>;
  /** Gets ready for a `save` that will come soon. */
  prepare(): void;
  /**
   * Folds the journal, which says how run `runId` ended, into the workbook and writes it.
   * @throws UserError when it can't be written, or the journal does not hold the run any more
   */
  save(files: MappingFiles, kept: KeptWorkbook, runId: string): Promise<SaveResult>;
}

const RECORDS_A_PART = 1000;

/** Of a mapping of which neither workbook nor journal is there. */
export function newMapping(): OpenedHead {
  return {
    kept: { bytes: undefined, key: makeKey() },
    isNew: true,
    runs: [],
    recovered: [],
    hasProject: false,
    unusableJournalLines: 0,
  };
}

/** Reads and writes in this thread. */
export function mappingIo(io: WorkbookIo): MappingIo {
  return new DirectMappingIo(io);
}

class DirectMappingIo implements MappingIo {
  private known: Iterator<KnownPart> | undefined;

  constructor(private readonly io: WorkbookIo) {}

  open(files: MappingFiles): Promise<OpenedHead> {
    return explained(files.workbook, () => this.read(files));
  }

  nextKnown(): Promise<KnownPart | undefined> {
    const next = this.known?.next();
    if (next?.done !== false) this.known = undefined;
    return Promise.resolve(next?.done === false ? next.value : undefined);
  }

  prepare(): void {} // it is ready

  save(files: MappingFiles, kept: KeptWorkbook, runId: string): Promise<SaveResult> {
    const readJournal: JournalReader = async (runs) => {
      const journal = await digestJournal(files.journal, runs);
      if (!runs.some((run) => run.runId === runId) && journal?.hasEnded(runId) !== true)
        throw journalLost(files.journal);
      return journal;
    };
    return explained(files.workbook, () => saveMapping(files.workbook, this.io, kept, readJournal));
  }

  private async read(files: MappingFiles): Promise<OpenedHead> {
    const bytes = await this.io.load(files.workbook);
    const workbook = bytes && (await this.io.scan(bytes, files.workbook));
    const journal = await digestJournal(files.journal, workbook?.runs ?? []);
    const { mapping, isNew, recovered } = combine(workbook, journal, makeKey, basename(files.workbook));
    this.known = knownParts(mapping);
    return {
      kept: { bytes, key: mapping.key },
      isNew,
      runs: mapping.runs,
      recovered,
      hasProject: journal?.project !== undefined,
      unusableJournalLines: journal?.unusableLines ?? 0,
    };
  }
}

/** Not the Buffer itself: sent to another thread it would take the whole pool with it that it is part of. */
function makeKey(): Uint8Array {
  return new Uint8Array(randomBytes(KEY_LENGTH));
}

function* knownParts({ patients, studies }: MappingRecords): Generator<KnownPart> {
  const seen = new TextTable();
  let part: { patients: KnownPatient[]; otherIds: string[] } = { patients: [], otherIds: [] };
  for (const patient of patients) {
    const { anonymisedId } = patient;
    seen.add(anonymisedId);
    if (part.patients.push({ ...identityOf(patient), anonymisedId }) < RECORDS_A_PART) continue;
    yield part;
    part = { patients: [], otherIds: [] };
  }
  for (const { anonymisedId } of studies) {
    const known = seen.length;
    if (seen.add(anonymisedId) < known || part.otherIds.push(anonymisedId) < RECORDS_A_PART) continue;
    yield part;
    part = { patients: [], otherIds: [] };
  }
  yield part;
}
