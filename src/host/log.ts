import * as vscode from 'vscode';

/** The output channel of the extension. What is written there holds no patient data. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('DicomAnon', { log: true });
}

/**
 * A fault of the program as it may be logged: its kind and where it arose. Its message is left out, because it may
 * quote what was read.
 */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [error.name, ...frames].join('\n');
}
