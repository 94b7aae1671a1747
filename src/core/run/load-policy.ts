import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { UserError } from '../errors';
import type { FixedId } from '../mapping/fixed-ids';
import type { IdListFile } from '../mapping/id-list-file';
import type { RegisterOptions } from '../mapping/register';
import { compilePolicyFile, type PatientIdSettings, type PolicyText } from '../policy/file/compile';
import { POLICIES } from '../policy/policies';
import { defaultChoice, type PolicyChoice } from '../policy/policy';
import { shorten } from '../policy/shorten';
import { nearest } from '../policy/suggestion';

/** What the names of policy files end with. */
export const POLICY_FILE_ENDING = '.dicomanon.json';

/** A policy as somebody named it. */
export interface LoadedPolicy {
  readonly choice: PolicyChoice;
  /** Absolute path of the policy file; undefined for a built-in one. */
  readonly file?: string;
  readonly prefix?: string;
  readonly digits?: number;
  readonly idList?: IdListFile;
}

/** A policy file is typed by people; nothing larger is read. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The built-in policy of this name, or that of a policy file.
 * @param folder where relative paths start
 * @throws UserError 'unknown-policy'; PolicyFileError
 */
export function loadPolicy(nameOrFile: string, folder: string): LoadedPolicy {
  const builtIn = POLICIES.find(({ name }) => name.toLowerCase() === nameOrFile.trim().toLowerCase());
  if (builtIn) return { choice: defaultChoice(builtIn) };
  if (!nameOrFile.endsWith(POLICY_FILE_ENDING)) throw unknownPolicy(nameOrFile);
  const file = resolve(folder, nameOrFile);
  const text = readText(file, basename(file));
  if (text === undefined) throw missingFile(basename(file));
  return loadText(file, text);
}

/** How the patients of a run are called: the list of fixed IDs is read through `readList`. */
export async function namingOf(
  { prefix, digits, idList }: Pick<LoadedPolicy, 'prefix' | 'digits' | 'idList'>,
  readList: (list: IdListFile) => Promise<readonly FixedId[]>,
): Promise<RegisterOptions> {
  return {
    ...(prefix === undefined ? {} : { prefix }),
    ...(digits === undefined ? {} : { digits }),
    ...(idList === undefined ? {} : { fixedIds: await readList(idList) }),
  };
}

function loadText(file: string, { text, name }: PolicyText): LoadedPolicy {
  const { choice, patientIds } = compilePolicyFile({ id: file, name, text }, (path, from) => {
    const extended = resolve(dirname(from), path);
    return readText(extended, relative(dirname(file), extended));
  });
  const { list, ...numbering } = patientIds;
  return { choice, file, ...numbering, ...(list === undefined ? {} : { idList: listFile(list) }) };
}

function listFile({ file, namedIn, ...columns }: NonNullable<PatientIdSettings['list']>): IdListFile {
  return { ...columns, file: resolve(dirname(namedIn), file) };
}

/** Undefined when there is no such file. */
function readText(file: string, name: string): PolicyText | undefined {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return undefined;
    if (stat.size > MOST_BYTES) throw tooLarge(name);
    return { id: file, name, text: readFileSync(file, 'utf8') };
  } catch (error) {
    if (error instanceof UserError) throw error;
    return undefined;
  }
}

function unknownPolicy(name: string): UserError {
  const names = POLICIES.map((policy) => policy.name);
  const near = nearest(name, names);
  return new UserError(
    'unknown-policy',
    `There is no policy "${shorten(name)}".`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Choose one of: ${names.join(', ')}; or a file that ends in ${POLICY_FILE_ENDING}.`,
  );
}

function missingFile(name: string): UserError {
  return new UserError(
    'policy-file-missing',
    `The policy file "${shorten(name)}" can't be read.`,
    'Correct its path; a relative one starts at the working folder or the workspace.',
  );
}

function tooLarge(name: string): UserError {
  return new UserError(
    'policy-file',
    `The policy file "${shorten(name)}" is larger than 4 MB.`,
    'Choose a policy file.',
  );
}
