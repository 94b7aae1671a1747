#!/usr/bin/env node
import { parseArguments } from './cli/arguments';
import { helpText } from './cli/help';
import { EXIT, refusalText, runAnonymise } from './cli/run-command';
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
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT.cancelled);
      controller.abort();
    });
  }
  return controller.signal;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    if (error instanceof UserError) process.stderr.write(`${refusalText(error)}\n`);
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = EXIT.refused;
  },
);
