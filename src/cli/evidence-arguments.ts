import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../core/errors';
import { POLICY_OPTIONS, type PolicyArguments, policyOf } from './arguments';

/** What a call of the evidence export asks for. */
export type EvidenceCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'evidence' } & EvidenceArguments);

export interface EvidenceArguments {
  /** The folder of the anonymised files. */
  readonly outputs: string;
  readonly to: string;
  readonly workbook: string;
  readonly source: string | undefined;
  readonly crosswalks: string | undefined;
  readonly policy: PolicyArguments;
  readonly validator: boolean;
  /** List checksums without the paths of files. */
  readonly noPaths: boolean;
  readonly json: boolean;
}

const OPTIONS = {
  to: { type: 'string' },
  workbook: { type: 'string' },
  source: { type: 'string' },
  crosswalks: { type: 'string' },
  'no-validator': { type: 'boolean', default: false },
  'no-paths': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false, short: 'h' },
  version: { type: 'boolean', default: false, short: 'V' },
  ...POLICY_OPTIONS,
} as const;

/**
 * Reads the arguments that follow the name of the program.
 * @throws UserError 'usage' when they make no sense
 */
export function parseEvidenceArguments(args: readonly string[]): EvidenceCommand {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [outputs] = positionals;
  if (outputs === undefined || outputs === '') throw usage('The folder of the anonymised files is missing.');
  if (positionals.length > 1) throw usage('Too many arguments.');
  const { to, source, crosswalks, json } = values;
  if (to === undefined || to === '') throw usage('--to FOLDER is missing.');
  if (source !== undefined && crosswalks === undefined)
    throw usage('--source is of use for the crosswalks only: add --crosswalks FOLDER.');
  const workbook = values.workbook ?? join(homedir(), 'dicom-anon-mapping.xlsx');
  const validator = !values['no-validator'];
  const noPaths = values['no-paths'];
  const policy = policyOf(values);
  return { kind: 'evidence', outputs, to, workbook, source, crosswalks, policy, validator, noPaths, json };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(what: string): UserError {
  return new UserError('usage', what, 'Run with --help to see how it is used.');
}
