import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../errors';
import { EVIDENCE_FORMAT } from '../evidence/evidence';
import { foldersAbove, isInside } from './check-paths';

export const EVIDENCE_FILES = {
  json: 'evidence.json',
  page: 'evidence.html',
  /** Without paths the list is no input for `sha256sum -c`, and does not bear its name. */
  checksums: { path: 'sha256sums.txt', number: 'sha256-by-number.txt' },
} as const;

export const CROSSWALK_FILES = {
  uids: 'uid_crosswalk.csv',
  patients: 'patid_crosswalk.csv',
  note: 'CONFIDENTIAL.txt',
} as const;

/** How the note begins by which a folder of crosswalks is known. */
export const CROSSWALK_MARK = 'CONFIDENTIAL: DicomAnon crosswalks';

/** Where evidence is read from and goes to: absolute, links resolved. */
export interface EvidenceFolders {
  readonly outputs: string;
  readonly evidence: string;
  readonly source: string | undefined;
  readonly crosswalks: string | undefined;
}

/**
 * Resolves the folders and makes sure that what is written lies apart from what is read, the crosswalks apart from the
 * evidence, and that nothing of somebody else's would be replaced.
 * @throws UserError 'no-folder', 'evidence-place', 'evidence-exists', 'folder-unreachable'
 */
export function checkEvidenceFolders(folders: EvidenceFolders): EvidenceFolders {
  return explained(() => {
    const resolved: EvidenceFolders = {
      outputs: existing(folders.outputs, 'The folder of the anonymised files does not exist.'),
      source:
        folders.source === undefined
          ? undefined
          : existing(folders.source, 'The folder of the originals does not exist.'),
      evidence: asFarAsItExists(folders.evidence),
      crosswalks: folders.crosswalks === undefined ? undefined : asFarAsItExists(folders.crosswalks),
    };
    checkApart(resolved);
    checkReplaceable(resolved.evidence, isEvidence, evidenceNames());
    if (resolved.crosswalks !== undefined)
      checkReplaceable(resolved.crosswalks, isCrosswalks, Object.values(CROSSWALK_FILES));
    return resolved;
  });
}

function checkApart({ outputs, source, evidence, crosswalks }: EvidenceFolders): void {
  const read = [outputs, ...(source === undefined ? [] : [source])];
  for (const written of [evidence, ...(crosswalks === undefined ? [] : [crosswalks])]) {
    if (read.some((folder) => overlap(written, folder)))
      throw misplaced('Evidence and crosswalks must lie apart from the anonymised files and the originals.');
  }
  if (crosswalks !== undefined && overlap(crosswalks, evidence))
    throw misplaced('The crosswalks name patients: they must not lie with the evidence, which is passed on.');
}

function overlap(one: string, other: string): boolean {
  return isInside(one, other) || isInside(other, one);
}

/** There is nothing at the path, or an empty folder, or what an earlier export left and nothing else. */
function checkReplaceable(
  folder: string,
  isOurs: (folder: string) => boolean,
  names: readonly string[],
): void {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat) {
    if (statSync(dirname(folder), { throwIfNoEntry: false })?.isDirectory()) return;
    throw new UserError(
      'evidence-place',
      'The folder in which the new folder is to be made does not exist.',
      'Make it, or choose another place.',
    );
  }
  const entries = stat.isDirectory() ? readdirSync(folder) : undefined;
  if (entries?.length === 0) return;
  if (entries && entries.every((name) => names.includes(name)) && isOurs(folder)) return;
  throw new UserError(
    'evidence-exists',
    'The folder to write to holds something else than an earlier export.',
    'Choose an empty folder, or a new one.',
  );
}

function isEvidence(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, EVIDENCE_FILES.json), 'utf8');
    return (JSON.parse(text) as { readonly format?: unknown } | null)?.format === EVIDENCE_FORMAT;
  } catch {
    return false;
  }
}

function isCrosswalks(folder: string): boolean {
  const note = join(folder, CROSSWALK_FILES.note);
  return existsSync(note) && readFileSync(note, 'utf8').startsWith(CROSSWALK_MARK);
}

function evidenceNames(): readonly string[] {
  const { json, page, checksums } = EVIDENCE_FILES;
  return [json, page, ...Object.values(checksums)];
}

function existing(folder: string, what: string): string {
  const path = resolve(folder);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError('no-folder', what, 'Check the path, and that its drive is connected.');
  return realpathSync.native(path);
}

function asFarAsItExists(folder: string): string {
  const path = resolve(folder);
  const nearest = [path, ...foldersAbove(path)].find((each) => existsSync(each)) ?? path;
  return join(realpathSync.native(nearest), relative(nearest, path));
}

function misplaced(what: string): UserError {
  return new UserError('evidence-place', what, 'Choose a folder of its own, best a new one beside them.');
}

/** An error of the file system as one for people; its own text has the path, which may name a patient. */
export function explained<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw explainedError(error);
  }
}

/** @returns a UserError in the place of an error of the file system; any other error as it is */
export function explainedError(error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  return new UserError(
    'evidence-unwritable',
    `The file system does not let DicomAnon read or write the folders named (${code}).`,
    'Check that their drives are connected, that there is space, and that you may write there.',
  );
}
