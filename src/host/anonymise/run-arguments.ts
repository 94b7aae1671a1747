import { homedir } from 'node:os';
import { UserError } from '../../core/errors';
import { RISK_DECISIONS, RISK_NAMES, type RiskDecisions } from '../../core/policy/risk-decisions';
import type { SwitchId } from '../../core/policy/policy';
import { loadPolicy } from '../../core/run/load-policy';
import { isMapOf } from '../../panel/panel-guards';
import { isArrayOf, isBoolean, isOneOf, isStringUpTo, type Guard } from '../../rpc/guards';
import { expandHome } from './destination-rule';
import type { RunChanges } from './run-choices';
import { workbookPath, workerCount } from './settings';

const isText = isStringUpTo(40_000);
const isWorkerCount: Guard<number> = (value): value is number =>
  typeof value === 'number' && workerCount(value) === value;

/** Which there are, the policy says. */
const isSwitches = isArrayOf(isStringUpTo(100), 200);

/** The options of `executeCommand('dicomanon.anonymise', source, options)`, and what each must be. */
const OPTIONS = {
  destination: isText,
  policy: isText,
  off: isSwitches,
  on: isSwitches,
  risks: isMapOf(isOneOf(RISK_NAMES), isOneOf(RISK_DECISIONS), RISK_NAMES.length),
  keepNames: isBoolean,
  workbook: isText,
  prefix: isText,
  workers: isWorkerCount,
  report: isBoolean,
  searchCopies: isBoolean,
} as const satisfies Record<string, Guard<unknown>>;

interface RunOptions {
  readonly destination?: string;
  readonly policy?: string;
  readonly off?: readonly SwitchId[];
  readonly on?: readonly SwitchId[];
  readonly risks?: RiskDecisions;
  readonly keepNames?: boolean;
  readonly workbook?: string;
  readonly prefix?: string;
  readonly workers?: number;
  readonly report?: boolean;
  readonly searchCopies?: boolean;
}

/**
 * Checks the options that a script or another extension gave.
 * @param folder where the relative path of a policy file starts
 * @throws UserError 'bad-options' that names the option which is unknown or of the wrong kind; as `loadPolicy` does
 */
export function readRunOptions(value: unknown, folder = homedir()): RunChanges {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badOptions('The options are no object.');
  const given = Object.entries(value).filter(([, option]) => option !== undefined);
  for (const [name, option] of given) {
    if (!Object.hasOwn(OPTIONS, name)) throw badOptions(`There is no option "${name.slice(0, 40)}".`);
    if (!OPTIONS[name as keyof typeof OPTIONS](option))
      throw badOptions(`The option "${name}" has a value that it can't have.`);
  }
  return toChanges(Object.fromEntries(given), folder);
}

function toChanges(options: RunOptions, folder: string): RunChanges {
  const { destination, policy, workbook, on, off, ...others } = options;
  return {
    ...others,
    ...(destination === undefined ? {} : { destination: expandHome(destination) }),
    ...(policy === undefined ? {} : { policy: loadPolicy(expandHome(policy), folder) }),
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
