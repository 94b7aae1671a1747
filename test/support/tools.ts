import { spawnSync } from 'node:child_process';

/** Independent programs that the tests compare with, and the Debian package that holds each. */
const PACKAGES = {
  dcmdump: 'dcmtk',
  dcmmkdir: 'dcmtk',
  dcmodify: 'dcmtk',
  dcmconv: 'dcmtk',
  dcmdjpeg: 'dcmtk',
  gdcmanon: 'libgdcm-tools',
  gdcmdump: 'libgdcm-tools',
  dciodvfy: 'dicom3tools',
  python3: 'python3-pydicom',
} as const;

export type ToolName = keyof typeof PACKAGES;

export type ToolRun =
  | { readonly kind: 'ran'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'missing'; readonly reason: string };

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Runs a program to its end. Where it isn't installed, the reason names the command that installs it. */
export function runTool(
  tool: ToolName,
  args: readonly string[],
  options: { readonly input?: string } = {},
): ToolRun {
  return runProgram(tool, tool, args, options.input);
}

/** As {@link runTool}, for a program that is known under another name or path. */
export function runProgram(program: string, tool: ToolName, args: readonly string[], input = ''): ToolRun {
  const run = spawnSync(program, args, { encoding: 'utf8', input, maxBuffer: MAX_OUTPUT_BYTES });
  if (run.error !== undefined && 'code' in run.error && run.error.code === 'ENOENT') return missing(tool);
  if (run.error !== undefined) throw run.error;
  return { kind: 'ran', code: run.status ?? -1, stdout: run.stdout, stderr: run.stderr };
}

/** Why a test that needs the tool is skipped, or undefined if it is installed. */
export function missingReason(tool: ToolName): string | undefined {
  const run = runTool(tool, ['--version']);
  return run.kind === 'missing' ? run.reason : undefined;
}

export function missing(tool: ToolName): ToolRun & { readonly kind: 'missing' } {
  return { kind: 'missing', reason: `${tool} is not installed: sudo apt-get install ${PACKAGES[tool]}` };
}
