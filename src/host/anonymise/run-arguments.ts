import { UserError } from '../../core/errors';
import { POLICIES, policyNamed } from '../../core/policy/policies';
import type { SwitchId } from '../../core/policy/policy';
import { isArrayOf, isBoolean, isOneOf, isStringUpTo, type Guard } from '../../rpc/guards';
import { expandHome } from './destination-rule';
import type { RunChanges } from './run-controller';
import { workbookPath, workerCount } from './settings';

const isText = isStringUpTo(40_000);
const isPolicyName: Guard<string> = (value): value is string =>
  typeof value === 'string' && policyNamed(value) !== undefined;
const isWorkerCount: Guard<number> = (value): value is number =>
  typeof value === 'number' && workerCount(value) === value;

/** Those of the policy itself are checked where it is known. */
const SWITCH_IDS = [...new Set(POLICIES.flatMap(({ switches }) => switches.map(({ id }) => id)))];
const isSwitches = isArrayOf(isOneOf(SWITCH_IDS), SWITCH_IDS.length);

/** The options of `executeCommand('dicomanon.anonymise', source, options)`, and what each must be. */
const OPTIONS = {
  destination: isText,
  policy: isPolicyName,
  off: isSwitches,
  on: isSwitches,
  keepNames: isBoolean,
  workbook: isText,
  prefix: isText,
  workers: isWorkerCount,
  report: isBoolean,
} as const satisfies Record<string, Guard<unknown>>;

interface RunOptions {
  readonly destination?: string;
  readonly policy?: string;
  readonly off?: readonly SwitchId[];
  readonly on?: readonly SwitchId[];
  readonly keepNames?: boolean;
  readonly workbook?: string;
  readonly prefix?: string;
  readonly workers?: number;
  readonly report?: boolean;
}

/**
 * Checks the options that a script or another extension gave.
 * @throws UserError 'bad-options' that names the option which is unknown or of the wrong kind; 'unknown-policy'
 */
export function readRunOptions(value: unknown): RunChanges {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badOptions('The options are no object.');
  const given = Object.entries(value).filter(([, option]) => option !== undefined);
  for (const [name, option] of given) {
    if (!Object.hasOwn(OPTIONS, name)) throw badOptions(`There is no option "${name.slice(0, 40)}".`);
    if (!OPTIONS[name as keyof typeof OPTIONS](option))
      throw badOptions(`The option "${name}" has a value that it can't have.`);
  }
  return toChanges(Object.fromEntries(given));
}

function toChanges({ destination, policy, workbook, on, off, ...others }: RunOptions): RunChanges {
  return {
    ...others,
    ...(destination === undefined ? {} : { destination: expandHome(destination) }),
    ...(policy === undefined ? {} : { policyName: policy }),
    ...(on || off ? { switches: turned(on ?? [], off ?? []) } : {}),
    ...(workbook === undefined ? {} : { workbook: workbookPath(workbook) }),
  };
}

function turned(on: readonly SwitchId[], off: readonly SwitchId[]): Readonly<Record<SwitchId, boolean>> {
  const entries: [SwitchId, boolean][] = [];
  for (const id of on) entries.push([id, true]);
  for (const id of off) entries.push([id, false]);
  return Object.fromEntries(entries);
}

function badOptions(message: string): UserError {
  const names = Object.keys(OPTIONS).join(', ');
  return new UserError('bad-options', message, `The options are: ${names}.`);
}
