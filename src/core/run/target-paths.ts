import { type FileIdCase, fitFileIdComponent, inCase, isFileIdComponent } from '../dicomdir/file-id';
import { appendToName, foldName, isTooLong, makeValidOnWindows } from '../io/file-name';
import { IntColumn } from '../packed/int-column';
import { PairTable } from '../packed/pair-table';
import type { List } from '../packed/records';
import { TextTable } from '../packed/text-table';
import { foldText, type PathIdentifier, pathIdentifiers } from '../pseudonym/path-identifiers';
import { renameSegment } from '../pseudonym/path-names';
import type { ProjectKey } from '../pseudonym/project-key';
import type { UidMapping } from '../pseudonym/uid-map';
import { breathing } from './event-loop';
import { type FolderEntry, type Ledger, NOBODY } from './ledger';
import { fileIdCases } from './media-folders';
import { PatientsBelow } from './patients-below';
import type { DestinationTraits } from './prepare-destination';
import type { SurveyedPatient } from './surveyed-patients';

/** What is needed to take the identifiers out of paths. */
export interface PathPolicy {
  readonly keepNames: boolean;
  readonly key: ProjectKey;
  readonly uids: UidMapping;
  readonly keepBirthDate: boolean;
  readonly keepDates: boolean;
  /** Which names the file system of the destination takes, and takes for the same. */
  readonly traits: DestinationTraits;
}

export interface NamedPatient {
  readonly surveyed: SurveyedPatient;
  readonly anonymisedId: string;
  readonly dateOffset: number;
}

/** Names that can't be given again. */
interface TakenNames {
  has(name: string): boolean;
  add(name: string): unknown;
}

/** So many patients' identifiers are kept, some kilobytes each: as long as there are files of theirs, which are together. */
const KEPT_PATIENTS = 50;

/** Characters of the code that tells two names apart which became the same. */
const CODE_LENGTH = 4;
/** Characters of the code that stands for a name in a File ID (PS3.10 §8.2). */
const FILE_ID_CODE_LENGTH = 8;

/**
 * The names of folders and files in the destination: same depth, same siblings, same distinctness, without the
 * identifiers of the patients below each.
 */
export class TargetPaths {
  /** Of the patients last asked for: files of a patient follow each other. */
  private readonly identifiers = new Map<number, readonly PathIdentifier[]>();
  private readonly below: PatientsBelow;
  private readonly names = new TextTable();
  /** Names of the folders, as numbers in `names`. */
  private readonly segments = new IntColumn();
  /** Pairs of a folder and what a name of the folders in it comes down to. */
  private readonly taken = new PairTable();
  /** How names are written below a DICOMDIR, by index of the folder that they stand in. */
  private readonly fileIdCases: ReadonlyMap<number, FileIdCase>;

  private constructor(
    private readonly ledger: Ledger,
    private readonly patients: List<NamedPatient>,
    private readonly policy: PathPolicy,
  ) {
    this.below = new PatientsBelow(ledger);
    this.fileIdCases = fileIdCases(ledger);
  }

  /** Names every folder, with pauses in which others have their turn: a hospital has patients by the ten thousands. */
  static async plan(ledger: Ledger, patients: List<NamedPatient>, policy: PathPolicy): Promise<TargetPaths> {
    const paths = new TargetPaths(ledger, patients, policy);
    const breathe = breathing();
    await paths.below.collect(breathe);
    for (const folder of ledger.folders) {
      await breathe();
      paths.segments.push(paths.names.add(await paths.folderName(folder)));
    }
    return paths;
  }

  /** Names from the destination down. */
  folderPath(folder: FolderEntry): readonly string[] {
    const path: string[] = [];
    for (let at = folder; at.parent >= 0; at = this.ledger.folders[at.parent]!)
      path.unshift(this.names.get(this.segments.at(at.index)));
    return path;
  }

  /** The patient whom all files below a folder belong to; NOBODY when there are several, or none. */
  onlyPatientBelow(folder: FolderEntry): number {
    return this.below.only(folder);
  }

  /**
   * The names of the copies of the files of a folder, in the order of the files; '' for files that belong to no patient.
   * Made anew each time, because nothing could hold the names of millions of files; and one after the other, because a
   * folder may have files by the hundred thousand.
   */
  *eachFileName(folder: FolderEntry): Generator<string, undefined> {
    if (folder.count === 0) return;
    const taken = new Set(this.taken.valuesOf(folder.index).map((name) => this.names.get(name)));
    const { patientOf } = folder;
    const letters = this.fileIdCases.get(folder.index);
    let position = 0;
    for (const name of folder.eachName()) {
      const patient = patientOf[position++]!;
      if (patient === NOBODY) yield '';
      else yield this.unique(name, () => this.identifiersOf(patient), taken, letters);
    }
  }

