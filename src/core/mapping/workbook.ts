import { basename } from 'node:path';
import { UserError } from '../errors';
import type { Records } from '../packed/records';
import { TextTable } from '../packed/text-table';
import { asPlainExtras, NO_EXTRAS, type WorkbookExtras } from './carry-over';
import { readSharedIfExists } from './durable-file';
import { codeOf, explainFileError } from './file-error';
import {
  PATIENT_READING,
  patientWriting,
  RUN_READING,
  RUN_WRITING,
  STUDY_READING,
  STUDY_WRITING,
} from './formats';
import { buildKeySheet, FORMAT_VERSION, isKeySheet, readKeySheet } from './key-sheet';
import { cutLongValues, restoreLongValues } from './long-values';
import type { Mapping, MappingRecords, PatientRecord, RunRecord, StudyRecord } from './model';
import { readRmitSheet } from './rmit';
import { fingerprintSheets, isNamed, type Sheet } from './sheet';
import { readTable, type Table, type TableReading } from './table-reading';
import { buildTable } from './table-writing';
import {
  hashBytes,
  saveWorkbookFile,
  type Fingerprint,
  type SaveOptions,
  type SaveResult,
} from './workbook-file';
import { readXlsx, type XlsxContent } from './xlsx-reader';
import { writeXlsx } from './xlsx-writer';

/** What a workbook file holds. Its records and rows become objects when somebody goes through them. */
export interface ScannedWorkbook {
  /** Undefined in a workbook of the RMIT anonymiser, and in one that holds no patients yet. */
  readonly key: Uint8Array | undefined;
  readonly patients: Records<PatientRecord>;
  readonly studies: Records<StudyRecord>;
  readonly runs: readonly RunRecord[];
  readonly extras: WorkbookExtras;
  readonly origin: 'dicomanon' | 'rmit';
  readonly fingerprint: Fingerprint;
}

/** The same as plain data: it can be sent to another thread. */
export interface ReadWorkbook extends ScannedWorkbook {
  readonly patients: Mapping['patients'];
  readonly studies: Mapping['studies'];
}

type Content = Omit<ScannedWorkbook, 'fingerprint'>;

const RESTORE = 'Restore it from a backup (look for ".backup-" files beside it), or choose another workbook.';

/**
 * What the bytes of a workbook hold.
 * @param file where they come from
 * @throws UserError 'workbook-corrupt' when they are no mapping, 'workbook-without-key' when they hold patients or
 * studies but no project key, and 'workbook-newer' when a later version wrote them
 */
export async function scanWorkbook(bytes: Uint8Array, file: string): Promise<ScannedWorkbook> {
  const { sheets, modified } = await readSheets(bytes, basename(file));
  const keySheet = sheets.find(isKeySheet);
  const others = sheets.filter((sheet) => sheet !== keySheet);
  const content = keySheet === undefined ? readWithoutKey(others, file) : readOurs(keySheet, others, file);
  const written = keySheet === undefined ? undefined : readKeySheet(keySheet).fingerprint;
  const edited = modified === undefined || written !== fingerprintSheets(others, modified);
  return { ...content, fingerprint: { bytes: hashBytes(bytes), edited } };
}

/**
 * Reads the workbook with all its records as objects, or gives undefined when there is none.
 * @throws UserError as `loadWorkbook` and `scanWorkbook`
 */
export async function readWorkbook(file: string): Promise<ReadWorkbook | undefined> {
  const bytes = await loadWorkbook(file);
  if (bytes === undefined) return undefined;
  const scanned = await scanWorkbook(bytes, file);
  const { patients, studies, extras } = scanned;
  return { ...scanned, patients: [...patients], studies: [...studies], extras: asPlainExtras(extras) };
}

/**
 * Writes `mapping` and the user's own columns and sheets as a new workbook in the place of `file`; see
 * {@link saveWorkbookFile} for backups and locked files. `previous` is the fingerprint it had when it was read.
 * When the result says `beside`, the journal must be kept.
 */
export async function writeWorkbook(
  file: string,
  mapping: MappingRecords,
  extras: WorkbookExtras = NO_EXTRAS,
  previous: Fingerprint | undefined = undefined,
  options: SaveOptions = {},
): Promise<SaveResult> {
  const tables = [
    buildTable(patientWriting(countStudies(mapping.studies)), mapping.patients, extras.patients),
    buildTable(STUDY_WRITING, mapping.studies, extras.studies),
    buildTable(RUN_WRITING, mapping.runs, extras.runs),
  ];
  const ours = tables.map(({ sheet }) => sheet);
  const sheets = cutLongValues([...ours, ...renameClashes(extras.sheets, ours)]);
  const layouts = new Map(tables.map(({ sheet, layout }) => [sheet.name, layout]));
  // Core properties hold whole seconds.
  const modified = new Date(Math.floor((options.now?.() ?? new Date()).getTime() / 1000) * 1000);
  const key = buildKeySheet(mapping.key, fingerprintSheets(sheets, modified));
  return saveWorkbookFile(file, await writeXlsx([...sheets, key], layouts, modified), previous, options);
}

/**
 * The bytes of the workbook, or undefined when there is none.
 * @throws UserError 'workbook-corrupt', 'workbook-unreadable', or one of `explainFileError`
 */
