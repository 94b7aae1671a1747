import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { parse } from 'csv-parse/sync';
import { UserError } from '../errors';
import { textOf } from './cell-text';
import { type FixedId, fold } from './fixed-ids';
import { firstRows, isNamed, makeRow, type Row, type Sheet } from './sheet';
import { readXlsx } from './xlsx-reader';

/** A list of fixed IDs: a CSV or Excel file, and the headers of its columns. */
export interface IdListFile {
  /** Absolute path. */
  readonly file: string;
  /** Header of the true Patient IDs. */
  readonly from: string;
  /** Header of the IDs to give. */
  readonly to: string;
  readonly issuer?: string;
  /** The first one if it is not named. */
  readonly sheet?: string;
}

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_ROWS = 1_000_000;
/** A user may put a title above the header row. */
const HEADER_SEARCH_ROWS = 10;
const DELIMITERS = [',', ';', '\t', '|'];
/** Rows that a message names. */
const MOST_NAMED = 10;

/**
 * What can stand in PatientID, PatientName and a file name anywhere: ASCII without what PS3.5 §6.2 gives a meaning in LO
 * and PN and what file systems do, no space or dot at either end.
 */
const GOOD_ID = /^(?![ .])[ !#$%&'()+,\-.0-9;@A-Z[\]_`a-z{}~]{1,64}(?<![ .])$/;

/**
 * The fixed IDs of a list. Rows without an ID to give are passed over. Messages name rows, never what stands in them.
 * @throws UserError 'patient-ids'
 */
export async function readIdList(list: IdListFile): Promise<readonly FixedId[]> {
  const name = basename(list.file);
  const sheet = await readSheet(list, name);
  const wanted = [list.from, list.to, ...(list.issuer === undefined ? [] : [list.issuer])];
  const header = firstRows(sheet, HEADER_SEARCH_ROWS).find((row) => columnsOf(row, wanted) !== undefined);
  if (header === undefined) throw missingColumns(name, wanted);
  const columns = columnsOf(header, wanted)!;
  const rows = [...sheet.rows].filter(({ number }) => number > header.number);
  if (rows.length > MOST_ROWS) throw refusal(name, `has more than ${MOST_ROWS} rows`, 'Split it.');
  const entries = rows.map((row) => [row.number, readRow(row, columns)] as const);
  return checkEntries(
    entries.filter(([, { anonymisedId }]) => anonymisedId !== ''),
    name,
  );
}

async function readSheet(list: IdListFile, name: string): Promise<Sheet> {
  const bytes = readBytes(list.file, name);
  if (extname(list.file).toLowerCase() !== '.xlsx') return readCsv(decode(bytes), list, name);
  const { sheets } = await readXlsx(bytes).catch(() => {
    throw refusal(name, 'is no intact Excel file', 'Save it again as .xlsx, or as CSV.');
  });
  const sheet = list.sheet === undefined ? sheets[0] : sheets.find((each) => isNamed(each, list.sheet!));
  if (sheet === undefined) throw refusal(name, 'has no such sheet', 'Correct "sheet" in the policy.');
  return sheet;
}

function readBytes(file: string, name: string): Buffer {
  try {
    if (statSync(file).size > MOST_BYTES) throw refusal(name, 'is larger than 64 MB', 'Split it.');
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw refusal(
      name,
      "can't be read",
      'Correct "file" in the policy; a relative path starts beside the policy.',
    );
  }
}

/** UTF-8, or UTF-16 as Excel writes "Unicode text"; what is neither is taken for Windows-1252, Excel's CSV in the West. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The delimiter is the one by which the headers are found. */
function readCsv(text: string, { from, to }: IdListFile, name: string): Sheet {
  for (const delimiter of DELIMITERS) {
    const head = parseCsv(text, delimiter, name, HEADER_SEARCH_ROWS);
    if (!head.some((row) => columnsOf(row, [from, to]))) continue;
    return { name, state: 'visible', rows: parseCsv(text, delimiter, name) };
  }
  throw missingColumns(name, [from, to]);
}

function parseCsv(text: string, delimiter: string, name: string, to?: number): readonly Row[] {
  try {
    const records = parse(text, {
      delimiter,
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: true,
      info: true,
      ...(to === undefined ? {} : { to }),
    }) as unknown as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    return records.map(({ record, info }) => makeRow(info.lines, record));
  } catch {
    throw refusal(name, 'is no intact CSV file', 'Check its quotes, or save it as .xlsx.');
  }
}

type Columns = ReadonlyMap<string, number>;

function columnsOf(row: Row, wanted: readonly string[]): Columns | undefined {
  const columns = new Map<string, number>();
  for (const [column, value] of row.cells) {
    const header = normalise(textOf(value));
    if (!columns.has(header)) columns.set(header, column);
  }
  return wanted.every((header) => columns.has(normalise(header))) ? withNames(columns, wanted) : undefined;
}

function withNames(columns: Columns, wanted: readonly string[]): Columns {
  return new Map(
    wanted.map((header, at) => [['from', 'to', 'issuer'][at]!, columns.get(normalise(header))!]),
  );
}

function normalise(header: string): string {
  return header.trim().toLowerCase();
}

function readRow(row: Row, columns: Columns): FixedId {
  const text = (name: string): string => textOf(row.cells.get(columns.get(name)!)).trim();
  return {
    patientId: text('from'),
    anonymisedId: text('to'),
    issuer: columns.has('issuer') ? text('issuer') : undefined,
  };
}

type Entry = readonly [row: number, entry: FixedId];

function checkEntries(entries: readonly Entry[], name: string): readonly FixedId[] {
  const nameless = rowsOf(entries, ({ patientId }) => patientId === '');
  if (nameless.length > 0)
    throw refusal(
      name,
      `has IDs without a patient: ${rowsText(nameless)}`,
      'Fill in the Patient ID, or clear the row.',
    );
  const bad = rowsOf(entries, ({ anonymisedId }) => !GOOD_ID.test(anonymisedId));
  if (bad.length > 0)
    throw refusal(
      name,
      `has IDs that can't stand in DICOM and in file names: ${rowsText(bad)}`,
      'Use up to 64 letters A to Z, digits, hyphens, underscores, dots and spaces.',
    );
  refuseDoubles(entries, name);
  return [...new Map(entries.map(([, entry]) => [patientKey(entry), entry])).values()];
}

function refuseDoubles(entries: readonly Entry[], name: string): void {
  const idOf = new Map<string, string>();
  const patientOf = new Map<string, string>();
  const twice: number[] = [];
  const shared: number[] = [];
  for (const [row, entry] of entries) {
    const [patient, id] = [patientKey(entry), fold(entry.anonymisedId)];
    if ((idOf.get(patient) ?? id) !== id) twice.push(row);
    else if ((patientOf.get(id) ?? patient) !== patient) shared.push(row);
    idOf.set(patient, idOf.get(patient) ?? id);
    patientOf.set(id, patientOf.get(id) ?? patient);
  }
  if (twice.length > 0)
    throw refusal(name, `gives a patient a second ID: ${rowsText(twice)}`, 'Leave one row for each patient.');
  if (shared.length > 0)
    throw refusal(
      name,
      `gives an ID to a second patient: ${rowsText(shared)}`,
      'Give each patient another ID.',
    );
}

function patientKey({ patientId, issuer }: FixedId): string {
  return JSON.stringify([patientId, issuer]);
}

function rowsOf(entries: readonly Entry[], isMeant: (entry: FixedId) => boolean): readonly number[] {
  return entries.filter(([, entry]) => isMeant(entry)).map(([row]) => row);
}

function rowsText(rows: readonly number[]): string {
  const more = rows.length - MOST_NAMED;
  const named = rows.slice(0, MOST_NAMED).join(', ');
  return `${rows.length === 1 ? 'row' : 'rows'} ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Without the headers that are there: where there are none, patients stand in the first row. */
function missingColumns(name: string, wanted: readonly string[]): UserError {
  const columns = wanted.map((header) => `"${header}"`).join(', ');
  return refusal(
    name,
    `lacks one of the columns ${columns}`,
    'Correct the headers in the list or in the policy.',
  );
}

function refusal(name: string, what: string, remedy: string): UserError {
  return new UserError('patient-ids', `The list of IDs "${name}" ${what}.`, remedy);
}
