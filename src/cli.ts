#!/usr/bin/env node
import { parseArguments } from './cli/arguments';
import { helpText } from './cli/help';
import { explanationOf, policyList } from './cli/policy-questions';
import { EXIT, refusalText, runAnonymise } from './cli/run-command';
import { terminalLine } from './cli/terminal-text';
import { UserError } from './core/errors';

declare const DICOMANON_VERSION: string;

async function main(): Promise<number> {
  const command = parseArguments(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      process.stdout.write(`${helpText()}\n`);
      return EXIT.done;
    case 'version':
      process.stdout.write(`${DICOMANON_VERSION}\n`);
      return EXIT.done;
    case 'list-policy':
      process.stdout.write(`${policyList(command.policy)}\n`);
      return EXIT.done;
    case 'explain':
      process.stdout.write(`${explanationOf(command.subject, command.policy)}\n`);
      return EXIT.done;
    case 'anonymise':
      return runAnonymise(command, {
        stdout: process.stdout,
        stderr: process.stderr,
        version: DICOMANON_VERSION,
        scripts: __dirname,
        signal: interruptSignal(),
      });
  }
}

/** Ctrl-C ends the run in order; a second one ends the process at once, which loses nothing either. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT.cancelled);
      controller.abort();
    });
  }
  return controller.signal;
}

/** Whoever reads the output may stop reading, or the terminal close: that must not end a run half-way. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** What went wrong, without the path that errors of the file system carry: it may name a patient. */
function unexpectedText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error.stack ?? error.message;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return [`Unexpected error ${code} (${syscall})`, ...frames].join('\n');
}

outliveReaders();
main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(
      terminalLine(error instanceof UserError ? refusalText(error) : unexpectedText(error)),
    );
    process.exitCode = error instanceof UserError ? EXIT.refused : EXIT.someFailed;
  },
);
