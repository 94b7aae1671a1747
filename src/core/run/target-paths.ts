import { type FileIdCase, fitFileIdComponent, inCase, isFileIdComponent } from '../dicomdir/file-id';
import { appendToName, foldName, isTooLong, makeValidOnWindows } from '../io/file-name';
import { foldText, type PathIdentifier, pathIdentifiers } from '../pseudonym/path-identifiers';
import { renameSegment } from '../pseudonym/path-names';
import type { ProjectKey } from '../pseudonym/project-key';
import type { UidMapping } from '../pseudonym/uid-map';
import { breathing, mapBreathing } from './event-loop';
import { type FolderEntry, type Ledger, NOBODY } from './ledger';
import { fileIdCases } from './media-folders';
import type { DestinationTraits } from './prepare-destination';
import type { SurveyedPatient } from './survey';

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

/** So many patients' identifiers are kept, some kilobytes each. */
const KEPT_PATIENTS = 2000;

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
  private readonly below: ReadonlySet<number>[];
  private readonly segments: string[] = [];
  /** Names that the folders of each folder take. */
  private readonly taken: readonly Set<string>[];
  /** How names are written below a DICOMDIR, by index of the folder that they stand in. */
  private readonly fileIdCases: ReadonlyMap<number, FileIdCase>;

  private constructor(
    private readonly ledger: Ledger,
    private readonly patients: readonly NamedPatient[],
    private readonly policy: PathPolicy,
  ) {
    this.below = patientsBelow(ledger);
    this.taken = ledger.folders.map(() => new Set<string>());
    this.fileIdCases = fileIdCases(ledger);
  }

  /** Names every folder, with pauses in which others have their turn: a hospital has patients by the ten thousands. */
  static async plan(
    ledger: Ledger,
    patients: readonly NamedPatient[],
    policy: PathPolicy,
  ): Promise<TargetPaths> {
    const paths = new TargetPaths(ledger, patients, policy);
    const breathe = breathing();
    for (const folder of ledger.folders) {
      await breathe();
      paths.segments.push(await paths.folderName(folder));
    }
    return paths;
  }

  /** Names from the destination down. */
  folderPath(folder: FolderEntry): readonly string[] {
    const path: string[] = [];
    for (let at = folder; at.parent >= 0; at = this.ledger.folders[at.parent]!)
      path.unshift(this.segments[at.index]!);
    return path;
  }

  /** The patients below a folder. */
  patientsBelow(folder: FolderEntry): ReadonlySet<number> {
    return this.below[folder.index]!;
  }

  /**
   * The names of the copies of the files of a folder, by position; '' for files that belong to no patient. Made anew
   * each time, because nothing could hold the names of millions of files.
   */
  fileNames(folder: FolderEntry): readonly string[] {
    const taken = new Set(this.taken[folder.index]);
    return folder.names().map((name, position) => {
      const patient = folder.patientOf[position]!;
      if (patient === NOBODY) return '';
      return this.unique(name, () => this.identifiersOf(patient), taken, this.fileIdCases.get(folder.index));
    });
  }

  private async folderName(folder: FolderEntry): Promise<string> {
    const name = folder.path.at(-1);
    if (name === undefined) return '';
    const found = this.policy.keepNames ? [] : await this.identifiersIn(name, this.below[folder.index]!);
    return this.unique(name, () => found, this.taken[folder.parent]!, this.fileIdCases.get(folder.parent));
  }

  private unique(
    name: string,
    identifiers: () => readonly PathIdentifier[],
    taken: Set<string>,
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
  private uniqueInFileId(name: string, renamed: string, taken: Set<string>, letters: FileIdCase): string {
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
    const found = await mapBreathing(patients, (patient) =>
      this.identifiersOf(patient).filter(({ text }) => folded.includes(text)),
    );
    return found.flat();
  }

  private identifiersOf(patient: number): readonly PathIdentifier[] {
    const known = this.identifiers.get(patient);
    if (known) return known;
    const found = this.findIdentifiers(this.patients[patient]!);
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

function patientsBelow(ledger: Ledger): Set<number>[] {
  const below = ledger.folders.map(
    (folder) => new Set(folder.patientOf.filter((patient) => patient !== NOBODY)),
  );
  for (let index = ledger.folders.length - 1; index > 0; index--) {
    const above = below[ledger.folders[index]!.parent];
    if (above) for (const patient of below[index]!) above.add(patient);
  }
  return below;
}

/** The order in which workers found them must not show in any name. */
function sorted(texts: ReadonlySet<string>): readonly string[] {
  return [...texts].sort();
}
