import { realpathSync, statSync } from 'node:fs';
import nodePath, { join, type PlatformPath, relative, resolve } from 'node:path';
import { UserError } from '../errors';
import { pathExists } from '../io/path-exists';

/** Where a run reads and writes: absolute, all links resolved, and safe for each other. */
export interface RunPaths {
  readonly source: string;
  readonly destination: string;
}

/**
 * Resolves source and destination and makes sure that no original can be touched.
 * @throws UserError when the source is no folder, or the destination is the source, above it, or not a folder
 */
export function checkPaths(source: string, destination: string): RunPaths {
  return explained(() => checkResolved(resolveSource(source), resolveDestination(destination)));
}

function checkResolved(from: string, to: string): RunPaths {
  if (isSameFolder(from, to)) {
    throw refusal('destination-is-source', 'The destination is the source folder itself.');
  }
  if (foldersAbove(from).some((folder) => isSameFolder(folder, to))) {
    throw refusal('source-in-destination', 'The source folder lies inside the destination.');
  }
  return { source: from, destination: to };
}

/**
 * Makes sure that a file of the run's own, which identifies patients, neither travels with the copies nor lies among
 * the originals.
 * @param what how to call the file in messages
 * @throws UserError 'file-in-destination' or 'file-in-source'
 */
export function checkOwnFile(
  { source, destination }: RunPaths,
  file: string,
  what: 'mapping workbook' | 'report',
): void {
  const path = explained(() => resolveAsFarAsItExists(resolve(file)));
  const remedy = `Choose another place for the ${what}.`;
  if (isInside(path, destination)) {
    throw new UserError(
      'file-in-destination',
      `The ${what} would lie in the destination, and whoever gets the copies could tell who the patients are.`,
      remedy,
    );
  }
  if (isInside(path, source)) {
    throw new UserError(
      'file-in-source',
      `The ${what} would lie in the source folder, which is only read.`,
      remedy,
    );
  }
}

/**
 * Whether `path` is `folder` or lies below it; both absolute.
 * @param flavour how paths are written; on Windows letter case does not count
 */
export function isInside(path: string, folder: string, flavour: PlatformPath = nodePath): boolean {
  const way = flavour.relative(folder, path);
  return way !== '..' && !way.startsWith(`..${flavour.sep}`) && !flavour.isAbsolute(way);
}

/**
 * The source folder, absolute, all links resolved.
 * @throws UserError 'source-missing', 'source-not-folder' or 'folder-unreachable'
 */
export function resolveSource(source: string): string {
  return explained(() => realFolder(source));
}

function realFolder(source: string): string {
  const remedy = 'Choose the folder that holds the patient folders.';
  if (!pathExists(source)) throw new UserError('source-missing', 'The source folder does not exist.', remedy);
  if (!statSync(source).isDirectory())
    throw new UserError('source-not-folder', 'The source is not a folder.', remedy);
  return realpathSync.native(source);
}

function resolveDestination(destination: string): string {
  const path = resolve(destination);
  const nearest = nearestThatExists(path);
  if (!statSync(nearest).isDirectory())
    throw refusal('destination-not-folder', 'The destination is not a folder.');
  return resolveAsFarAsItExists(path);
}

/** All links of the part of a path that exists resolved, and its letters as the file system has them; the rest follows. */
function resolveAsFarAsItExists(path: string): string {
  const nearest = nearestThatExists(path);
  return join(realpathSync.native(nearest), relative(nearest, path));
}

function nearestThatExists(path: string): string {
  return [path, ...foldersAbove(path)].find(pathExists) ?? path;
}

/** The folders above a path, from the nearest to the root. */
export function foldersAbove(path: string, flavour: PlatformPath = nodePath): readonly string[] {
  const above: string[] = [];
  for (let at = path; flavour.dirname(at) !== at; at = flavour.dirname(at)) above.push(flavour.dirname(at));
  return above;
}

/** Two names can lead to one folder without any link: through a mount, or where letter case does not count. */
function isSameFolder(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [a, b].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return (
    one !== undefined &&
    other !== undefined &&
    one.ino !== 0n &&
    one.ino === other.ino &&
    one.dev === other.dev
  );
}

/** An error of the file system as one for people; its own text has the path, which may name a patient. */
function explained<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new UserError(
      'folder-unreachable',
      `The system cannot say what lies at the source or the destination (${code}).`,
      'Check that their drives are connected and that you may read them, then try again.',
    );
  }
}

function refusal(code: string, what: string): UserError {
  return new UserError(code, what, 'Choose another destination, best a new folder beside the source.');
}
