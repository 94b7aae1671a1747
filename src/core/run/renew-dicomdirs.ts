import { join } from 'node:path';
import { DicomError } from '../dicom/errors';
import { directoryBytes, type FileSetNames } from '../dicomdir/directory-file';
import { DirectoryRecords, type Identifiers, type NotListed } from '../dicomdir/directory-records';
import { fileIdOf } from '../dicomdir/file-id';
import { LAST_KEY_GROUP } from '../dicomdir/record-keys';
import { DicomFileReader } from '../io/dicom-file-reader';
import { temporaryName } from '../io/temporary';
import type { List } from '../packed/records';
import type { ProjectKey } from '../pseudonym/project-key';
import type { UidMapping } from '../pseudonym/uid-map';
import type { Outcome } from '../record/outcome';
import { decodeOutcome, encodeOutcome } from '../record/outcome-code';
import { stopsRun } from './anonymise-file';
import { breathing, mapBreathing } from './event-loop';
import type { FolderEntry, Ledger } from './ledger';
import { foldersOfMedium, type MediaFolder, mediaFolders } from './media-folders';
import { placeDicomdir } from './place-dicomdir';
import type { NamedPatient, TargetPaths } from './target-paths';

const FIRST_READ = 16 * 1024;
/** Workers count from 0. */
const NO_WORKER = -1;
/** Characters of a Study ID that is made up. */
const STUDY_CODE_LENGTH = 8;

export interface DicomdirRenewal {
  readonly ledger: Ledger;
  readonly patients: List<NamedPatient>;
  readonly paths: TargetPaths;
  readonly destination: string;
  readonly key: ProjectKey;
  readonly uids: UidMapping;
  readonly runId: string;
  readonly signal?: AbortSignal;
}

/** How the rewriting ended. */
export interface RunEnd {
  readonly state: 'done' | 'cancelled' | 'stopped';
  readonly stoppedBy?: string;
}

type Listed = NotListed | 'listed' | 'odd-name' | 'unreadable';

/** How many copies each outcome had. */
type Counts = Record<Listed, number>;

const CANCELLED: Outcome = { kind: 'failed', reason: 'cancelled' };

/**
 * Makes the DICOMDIR of each medium of the source anew, from the headers of the copies alone: it lists what this run
 * wrote or found below its folder. After a cancel or stop it is left for the next run, like the files that are missing.
 * @returns how the run ends now
 */
export async function renewDicomdirs(renewal: DicomdirRenewal, end: RunEnd): Promise<RunEnd> {
  let ended = end;
  for (const medium of mediaFolders(renewal.ledger)) {
    if (ended.state === 'done') ended = await new MediumRenewal(renewal, medium).run();
    else setOutcome(medium, CANCELLED);
  }
  return ended;
}

function setOutcome({ folder, position }: MediaFolder, outcome: Outcome): void {
  folder.outcomes[position] = encodeOutcome(outcome);
}

/** The DICOMDIR of one medium. */
class MediumRenewal {
  private readonly reader = new DicomFileReader(FIRST_READ);
  private readonly records: DirectoryRecords;
  private readonly counts: Counts = {
    listed: 0,
    'odd-name': 0,
    'listed-already': 0,
    'no-meta': 0,
    'no-uid': 0,
    unreadable: 0,
  };

  constructor(
    private readonly renewal: DicomdirRenewal,
    private readonly medium: MediaFolder,
  ) {
    const { uids, key } = renewal;
    const identifiers: Identifiers = {
      uid: (text) => uids.mapText(text),
      code: (text) => key.code('study', text, STUDY_CODE_LENGTH),
    };
    this.records = new DirectoryRecords(identifiers);
  }

  async run(): Promise<RunEnd> {
    if (!(await this.listCopies())) {
      setOutcome(this.medium, CANCELLED);
      return { state: 'cancelled' };
    }
    return this.counts.listed === 0 ? this.leaveOut() : this.place();
  }

  /** False when the run was cancelled meanwhile. */
  private async listCopies(): Promise<boolean> {
    const { ledger, paths, signal } = this.renewal;
    const breathe = breathing();
    const depth = paths.folderPath(this.medium.folder).length;
    for (const folder of foldersOfMedium(ledger, this.medium)) {
      const path = paths.folderPath(folder);
      const names = await mapBreathing(paths.eachFileName(folder), (name) => name);
      for (let position = 0; position < folder.count; position++) {
        await breathe();
        if (signal?.aborted) return false;
        if (!hasCopy(folder, position)) continue;
        const name = ledger.remarkOn(folder.index, position).name ?? names[position]!;
        this.counts[this.list(folder, position, [...path, name], depth)]++;
      }
    }
    return true;
  }