  private async folderName(folder: FolderEntry): Promise<string> {
    const name = folder.path.at(-1);
    if (name === undefined) return '';
    const found = this.policy.keepNames ? [] : await this.identifiersBelow(folder, name);
    return this.unique(name, () => found, this.namesIn(folder.parent), this.fileIdCases.get(folder.parent));
  }

  /** At least those that can stand in the name of a folder: all of a single patient, who is asked for again below it. */
  private async identifiersBelow(folder: FolderEntry, name: string): Promise<readonly PathIdentifier[]> {
    const only = this.below.only(folder);
    return only === NOBODY ? this.identifiersIn(name, this.below.of(folder)) : this.identifiersOf(only);
  }

  /** The names that folders in a folder have so far. */
  private namesIn(folder: number): TakenNames {
    return {
      has: (name) => {
        const number = this.names.find(name);
        return number >= 0 && this.taken.has(folder, number);
      },
      add: (name) => this.taken.add(folder, this.names.add(name)),
    };
  }

  private unique(
    name: string,
    identifiers: () => readonly PathIdentifier[],
    taken: TakenNames,
    letters: FileIdCase | undefined,
  ): string {
    const renamed = this.policy.keepNames ? name : renameSegment(name, identifiers(), this.policy.uids);
    if (letters !== undefined && isFileIdComponent(name, letters))
      return this.uniqueInFileId(name, renamed, taken, letters);
    let candidate = this.valid(isTooLong(renamed) ? appendToName(renamed, '') : renamed);
    for (let length = CODE_LENGTH; taken.has(this.sameness(candidate)); length++) {
      candidate = this.valid(appendToName(renamed, `-${this.policy.key.code('path', name, length)}`));
    }
    taken.add(this.sameness(candidate));
    return candidate;
  }

  /** A name that the DICOMDIR above it can hold stays one, so that the copy can be listed in the new DICOMDIR. */
  private uniqueInFileId(name: string, renamed: string, taken: TakenNames, letters: FileIdCase): string {
    const code = (count: number): string =>
      inCase(this.policy.key.code('path', `${name}\n${count}`, FILE_ID_CODE_LENGTH), letters);
    let candidate = fitFileIdComponent(renamed, letters) ?? code(0);
    for (let count = 1; taken.has(this.sameness(candidate)); count++) candidate = code(count);
    taken.add(this.sameness(candidate));
    return candidate;
  }

  private valid(name: string): string {
    return this.policy.traits.windowsNames ? makeValidOnWindows(name) : name;
  }

  private sameness(name: string): string {
    const { ignoresCase, ignoresForm } = this.policy.traits;
    if (ignoresCase) return foldName(name);
    return ignoresForm ? name.normalize('NFD') : name;
  }

  /** Those of these patients' identifiers that can stand in a name: there may be millions, and few do. */
  private async identifiersIn(name: string, patients: Iterable<number>): Promise<readonly PathIdentifier[]> {
    const folded = foldText(name);
    const breathe = breathing();
    const found: PathIdentifier[] = [];
    for (const patient of patients) {
      await breathe();
      for (const identifier of this.findIdentifiers(this.patients.at(patient)!))
        if (folded.includes(identifier.text)) found.push(identifier);
    }
    return found;
  }

  private identifiersOf(patient: number): readonly PathIdentifier[] {
    const known = this.identifiers.get(patient);
    if (known) return known;
    const found = this.findIdentifiers(this.patients.at(patient)!);
    this.identifiers.set(patient, found);
    if (this.identifiers.size > KEPT_PATIENTS) this.identifiers.delete(this.identifiers.keys().next().value!);
    return found;
  }

  private findIdentifiers({ surveyed, anonymisedId, dateOffset }: NamedPatient): readonly PathIdentifier[] {
    const { keepBirthDate, keepDates, key } = this.policy;
    const replacement = {
      anonymisedId,
      dateOffset: keepDates ? undefined : dateOffset,
      keepBirthDate,
      accessionCode: (accession: string): string => `ACC-${key.code('path', accession, 8)}`,
    };
    return pathIdentifiers(
      {
        patientId: surveyed.identity.patientId,
        names: sorted(surveyed.names),
        birthDates: sorted(surveyed.birthDates),
        accessionNumbers: sorted(surveyed.accessionNumbers),
        studyDates: sorted(surveyed.studyDates),
      },
      replacement,
    );
  }
}

/** The order in which workers found them must not show in any name. */
function sorted(texts: ReadonlySet<string>): readonly string[] {
  return [...texts].sort();
}
