/** Names that a DICOMDIR can refer to: File IDs (PS3.10 §8.2, §8.5). */

/** The File ID that PS3.10 §8.6 reserves for the DICOMDIR itself. */
export const DICOMDIR_NAME = 'DICOMDIR';

/** How a medium's file system shows File IDs, which are in capitals: as they are, or in small letters. */
export type FileIdCase = 'capital' | 'small';

const MOST_COMPONENTS = 8;
const LONGEST_COMPONENT = 8;
const COMPONENTS: Readonly<Record<FileIdCase, RegExp>> = {
  capital: /^[A-Z0-9_]{1,8}$/,
  small: /^[a-z0-9_]{1,8}$/,
};
const NOT_IN_COMPONENT: Readonly<Record<FileIdCase, RegExp>> = {
  capital: /[^A-Z0-9_]/g,
  small: /[^a-z0-9_]/g,
};

/** How the names beside a DICOMDIR of that name are written; undefined when the name is not that of a DICOMDIR. */
export function fileIdCaseOf(name: string): FileIdCase | undefined {
  if (name === DICOMDIR_NAME) return 'capital';
  return name === DICOMDIR_NAME.toLowerCase() ? 'small' : undefined;
}

/** Whether a name can be one component of a File ID. */
export function isFileIdComponent(name: string, letters: FileIdCase): boolean {
  return COMPONENTS[letters].test(name);
}

/** The File ID of a path, undefined when there is none: at most eight components of eight characters each. */
export function fileIdOf(path: readonly string[], letters: FileIdCase): readonly string[] | undefined {
  if (path.length === 0 || path.length > MOST_COMPONENTS) return undefined;
  if (!path.every((name) => isFileIdComponent(name, letters))) return undefined;
  return path.map((name) => name.toUpperCase());
}

/**
 * A component of a File ID that stands for `name`: the name without what a component can't hold ("ANON-0001" becomes
 * "ANON0001"), undefined when nothing or too much of it is left.
 */
export function fitFileIdComponent(name: string, letters: FileIdCase): string | undefined {
  const fitted = inCase(name, letters).replace(NOT_IN_COMPONENT[letters], '');
  return fitted === '' || fitted.length > LONGEST_COMPONENT ? undefined : fitted;
}

/** A text as the file system of the medium shows it. */
export function inCase(text: string, letters: FileIdCase): string {
  return letters === 'capital' ? text.toUpperCase() : text.toLowerCase();
}
