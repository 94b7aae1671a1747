import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../core/errors';
import { DICOMANON_POLICY } from '../core/policy/dicomanon';
import { RISK_NAMES, type RiskDecisions, type RiskName, riskNamed } from '../core/policy/risk-decisions';
import { shorten } from '../core/policy/shorten';
import type { SwitchId } from '../core/policy/policy';

/** What a call of the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'list-policy'; readonly policy: PolicyArguments }
  | { readonly kind: 'explain'; readonly subject: string; readonly policy: PolicyArguments }
  | ({ readonly kind: 'anonymise' } & AnonymiseArguments);

/** Which policy, and how. */
export interface PolicyArguments {
  /** A built-in policy, or a file. */
  readonly name: string;
  /** Options turned on and off. */
  readonly turned: Readonly<Record<SwitchId, boolean>>;
  /** What becomes of files with risks, beyond what the policy says. */
  readonly risks: RiskDecisions;
}

export interface AnonymiseArguments {
  /** Undefined: make the sample export and take that. */
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly workbook: string;
  readonly workers: number;
  readonly keepNames: boolean;
  /** Whether the copies are searched while they are written. */
  readonly audit: boolean;
  readonly dryRun: boolean;
  /** Show what would become of every attribute, and write nothing. */
  readonly preview: boolean;
  readonly report: string | undefined;
  readonly json: boolean;
  readonly prefix: string | undefined;
  readonly policy: PolicyArguments;
}

const MOST_WORKERS = 64;

/** The name of the option that turns a part of the policy off. */
export function optionOf(id: SwitchId): string {
  return id === 'mark' ? 'no-mark' : `keep-${id}`;
}

const FLAG = { type: 'boolean', default: false } as const;
const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'string', multiple: true } as const;

const KEEPING = Object.fromEntries(DICOMANON_POLICY.switches.map(({ id }) => [optionOf(id), FLAG]));

/** The options that `policyOf` reads. */
export const POLICY_OPTIONS = {
  ...{ policy: TEXT, option: TEXTS, 'no-option': TEXTS, 'hold-back': TEXTS, 'fail-on': TEXTS },
  ...KEEPING,
} as const;

const OPTIONS = {
  workbook: TEXT,
  workers: TEXT,
  report: TEXT,
  prefix: TEXT,
  ...POLICY_OPTIONS,
  explain: TEXT,
  'list-policy': FLAG,
  'keep-names': FLAG,
  'no-audit': FLAG,
  'dry-run': FLAG,
  preview: FLAG,
  json: FLAG,
  help: { ...FLAG, short: 'h' },
  version: { ...FLAG, short: 'V' },
} as const;

/**
 * Reads the arguments that follow the name of the program.
 * @throws UserError 'usage' when they make no sense
 */
export function parseArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const question = questionOf(values);
  if (question && positionals.length > 0) throw usage('Too many arguments: nothing is anonymised.');
  if (question) return question;
  const writesNothing = values['dry-run'] === true || values['preview'] === true;
  if (positionals.length === 0 && writesNothing) throw usage('SOURCE is missing.');
  if (positionals.length === 1 && !writesNothing) throw usage('DESTINATION is missing.');
  if (positionals.includes('')) throw usage('The name of a folder is empty.');
  if (positionals.length > 2) throw usage('Too many arguments.');
  return {
    kind: 'anonymise',
    source: positionals[0],
    destination: positionals[1],
    workbook: text(values.workbook) ?? join(homedir(), 'dicom-anon-mapping.xlsx'),
    workers: workersOf(text(values.workers)),
    keepNames: values['keep-names'] === true,
    audit: values['no-audit'] !== true,
    dryRun: values['dry-run'] === true,
    preview: values['preview'] === true,
    report: text(values.report),
    json: values.json === true,
    prefix: text(values.prefix),
    policy: policyOf(values),
  };
}

/** What is asked about a policy. */
function questionOf(values: Record<string, unknown>): Command | undefined {
  const subject = text(values.explain);
  if (subject !== undefined) return { kind: 'explain', subject, policy: policyOf(values) };
  return values['list-policy'] === true ? { kind: 'list-policy', policy: policyOf(values) } : undefined;
}

/**
 * Which policy the options `policy`, `option`, `no-option` and `keep-…` name.
 * @throws UserError 'usage' when an option is turned on and off
 */
export function policyOf(values: Record<string, unknown>): PolicyArguments {
  const keeping = DICOMANON_POLICY.switches.map(({ id }) => id).filter((id) => values[optionOf(id)] === true);
  const [on, off] = [texts(values.option), [...keeping, ...texts(values['no-option'])]];
  const both = on.find((id) => off.includes(id));
  if (both !== undefined) throw usage(`The option "${both}" is turned on and off.`);
  const turned = [...on.map((id) => [id, true] as const), ...off.map((id) => [id, false] as const)];
  return {
    name: text(values.policy) ?? DICOMANON_POLICY.name,
    turned: Object.fromEntries(turned),
    risks: risksOf(values),
  };
}

function risksOf(values: Record<string, unknown>): RiskDecisions {
  const [held, failing] = [texts(values['hold-back']).map(riskOf), texts(values['fail-on']).map(riskOf)];
  const both = held.find((risk) => failing.includes(risk));
  if (both !== undefined) throw usage(`The risk "${both}" is to hold files back and to fail them.`);
  return Object.fromEntries([
    ...held.map((risk) => [risk, 'hold-back'] as const),
    ...failing.map((risk) => [risk, 'fail'] as const),
  ]);
}

function riskOf(text: string): RiskName {
  const risk = riskNamed(text);
  if (risk !== undefined) return risk;
  throw new UserError(
    'usage',
    `There is no risk "${shorten(text)}".`,
    `Choose one of: ${RISK_NAMES.join(', ')}.`,
  );
}

function parse(args: readonly string[]): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function workersOf(value: string | undefined): number {
  if (value === undefined) return Math.min(availableParallelism(), MOST_WORKERS);
  const workers = Number(value);
  if (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS) return workers;
  throw usage(`--workers takes a whole number from 1 to ${MOST_WORKERS}.`);
}

function usage(what: string): UserError {
  return new UserError('usage', what, 'Run with --help to see how it is used.');
}
