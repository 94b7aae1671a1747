/** The programs that are measured, each with the command that does the same job. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { NODE_FLAGS } from '../support/node-flags';
import { pythonWithPydicom } from '../support/pydicom';
import { missing, missingReason } from '../support/tools';
import { EMPTIED_TAGS, REMOVED_SEQUENCES } from './seed-tags';

export interface Contestant {
  readonly name: string;
  /** Slow ones take every tenth file, and their figures are multiplied. */
  readonly files: 'all' | 'tenth';
  /** `scratch` is a path prefix of its own for other files that the run needs. */
  readonly command: (source: string, destination: string, scratch: string) => readonly string[];
}

export type Availability = Contestant | { readonly name: string; readonly unavailable: string };

const CLI = join(process.cwd(), 'dist', 'cli.js');
const PLAIN_COPY = join(__dirname, 'plain-copy.js');
const PYDICOM_SCRIPT = join(process.cwd(), 'test', 'bench', 'pydicom_anon.py');
const BASIC_PROFILE = 'PS3.15 Basic Profile';
const ANONYMISED_ID = 'ANON-0001';

/** What all others are compared with. */
export const COPY: Contestant = {
  name: 'cp -r',
  files: 'all',
  command: (source, destination) => ['cp', '-r', source, destination],
};

/** The product as a user starts it. */
export function dicomAnon(workers: number): Availability {
  return product(`DicomAnon, ${workers} workers`, workers, []);
}

/** The product with other policies than the default one: what they cost on top. */
export function otherPolicies(workers: number): readonly Availability[] {
  return [
    product('DicomAnon, Basic Profile', workers, ['--policy', BASIC_PROFILE]),
    product('DicomAnon, free text left alone', workers, ['--keep-free-text']),
  ];
}

function product(name: string, workers: number, options: readonly string[]): Availability {
  if (!existsSync(CLI)) return { name, unavailable: 'dist/cli.js is not there: npm run build' };
  return {
    name,
    files: 'all',
    command: (source, destination, scratch) => [
      ...[process.execPath, ...NODE_FLAGS, CLI, source, destination],
      ...['--workbook', `${scratch}.xlsx`, '--workers', String(workers), '--json', ...options],
    ],
  };
}

/** The same traffic of files without a look at them, in Node's worker threads: what DicomAnon can't be faster than. */
export function plainCopy(workers: number): Contestant {
  return {
    name: `Node, plain copy, ${workers} workers`,
    files: 'all',
    command: (source, destination) => [process.execPath, PLAIN_COPY, source, destination, String(workers)],
  };
}

/** The other tools; `scratch` is a folder for the certificate that gdcmanon asks for. */
export function peers(scratch: string): readonly Availability[] {
  return [gdcmanonProfile(scratch), gdcmanonDumb(), dcmodify(), pydicom()];
}

/**
 * gdcmanon's implementation of the Basic Profile: it maps UIDs, and seals the originals in an encrypted
 * attribute.
 */
function gdcmanonProfile(scratch: string): Availability {
  const name = 'gdcmanon -e';
  const certificate = join(scratch, 'certificate.pem');
  const reason = missingReason('gdcmanon') ?? makeCertificate(certificate, join(scratch, 'key.pem'));
  if (reason !== undefined) return { name, unavailable: reason };
  return {
    name,
    files: 'all',
    command: (source, destination) => [
      'gdcmanon',
      '-e',
      '-r',
      '-c',
      certificate,
      '-i',
      source,
      '-o',
      destination,
    ],
  };
}

/** gdcmanon with a list of edits: top level only, UIDs kept. */
function gdcmanonDumb(): Availability {
  const name = 'gdcmanon --dumb';
  const reason = missingReason('gdcmanon');
  if (reason !== undefined) return { name, unavailable: reason };
  const edits = [
    ...EMPTIED_TAGS.flatMap((tag) => ['--empty', tag]),
    ...REMOVED_SEQUENCES.flatMap((tag) => ['--remove', tag]),
    ...['0010,0010', '0010,0020'].flatMap((tag) => ['--replace', `${tag}=${ANONYMISED_ID}`]),
  ];
  return {
    name,
    files: 'all',
    command: (source, destination) => ['gdcmanon', '--dumb', '-r', ...edits, '-i', source, '-o', destination],
  };
}

/**
 * dcmodify edits in place, so the copy is part of its time. Every match at any depth; new UIDs of the three
 * levels.
 */
function dcmodify(): Availability {
  const name = 'cp -r + dcmodify';
  const reason = missingReason('dcmodify');
  if (reason !== undefined) return { name, unavailable: reason };
  const edits = [
    ...['-nb', '-ie', '-imt', '-ep', '-gst', '-gse', '-gin'],
    ...EMPTIED_TAGS.flatMap((tag) => ['-ma', `(${tag})=`]),
    ...REMOVED_SEQUENCES.flatMap((tag) => ['-ea', `(${tag})`]),
    ...['0010,0010', '0010,0020'].flatMap((tag) => ['-ma', `(${tag})=${ANONYMISED_ID}`]),
  ];
  const script = 'cp -r "$1" "$2" && shift && find "$1" -type f -print0 | xargs -0 -n 500 dcmodify "${@:2}"';
  return {
    name,
    files: 'tenth',
    command: (source, destination) => ['bash', '-c', script, 'bench', source, destination, ...edits],
  };
}

function pydicom(): Availability {
  const name = 'pydicom';
  const python = pythonWithPydicom();
  if (python === undefined) return { name, unavailable: missing('python3').reason };
  const edits = [...EMPTIED_TAGS, ...REMOVED_SEQUENCES].join(' ');
  return {
    name,
    files: 'tenth',
    command: (source, destination) => [python, PYDICOM_SCRIPT, source, destination, ANONYMISED_ID, edits],
  };
}

function makeCertificate(certificate: string, key: string): string | undefined {
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=bench', '-days', '1'];
  const run = spawnSync('openssl', [...request, '-keyout', key, '-out', certificate]);
  return run.status === 0 ? undefined : 'openssl could not make a certificate: sudo apt-get install openssl';
}
