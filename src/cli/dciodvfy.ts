import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { CountedMessage } from '../core/evidence/evidence';
import { type ValidatorMessage, validatorMessages } from '../core/evidence/validator-messages';
import type { Validator } from '../core/run/export-evidence';

const NAME = process.platform === 'win32' ? 'dciodvfy.exe' : 'dciodvfy';
const LONGEST_MS = 120_000;
/** More than this of one file's messages is not read. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** The messages of one file; undefined when the program crashed or took too long. */
type Messages = readonly ValidatorMessage[] | undefined;

/**
 * dciodvfy (dicom3tools), which knows what each kind of object must have; undefined where it is not installed.
 * @param path the folders to look in, as PATH lists them; relative ones are passed over
 */
export function findDciodvfy(path = process.env['PATH'] ?? ''): Validator | undefined {
  const program = path
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, NAME))
    .find(isExecutable);
  return program === undefined ? undefined : countingValidator((file) => runOn(program, file));
}

/** Adds up what `run` says of each file. */
export function countingValidator(run: (file: string) => Promise<Messages>): Validator {
  const counts = new Map<string, { message: ValidatorMessage; files: number }>();
  let [files, gaveUp, filesWithErrors] = [0, 0, 0];
  return {
    validate: async (file) => {
      const messages = await run(file);
      files++;
      if (messages === undefined) gaveUp++;
      if (messages?.some(({ severity }) => severity === 'error')) filesWithErrors++;
      for (const message of messages ?? []) {
        const key = Object.values(message).join('|');
        counts.set(key, { message, files: (counts.get(key)?.files ?? 0) + 1 });
      }
    },
    result: () => ({
      kind: 'run',
      name: 'dciodvfy',
      ...{ files, gaveUp, filesWithErrors },
      errors: listed([...counts.values()], 'error'),
      warnings: listed([...counts.values()], 'warning'),
    }),
  };
}

function listed(
  counts: readonly { readonly message: ValidatorMessage; readonly files: number }[],
  severity: ValidatorMessage['severity'],
): readonly CountedMessage[] {
  return counts
    .filter(({ message }) => message.severity === severity)
    .map(({ message: { what, attribute }, files }) => ({ what, attribute, files }))
    .sort((a, b) => b.files - a.files || order(a, b));
}

function order(a: CountedMessage, b: CountedMessage): number {
  const [one, other] = [`${a.what}|${a.attribute}`, `${b.what}|${b.attribute}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** @param file absolute, so that it is never taken for an option */
function runOn(program: string, file: string): Promise<Messages> {
  return new Promise((resolve) => {
    const child = spawn(program, [file], { stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_MS });
    let printed = '';
    const take = (piece: Buffer): void => {
      if (printed.length < MOST_CHARACTERS) printed += piece.toString('latin1');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', () => resolve(undefined));
    child.on('close', (_code, signal) => resolve(signal === null ? validatorMessages(printed) : undefined));
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
