import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors';

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
  const from = resolveSource(source);
  const to = resolveDestination(destination);
  if (to === from) {
    throw refusal('destination-is-source', 'The destination is the source folder itself.');
  }
  if (isInside(from, to)) {
    throw refusal('source-in-destination', 'The source folder lies inside the destination.');
  }
  return { source: from, destination: to };
}

/** Whether `path` is `folder` or lies below it; both absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === resolve(path) && !isAbsolute(way));
}

function isAbsolute(way: string): boolean {
  return resolve(way) === way;
}

/**
 * The source folder, absolute, all links resolved.
 * @throws UserError 'source-missing' or 'source-not-folder'
 */
export function resolveSource(source: string): string {
  const remedy = 'Choose the folder that holds the patient folders.';
  if (!existsSync(source)) throw new UserError('source-missing', 'The source folder does not exist.', remedy);
  if (!statSync(source).isDirectory()) throw new UserError('source-not-folder', 'The source is not a folder.', remedy);
  return realpathSync(source);
}

/** The nearest folder that exists is resolved; the rest need not exist yet. */
function resolveDestination(destination: string): string {
  const path = resolve(destination);
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw refusal('destination-not-folder', 'The destination is not a folder.');
    return realpathSync(path);
  }
  const parent = dirname(path);
  return parent === path ? path : join(resolveDestination(parent), basename(path));
}

function refusal(code: string, what: string): UserError {
  return new UserError(code, what, 'Choose another destination, best a new folder beside the source.');
}
