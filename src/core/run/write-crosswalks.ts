import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CrosswalkRow,
  crosswalkLines,
  hasFormula,
  patientCrosswalk,
  studyCrosswalk,
} from '../evidence/crosswalk';
import type { Mapping } from '../mapping/model';
import { CROSSWALK_FILES, CROSSWALK_MARK } from './evidence-folders';
import { uidCrosswalk } from './uid-crosswalk';

const CHUNK = 256 * 1024;
const OWNER_ONLY = 0o600;

export interface CrosswalkOptions {
  /** An empty folder that only its owner may enter. */
  readonly folder: string;
  readonly mapping: Mapping;
  /** The originals; undefined: only what the workbook knows. */
  readonly source: string | undefined;
  /** Anonymised IDs and UIDs that occur in the outputs. */
  readonly patients: ReadonlySet<string>;
  readonly uids: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
  readonly onFile: () => void;
}

export interface CrosswalkCounts {
  readonly patients: number;
  readonly uids: number;
  /** 'workbook': of the studies alone. */
  readonly uidsFrom: 'originals' | 'workbook';
}

/**
 * Writes who and what is called how now, for the patients and UIDs of the outputs. Whoever reads it knows the patients.
 * @throws UserError 'crosswalk-mismatch'; CancelledError; NodeJS.ErrnoException
 */
export async function writeCrosswalks(options: CrosswalkOptions): Promise<CrosswalkCounts> {
  const { folder, mapping, source, patients, uids, signal, onFile } = options;
  const people = patientCrosswalk(mapping, (id) => patients.has(id));
  const things =
    source === undefined
      ? studyCrosswalk(mapping, (uid) => uids.has(uid))
      : await uidCrosswalk({ source, key: mapping.key, occurring: uids, signal, onFile });
  writeTable(join(folder, CROSSWALK_FILES.patients), people);
  writeTable(join(folder, CROSSWALK_FILES.uids), things);
  const uidsFrom = source === undefined ? 'workbook' : 'originals';
  const note = noteText(uidsFrom, hasFormula(people) || hasFormula(things));
  writeFileSync(join(folder, CROSSWALK_FILES.note), note, { mode: OWNER_ONLY, flag: 'wx' });
  return { patients: people.length, uids: things.length, uidsFrom };
}

function writeTable(file: string, rows: readonly CrosswalkRow[]): void {
  const descriptor = openSync(file, 'wx', OWNER_ONLY);
  try {
    let waiting = '';
    for (const line of crosswalkLines(rows)) {
      waiting += line;
      if (waiting.length < CHUNK) continue;
      writeSync(descriptor, waiting);
      waiting = '';
    }
    writeSync(descriptor, waiting);
  } finally {
    closeSync(descriptor);
  }
}

function noteText(uidsFrom: CrosswalkCounts['uidsFrom'], formula: boolean): string {
  const uids =
    uidsFrom === 'originals'
      ? 'all UIDs of the originals of which the anonymised files have the new one'
      : 'Study Instance UIDs, which the mapping workbook knows; the originals were not given';
  return [
    CROSSWALK_MARK,
    '',
    'These tables lead from the anonymised files back to the patients. Keep them as safe as the originals,',
    'and never pass them on with the evidence or the anonymised files.',
    '',
    `${CROSSWALK_FILES.patients}: Patient IDs.`,
    `${CROSSWALK_FILES.uids}: ${uids}.`,
    '',
    'CSV (RFC 4180), UTF-8, header id_old,id_new. The IDs are exact, for programs: "007" is 007, and nothing',
    'is put in front of an ID that looks like a formula. Do not open the tables in a spreadsheet program;',
    'import their columns as text, or look into the mapping workbook.',
    ...(formula ? ['', 'Warning: these tables do hold IDs that a spreadsheet would take for formulas.'] : []),
    '',
  ].join('\n');
}
