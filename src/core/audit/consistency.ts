import type { FileFacts, PlacedUid } from './file-facts';

/** What is wrong with a file or with how files fit together. */
export const PROBLEMS = [
  'uid-not-new',
  'media-storage-uid',
  'unmarked',
  'marked-but-identified',
  'patient-name',
  'study-of-two-patients',
  'id-mapped-twice',
  'unresolved-reference',
  'pixel-length',
  'duplicate-instance',
] as const;
export type ProblemCode = (typeof PROBLEMS)[number];

export interface Problem {
  readonly code: ProblemCode;
  /** Path of the file below the folder; '' where it concerns the mapping. */
  readonly file: string;
  /** Tags from the top level down; '' where it concerns no attribute. */
  readonly path: string;
}

/** CID 7050: options that let original UIDs and dates stay. */
const RETAIN_UIDS = '113110';

/** References that did not resolve, by the UID that was not found. */
interface Reference extends PlacedUid {
  readonly file: string;
}

/** What originals are compared with: by new SOP Instance UID, the bytes of Pixel Data. */
export type OriginalPixels = ReadonlyMap<string, number>;

/**
 * Collects the facts of all files of a folder and says what does not fit. Memory grows with the number of instances: the
 * UID and the file of each.
 */
export class ConsistencyCheck {
  private readonly problems: Problem[] = [];
  private readonly instances = new Set<string>();
  private readonly patientOfStudy = new Map<string, string>();
  private readonly references: Reference[] = [];

  constructor(private readonly originals: OriginalPixels = new Map()) {}

  /** @param isIdentified something known of a patient was found in the file beyond doubt */
  add(file: string, facts: FileFacts, isIdentified: boolean): void {
    const report = (code: ProblemCode, path = ''): void => void this.problems.push({ code, file, path });
    for (const code of problemsOf(facts)) report(code);
    if (!facts.methodCodes.includes(RETAIN_UIDS))
      for (const { path } of facts.foreignUids) report('uid-not-new', path);
    if (isIdentified && facts.identityRemoved === 'YES') report('marked-but-identified');
    if (this.instances.has(facts.sopInstanceUid)) report('duplicate-instance');
    if (this.belongsToAnother(facts)) report('study-of-two-patients');
    if (this.hasOtherPixels(facts)) report('pixel-length');
    if (facts.sopInstanceUid !== '') this.instances.add(facts.sopInstanceUid);
    for (const reference of distinct(facts.references)) this.references.push({ ...reference, file });
  }

  /** All problems, those included that only the whole folder shows: references to instances that are not in it. */
  finish(): readonly Problem[] {
    const unresolved = this.references.filter(({ uid }) => !this.instances.has(uid));
    return [
      ...this.problems,
      ...unresolved.map(({ file, path }): Problem => ({ code: 'unresolved-reference', file, path })),
    ];
  }

  private belongsToAnother({ studyInstanceUid, patientId }: FileFacts): boolean {
    if (studyInstanceUid === '' || patientId === '') return false;
    const known = this.patientOfStudy.get(studyInstanceUid);
    if (known === undefined) this.patientOfStudy.set(studyInstanceUid, patientId);
    return known !== undefined && known !== patientId;
  }

  private hasOtherPixels({ sopInstanceUid, pixelLength }: FileFacts): boolean {
    const original = this.originals.get(sopInstanceUid);
    return original !== undefined && original !== pixelLength;
  }
}

/** Frames refer to the same few instances again and again. */
function distinct(references: readonly PlacedUid[]): readonly PlacedUid[] {
  return [...new Map(references.map((reference) => [reference.uid, reference])).values()];
}

/** What a file shows by itself. */
function problemsOf(facts: FileFacts): readonly ProblemCode[] {
  const { mediaStorageSopInstanceUid: media, sopInstanceUid, identityRemoved, method } = facts;
  const problems: ProblemCode[] = [];
  if (media !== undefined && sopInstanceUid !== '' && media !== sopInstanceUid)
    problems.push('media-storage-uid');
  const isMarked = identityRemoved === 'YES' && method.some((value) => value.startsWith('DicomAnon '));
  if (!isMarked) problems.push('unmarked');
  if (facts.patientName !== '' && facts.patientName !== facts.patientId) problems.push('patient-name');
  return problems;
}
