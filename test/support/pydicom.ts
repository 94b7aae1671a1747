import { join } from 'node:path';
import { missing, runProgram, type ToolRun } from './tools';

/** A data element as pydicom sees it; `path` is that of its sequences and items: `00400275[0].00400007`. */
export interface PydicomElement {
  readonly path: string;
  readonly vr: string;
  /** Text of the value, multiple values joined with a backslash; of binary values their SHA-256. */
  readonly value: string;
}

export type PydicomFile =
  | { readonly path: string; readonly error: string }
  | {
      readonly path: string;
      readonly elements: readonly PydicomElement[];
      readonly warnings: readonly string[];
    };

export type PydicomRead =
  | { readonly kind: 'read'; readonly files: readonly PydicomFile[] }
  | { readonly kind: 'missing'; readonly reason: string };

const READER = join(process.cwd(), 'test', 'support', 'pydicom_read.py');

/**
 * The system's Python comes second: Debian's package serves it even where another one is first in the path.
 */
const CANDIDATES = ['python3', '/usr/bin/python3'];

let interpreter: string | null | undefined;

/** Reads the files with pydicom, every element of each at every depth. */
export function readWithPydicom(paths: readonly string[]): PydicomRead {
  const run = runPython(['-W', 'ignore', READER], JSON.stringify(paths));
  if (run.kind === 'missing') return run;
  if (run.code !== 0) throw new Error(`pydicom reader failed: ${run.stderr}`);
  return { kind: 'read', files: JSON.parse(run.stdout) as PydicomFile[] };
}

/** Runs a Python that has pydicom: `runPython(['-c', script, file])`. */
export function runPython(args: readonly string[], input = ''): ToolRun {
  const program = pythonWithPydicom();
  return program === undefined ? missing('python3') : runProgram(program, 'python3', args, input);
}

/** A Python interpreter that can import pydicom, or undefined. */
export function pythonWithPydicom(): string | undefined {
  interpreter ??= CANDIDATES.find((each) => canImportPydicom(each)) ?? null;
  return interpreter ?? undefined;
}

function canImportPydicom(program: string): boolean {
  const run = runProgram(program, 'python3', ['-c', 'import pydicom']);
  return run.kind === 'ran' && run.code === 0;
}
