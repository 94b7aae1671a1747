import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../../src/core/evidence/evidence';
import type { Ended } from '../run/command-line';

const PROGRAM = join(process.cwd(), 'dist', 'evidence.js');

/** Runs the command line of the evidence to its end. */
export function runEvidence(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

/** The evidence in a folder, as data. */
export function readEvidence(folder: string): Evidence {
  return JSON.parse(readFileSync(join(folder, 'evidence.json'), 'utf8')) as Evidence;
}
