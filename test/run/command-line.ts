import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readWorkbook, type ReadWorkbook } from '../../src/core/mapping/workbook';
import { useTempFolder, writeTree } from '../support/temp-folder';

const MOST_OUTPUT = 64 * 1024 * 1024;
export const CLI = join(process.cwd(), 'dist', 'cli.js');

/** What --json prints. */
export interface JsonSummary {
  readonly state: string;
  readonly found: number;
  readonly written: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly patients: number;
  readonly studies: number;
  readonly series: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly audit: RunAuditJson | null;
  readonly risks: Readonly<Record<string, number>>;
  readonly workbook: string | null;
}

/** What the search of the copies found. */
export interface RunAuditJson {
  readonly files: number;
  readonly filesWithFindings: number;
  readonly findingCount: number;
  readonly unexpected: number;
  readonly counts: Readonly<Record<'medium' | 'high', number>>;
  readonly documents: { readonly searched: number; readonly unread: number };
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end. */
export function runCommand(
  args: readonly string[],
  options: { readonly cwd?: string } = {},
  program = CLI,
): Ended {
  return ended(
    spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: MOST_OUTPUT, ...options }),
  );
}

/** Runs the command as a user whom file permissions hold back; undefined where that is not possible. */
export function runAsOrdinaryUser(args: readonly string[]): Ended | undefined {
  if (process.getuid === undefined) return undefined;
  return process.getuid() === 0 ? runAsNobody(args) : runCommand(args);
}

function runAsNobody(args: readonly string[]): Ended | undefined {
  const asNobody = ['--reuid=nobody', '--regid=nogroup', '--clear-groups', process.execPath, CLI];
  const trial = spawnSync('setpriv', [...asNobody, '--version'], { encoding: 'utf8' });
  if (trial.error !== undefined || trial.status !== 0) return undefined;
  return ended(spawnSync('setpriv', [...asNobody, ...args], { encoding: 'utf8' }));
}

function ended({ status, stdout, stderr }: { status: number | null; stdout: string; stderr: string }): Ended {
  return { status, stdout, stderr };
}

/** Starts the command and gives it back while it runs. */
export function startCommand(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A source, a destination and a workbook that exist for one test. */
export interface Place {
  readonly source: string;
  readonly destination: string;
  readonly workbook: string;
  /** Path of an original or a copy. */
  original(path: string): string;
  copy(path: string): string;
  /** Writes files into the source. */
  put(files: Readonly<Record<string, Uint8Array | string>>): void;
  /** The arguments of a run from source to destination with the workbook, JSON on stdout. */
  args(...more: readonly string[]): readonly string[];
  /** Runs and reads the JSON; fails when none was printed. */
  anonymise(...more: readonly string[]): Ended & { readonly summary: JsonSummary };
  mapping(): Promise<ReadWorkbook>;
  /** All that lies below the test's folder beside source and destination. */
  beside(): readonly string[];
}

/** Gives each test of a suite its own place; to be called in `describe`. */
export function usePlace(): () => Place {
  const folder = useTempFolder();
  return () => placeIn(folder());
}

/** A place in a folder that is there already. */
export function placeIn(folder: string): Place {
  const [source, destination, workbook] = [
    join(folder, 'source'),
    join(folder, 'copies'),
    join(folder, 'm.xlsx'),
  ];
  mkdirSync(source, { recursive: true });
  const args = (...more: readonly string[]) => [
    source,
    destination,
    '--workbook',
    workbook,
    '--json',
    ...more,
  ];
  return {
    source,
    destination,
    workbook,
    original: (path) => join(source, path),
    copy: (path) => join(destination, path),
    put: (files) => writeTree(source, files),
    args,
    anonymise: (...more) => withSummary(runCommand(args(...more))),
    mapping: async () => {
      const read = await readWorkbook(workbook);
      if (read === undefined) throw new Error('there is no workbook');
      return read;
    },
    beside: () =>
      readdirSync(folder)
        .filter((name) => name !== 'source' && name !== 'copies')
        .sort(),
  };
}

export function withSummary(run: Ended): Ended & { readonly summary: JsonSummary } {
  if (run.stdout === '') throw new Error(`no summary, status ${run.status}: ${run.stderr}`);
  return { ...run, summary: JSON.parse(run.stdout) as JsonSummary };
}
