import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../core/errors';

/** What a call of the audit asks for. */
export type AuditCommand =
  { readonly kind: 'help' } | { readonly kind: 'version' } | ({ readonly kind: 'audit' } & AuditArguments);

export interface AuditArguments {
  readonly folder: string;
  readonly workbook: string;
  /** The originals, to learn from them what else is known of the patients; undefined: the workbook has to do. */
  readonly source: string | undefined;
  readonly pixels: boolean;
  readonly json: boolean;
  readonly report: string | undefined;
}

const OPTIONS = {
  workbook: { type: 'string' },
  source: { type: 'string' },
  report: { type: 'string' },
  pixels: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false, short: 'h' },
  version: { type: 'boolean', default: false, short: 'V' },
} as const;

/**
 * Reads the arguments that follow the name of the program.
 * @throws UserError 'usage' when they make no sense
 */
export function parseAuditArguments(args: readonly string[]): AuditCommand {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [folder] = positionals;
  if (folder === undefined || folder === '') throw usage('The folder to search is missing.');
  if (positionals.length > 1) throw usage('Too many arguments.');
  const { source, report, pixels, json } = values;
  const workbook = values.workbook ?? join(homedir(), 'dicom-anon-mapping.xlsx');
  return { kind: 'audit', folder, workbook, source, report, pixels, json };
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
