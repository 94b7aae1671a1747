import type { SheetExtras } from './carry-over';
import type { PatientRecord } from './model';
import type { Sheet } from './sheet';
import { hasHeaders, readTable, type RowReader, type Table, type TableReading } from './table-reading';

const PATIENT_ID = 'patient_id';
/** The name that the RMIT anonymiser wrote into PatientName and PatientID, such as "Brain-0001". */
const FOLDER_NAME = 'anon_patient_dir_name';
/** Its running number, such as 1; some versions have none. */
const NUMBER = 'anon_patient_id';

const FILES = 'valid_file_count';
const FAILED = 'invalid_file_count';
const LAST_UPDATED = 'last_updated';

/**
 * The patients of a workbook of the RMIT DICOM anonymiser, which has the same file name; undefined when `sheet` is
 * none. They keep the pseudonym that stands in the files written so far. Every column but the patient ID and the
 * index that pandas writes is carried over by value.
 */
export function readRmitSheet(sheet: Sheet): Table<PatientRecord> | undefined {
  const keyHeader = [FOLDER_NAME, NUMBER].find((header) => hasHeaders(sheet, [PATIENT_ID, header]));
  if (keyHeader === undefined) return undefined;
  const table = readTable(sheet, rmitReading(keyHeader));
  return table === undefined ? undefined : { records: table.records, extras: dropPandasIndex(table.extras) };
}

function rmitReading(keyHeader: string): TableReading<PatientRecord> {
  const carried = [FOLDER_NAME, NUMBER, FILES, FAILED, LAST_UPDATED];
  return {
    headers: [PATIENT_ID, ...carried],
    required: [PATIENT_ID, keyHeader],
    keyHeader,
    alsoCarried: carried,
    read: (row) => readRmitPatient(row, keyHeader),
  };
}

function readRmitPatient(row: RowReader, keyHeader: string): PatientRecord {
  return {
    kind: 'id',
    patientId: row.text(PATIENT_ID),
    issuer: '',
    name: '',
    birthDate: '',
    folder: '',
    anonymisedId: row.text(keyHeader),
    sourceFolder: '',
    destinationFolder: '',
    files: row.count(FILES),
    skipped: 0,
    failed: row.count(FAILED),
    firstAnonymised: '',
    lastUpdated: row.text(LAST_UPDATED),
  };
}

/** pandas writes its row numbers as a first column without a header. */
function dropPandasIndex(extras: SheetExtras): SheetExtras {
  if (extras.headers[0] !== '') return extras;
  return {
    headers: extras.headers.slice(1),
    rows: Array.from(extras.rows, (row) => ({ ...row, values: row.values.slice(1) })),
    loose: extras.loose.map((row) => ({ ...row, values: row.values.slice(1) })),
  };
}