export async function loadWorkbook(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readSharedIfExists(file);
  } catch (error) {
    if (codeOf(error) === 'EISDIR') throw corrupt(basename(file), 'It is a folder.');
    if (['EACCES', 'EPERM', 'EBUSY'].includes(codeOf(error))) throw unreadable(basename(file));
    throw explainFileError(error, file);
  }
}

async function readSheets(bytes: Uint8Array, name: string): Promise<XlsxContent> {
  try {
    return await readXlsx(bytes);
  } catch {
    // What the reader says about the place of the damage can quote a cell.
    throw corrupt(name, describeDamage(bytes));
  }
}

function readOurs(keySheet: Sheet, stored: readonly Sheet[], file: string): Content {
  const name = basename(file);
  const { key, formatVersion } = readKeySheet(keySheet);
  if (!(formatVersion <= FORMAT_VERSION)) throw newer(name);
  const sheets = restoreLongValues(stored);
  const patients = readOurTable(sheets, 'Patients', PATIENT_READING, name);
  const studies = readOurTable(sheets, 'Studies', STUDY_READING, name);
  const runs = readOurTable(sheets, 'Runs', RUN_READING, name);
  if (key === undefined && patients.records.length + studies.records.length > 0) throw withoutKey(name);
  return {
    key,
    patients: patients.records,
    studies: studies.records,
    runs: [...runs.records],
    extras: {
      patients: patients.extras,
      studies: studies.extras,
      runs: runs.extras,
      sheets: sheets.filter((sheet) => !['Patients', 'Studies', 'Runs'].some((ours) => isNamed(sheet, ours))),
    },
    origin: 'dicomanon',
  };
}

/** A sheet that is gone may have been renamed by mistake; going on without it would make new identities. */
function readOurTable<R>(
  sheets: readonly Sheet[],
  sheetName: string,
  reading: TableReading<R>,
  workbook: string,
): Table<R> {
  const sheet = sheets.find((candidate) => isNamed(candidate, sheetName));
  const table = sheet === undefined ? undefined : readTable(sheet, reading);
  if (table !== undefined) return table;
  const headers = reading.required.map((header) => `"${header}"`).join(' and ');
  throw corrupt(workbook, `It has no sheet "${sheetName}" with the column ${headers}.`);
}

function readWithoutKey(sheets: readonly Sheet[], file: string): Content {
  const rmit = readRmit(sheets);
  if (rmit !== undefined) return rmit;
  if (sheets.some((sheet) => readTable(sheet, PATIENT_READING) !== undefined))
    throw withoutKey(basename(file));
  throw corrupt(basename(file), 'It is an Excel file, but not a mapping that DicomAnon wrote.');
}

function readRmit(sheets: readonly Sheet[]): Content | undefined {
  for (const sheet of sheets) {
    const table = readRmitSheet(sheet);
    if (table === undefined) continue;
    const others = sheets.filter((other) => other !== sheet);
    const extras = { ...NO_EXTRAS, patients: table.extras, sheets: others };
    return { key: undefined, patients: table.records, studies: [], runs: [], extras, origin: 'rmit' };
  }
  return undefined;
}

function countStudies(studies: Iterable<StudyRecord>): (anonymisedId: string) => number {
  const ids = new TextTable();
  const counts: number[] = [];
  for (const { anonymisedId } of studies) {
    const id = ids.add(anonymisedId);
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return (anonymisedId) => counts[ids.find(anonymisedId)] ?? 0;
}

/** A user's sheet that bears one of our names, in a workbook that was not ours so far, is numbered. */
function renameClashes(theirs: readonly Sheet[], ours: readonly Sheet[]): readonly Sheet[] {
  const taken = new Set([...ours.map((sheet) => sheet.name.toLowerCase()), 'key', 'long values']);
  return theirs.map((sheet) => {
    let name = sheet.name;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${sheet.name} (${number})`;
    taken.add(name.toLowerCase());
    return { ...sheet, name };
  });
}

/** Password-protected workbooks and the old .xls format start like this (MS-CFB §2.2). */
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

function describeDamage(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'It is empty.';
  if (COMPOUND_FILE.equals(bytes.subarray(0, COMPOUND_FILE.length))) {
    return 'It is protected with a password, or not in the .xlsx format.';
  }
  return 'It is damaged, or not in the .xlsx format.';
}

function corrupt(name: string, detail: string): UserError {
  return new UserError(
    'workbook-corrupt',
    `The mapping workbook "${name}" can't be read. ${detail}`,
    RESTORE,
  );
}

function withoutKey(name: string): UserError {
  return new UserError(
    'workbook-without-key',
    `The mapping workbook "${name}" holds patients, but its hidden sheet with the project key is missing or damaged.`,
    `Without the key, known studies would get new identities. ${RESTORE}`,
  );
}

function unreadable(name: string): UserError {
  return new UserError(
    'workbook-unreadable',
    `DicomAnon is not allowed to read the mapping workbook "${name}".`,
    'Close it in other programs and allow reading it, or choose another workbook.',
  );
}

function newer(name: string): UserError {
  return new UserError(
    'workbook-newer',
    `The mapping workbook "${name}" was written by a newer version of DicomAnon.`,
    'Update DicomAnon, or choose another workbook.',
  );
}
