import { UserError } from '../core/errors';
import { EXIT } from './exit';
import type { Terminal } from './terminal';
import { terminalLine } from './terminal-text';

declare const DICOMANON_VERSION: string;

/** Runs a program of the command line: signals, errors and the exit status are the same for all of them. */
export function runProgram(main: (terminal: Terminal) => Promise<number>): void {
  outliveReaders();
  const { stdout, stderr } = process;
  const signal = interruptSignal();
  const terminal = { stdout, stderr, version: DICOMANON_VERSION, scripts: __dirname, signal };
  run(main, terminal).then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      stderr.write(terminalLine(error instanceof UserError ? refusalText(error) : unexpectedText(error)));
      process.exitCode = error instanceof UserError ? EXIT.refused : EXIT.someFailed;
    },
  );
}

/** The lines that tell why something was refused. */
export function refusalText(error: UserError): string {
  return `${error.message}\n${error.remedy}`;
}

/** So that what `main` throws before it waits for anything is told like the rest. */
async function run(main: (terminal: Terminal) => Promise<number>, terminal: Terminal): Promise<number> {
  return main(terminal);
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
