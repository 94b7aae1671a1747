import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from '../../core/errors';
import { choiceWith } from '../../core/policy/policy';
import { POLICIES } from '../../core/policy/policies';
import { type LoadedPolicy, loadPolicy, POLICY_FILE_ENDING } from '../../core/run/load-policy';
import { DEFAULT_DESTINATION_RULE, expandHome } from './destination-rule';

/** The names of the settings below `dicomanon.`. */
export const SETTING = {
  destination: 'destination',
  workbook: 'workbook',
  prefix: 'anonymisedIdPrefix',
  policy: 'policy',
  switches: 'policyParts',
  workers: 'workers',
  keepNames: 'keepNames',
  report: 'report',
  searchCopies: 'searchCopies',
} as const;

/** What the settings say, made sure to be of the right kind. */
export interface Settings {
  readonly destinationRule: string;
  /** Absolute path. */
  readonly workbook: string;
  readonly prefix: string;
  readonly policy: LoadedPolicy;
  /** Why the policy file that the user named can't be used: nothing is anonymised by another policy in its place. */
  readonly policyProblem?: UserError;
  readonly workers: number;
  readonly keepNames: boolean;
  readonly report: boolean;
  readonly searchCopies: boolean;
}

const DEFAULT_WORKBOOK = 'dicom-anon-mapping.xlsx';
const DEFAULT_PREFIX = 'ANON-';
const MOST_WORKERS = 64;

/**
 * Reads the settings through `get`, which answers whatever the user has typed; what makes no sense is passed over.
 * @param folder where the relative path of a policy file starts
 */
export function readSettings(get: (name: string) => unknown, folder = homedir()): Settings {
  const workbook = text(get(SETTING.workbook));
  return {
    destinationRule: text(get(SETTING.destination)) ?? DEFAULT_DESTINATION_RULE,
    workbook: workbookPath(workbook ?? ''),
    prefix: text(get(SETTING.prefix)) ?? DEFAULT_PREFIX,
    ...readPolicy(get(SETTING.policy), get(SETTING.switches), folder),
    workers: workerCount(get(SETTING.workers)),
    keepNames: get(SETTING.keepNames) === true,
    report: get(SETTING.report) !== false,
    searchCopies: get(SETTING.searchCopies) !== false,
  };
}

/** The absolute path of a workbook as a user writes it; the default one for ''. */
export function workbookPath(path: string): string {
  return path.trim() === '' ? join(homedir(), DEFAULT_WORKBOOK) : resolve(homedir(), expandHome(path.trim()));
}

/** A number of workers; what is no number from 1 to 64 means one for each core. */
export function workerCount(value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_WORKERS)
    return value as number;
  return availableParallelism();
}

/** A policy file with its own options, or a built-in policy with the switches turned. */
function readPolicy(
  name: unknown,
  switches: unknown,
  folder: string,
): Pick<Settings, 'policy' | 'policyProblem'> {
  if (typeof name !== 'string' || !name.trim().endsWith(POLICY_FILE_ENDING))
    return { policy: builtInPolicy(name, switches) };
  try {
    return { policy: loadPolicy(expandHome(name.trim()), folder) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { policy: builtInPolicy(undefined, undefined), policyProblem: error };
  }
}

/**
 * The built-in policy of this name, the default one for any other, with the switches of `{ "private": false, … }` turned.
 * Both may be whatever the user has typed.
 */
export function builtInPolicy(name: unknown, switches: unknown): LoadedPolicy {
  const policy = POLICIES.find((entry) => entry.name === name) ?? POLICIES[0]!;
  const given = typeof switches === 'object' && switches !== null ? Object.entries(switches) : [];
  const turned = given.filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean');
  return { choice: choiceWith(policy, Object.fromEntries(turned)) };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
