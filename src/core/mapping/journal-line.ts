import type { JournalRecord } from './journal';

type Shape = 'string' | 'number' | readonly string[] | { readonly [name: string]: Shape };

const TEXT = 'string';
const NUMBER = 'number';

const PATIENT: Shape = {
  kind: ['id', 'name', 'folder'],
  patientId: TEXT,
  issuer: TEXT,
  name: TEXT,
  birthDate: TEXT,
  folder: TEXT,
  anonymisedId: TEXT,
  sourceFolder: TEXT,
  destinationFolder: TEXT,
  files: NUMBER,
  skipped: NUMBER,
  failed: NUMBER,
  firstAnonymised: TEXT,
  lastUpdated: TEXT,
};

const STUDY: Shape = {
  anonymisedId: TEXT,
  studyInstanceUid: TEXT,
  newStudyInstanceUid: TEXT,
  accessionNumber: TEXT,
  studyDate: TEXT,
  newStudyDate: TEXT,
  description: TEXT,
};

const COUNTS: Shape = { anonymisedId: TEXT, files: NUMBER, skipped: NUMBER, failed: NUMBER };

const START = {
  runId: TEXT,
  started: TEXT,
  source: TEXT,
  destination: TEXT,
  policy: TEXT,
  version: TEXT,
} as const;

const RUN: Shape = {
  ...START,
  ended: TEXT,
  state: ['done', 'cancelled', 'stopped', 'interrupted'],
  found: NUMBER,
  written: NUMBER,
  unchanged: NUMBER,
  skipped: NUMBER,
  failed: NUMBER,
};

const SHAPES: Readonly<Record<JournalRecord['type'], Shape>> = {
  project: { key: TEXT, workbook: ['new', 'existing'] },
  'run-started': { run: START },
  patient: { runId: TEXT, patient: PATIENT },
  study: { runId: TEXT, study: STUDY },
  progress: { runId: TEXT, counts: COUNTS },
  'run-ended': { run: RUN },
};

const KEY_HEX = /^[0-9a-f]{64}$/;

/** One record as a line, line break included. */
export function formatLine(record: JournalRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** The record of a line, or undefined when the line is torn or garbled. */
export function parseLine(line: string): JournalRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is JournalRecord {
  if (!isObject(value)) return false;
  const type = value['type'];
  if (typeof type !== 'string' || !Object.hasOwn(SHAPES, type)) return false;
  if (!fits(value, SHAPES[type as JournalRecord['type']])) return false;
  if (type === 'project') return KEY_HEX.test(String(value['key']));
  if (type !== 'run-ended') return true;
  const counts = value['counts'];
  return Array.isArray(counts) && counts.every((count) => fits(count, COUNTS));
}

function fits(value: unknown, shape: Shape): boolean {
  if (shape === 'string' || shape === 'number') return typeof value === shape;
  if (Array.isArray(shape)) return shape.includes(value);
  return isObject(value) && Object.entries(shape).every(([name, inner]) => fits(value[name], inner as Shape));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