  /** @param path from the destination down @param depth how much of it leads to the DICOMDIR */
  private list(folder: FolderEntry, position: number, path: readonly string[], depth: number): Listed {
    const fileId = fileIdOf(path.slice(depth), this.medium.letters);
    if (!fileId) return 'odd-name';
    const { destination, patients } = this.renewal;
    try {
      const { source, layout } = this.reader.open(join(destination, ...path), { lastGroup: LAST_KEY_GROUP });
      source.close();
      const { window, table } = this.reader;
      const patient = patients.at(folder.patientOf[position]!)!.anonymisedId;
      return this.records.add({ window, table, layout }, fileId, patient);
    } catch (error) {
      if (error instanceof DicomError || isFileError(error)) return 'unreadable';
      throw error;
    }
  }

  private leaveOut(): RunEnd {
    if (this.total() > 0) this.remark(`none of ${this.total()} copies can be listed${this.reasons()}`);
    return { state: 'done' };
  }

  private place(): RunEnd {
    const { paths, destination, runId } = this.renewal;
    const folder = paths.folderPath(this.medium.folder);
    const names = this.names(folder);
    const target = join(destination, ...folder, this.medium.name);
    const temporary = join(destination, ...folder, temporaryName(runId, NO_WORKER, 0));
    try {
      const placed = placeDicomdir(target, temporary, names, () => directoryBytes(names, this.records.root));
      if (placed === 'taken') setOutcome(this.medium, { kind: 'failed', reason: 'dicomdir-taken' });
      else this.note(placed);
      return { state: 'done' };
    } catch (error) {
      return this.fail(error);
    }
  }

  /** The File-set is named by project and place: nothing of the original names is kept. */
  private names(folder: readonly string[]): FileSetNames {
    const { key, uids } = this.renewal;
    const place = Buffer.from(`File-set ${folder.join('/')}`).toString('latin1');
    return { id: `ANON_${key.fingerprint}`, uid: uids.mapText(place) };
  }

  private note(placed: 'written' | 'unchanged'): void {
    const { medium, counts, records } = this;
    setOutcome(
      medium,
      placed === 'written' ? { kind: 'written', note: 'dicomdir-made' } : { kind: 'unchanged' },
    );
    const madeUp = records.madeUp === 0 ? '' : `; ${records.madeUp} missing values made up`;
    this.remark(`${counts.listed} of ${this.total()} copies listed${this.reasons()}${madeUp}`, medium.name);
  }

  private fail(error: unknown): RunEnd {
    if (!isFileError(error)) throw error;
    const { code } = error;
    setOutcome(this.medium, { kind: 'failed', reason: 'unwritable' });
    this.remark(code);
    return stopsRun(code) ? { state: 'stopped', stoppedBy: code } : { state: 'done' };
  }

  private remark(detail: string, name?: string): void {
    const { folder, position } = this.medium;
    const remark = { detail, ...(name === undefined ? {} : { name }) };
    this.renewal.ledger.remark(folder.index, position, remark);
  }

  private total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  private reasons(): string {
    const given = REASONS.map(([why, text]) => ({ count: this.counts[why], text })).filter(
      ({ count }) => count > 0,
    );
    return given.map(({ count, text }) => `; ${count} ${text}`).join('');
  }
}

/** Why copies are not listed, in the words of the report. */
const REASONS: readonly (readonly [Exclude<Listed, 'listed'>, string])[] = [
  ['odd-name', 'with names that a DICOMDIR cannot hold'],
  ['listed-already', 'with the UID of another one'],
  ['no-meta', 'without File Meta Information'],
  ['no-uid', 'without SOP Class or Instance UID'],
  ['unreadable', 'unreadable'],
];

function hasCopy(folder: FolderEntry, position: number): boolean {
  const kind = decodeOutcome(folder.outcomes[position]!)?.kind;
  return (kind === 'written' || kind === 'unchanged') && folder.patientOf[position]! >= 0;
}

function isFileError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
