import type { IdentityKind, PatientRecord, RunRecord, StudyRecord } from './model';
import type { RowReader, TableReading } from './table-reading';
import type { Column, TableWriting } from './table-writing';

const IDENTIFIED_BY: Readonly<Record<IdentityKind, string>> = {
  id: 'Patient ID',
  name: 'Name and Birth Date',
  folder: 'Folder',
};

const RUN_STATES: readonly RunRecord['state'][] = ['done', 'cancelled', 'stopped', 'interrupted'];

const STUDY_COLUMNS: readonly Column<StudyRecord>[] = [
  text('Anonymised ID', 16, (study) => study.anonymisedId),
  text('StudyInstanceUID', 46, (study) => study.studyInstanceUid),
  text('New StudyInstanceUID', 46, (study) => study.newStudyInstanceUid),
  text('Accession Number', 18, (study) => study.accessionNumber),
  text('Study Date', 11, (study) => study.studyDate),
  text('New Study Date', 15, (study) => study.newStudyDate),
  text('Description', 36, (study) => study.description),
];

const RUN_COLUMNS: readonly Column<RunRecord>[] = [
  text('Run ID', 38, (run) => run.runId),
  text('Started', 26, (run) => run.started),
  text('Ended', 26, (run) => run.ended),
  text('State', 12, (run) => run.state),
  text('Source', 40, (run) => run.source),
  text('Destination', 40, (run) => run.destination),
  text('Policy', 26, (run) => run.policy),
  text('Version', 10, (run) => run.version),
  count('Found', (run) => run.found),
  count('Written', (run) => run.written),
  count('Unchanged', (run) => run.unchanged),
  count('Skipped', (run) => run.skipped),
  count('Failed', (run) => run.failed),
];

/** Writes the Patients sheet. `studies` is the number of studies of an anonymised ID. */
export function patientWriting(studies: (anonymisedId: string) => number): TableWriting<PatientRecord> {
  return { name: 'Patients', columns: patientColumns(studies), keyOf: (patient) => patient.anonymisedId };
}

export const PATIENT_READING: TableReading<PatientRecord> = {
  headers: headersOf(patientColumns(() => 0)),
  required: ['Patient ID', 'Anonymised ID'],
  keyHeader: 'Anonymised ID',
  read: readPatient,
};

export const STUDY_WRITING: TableWriting<StudyRecord> = {
  name: 'Studies',
  columns: STUDY_COLUMNS,
  keyOf: (study) => study.newStudyInstanceUid,
};

export const STUDY_READING: TableReading<StudyRecord> = {
  headers: headersOf(STUDY_COLUMNS),
  required: ['StudyInstanceUID', 'New StudyInstanceUID'],
  keyHeader: 'New StudyInstanceUID',
  read: readStudy,
};

export const RUN_WRITING: TableWriting<RunRecord> = {
  name: 'Runs',
  columns: RUN_COLUMNS,
  keyOf: (run) => run.runId,
};

export const RUN_READING: TableReading<RunRecord> = {
  headers: headersOf(RUN_COLUMNS),
  required: ['Run ID'],
  keyHeader: 'Run ID',
  read: readRun,
};

function patientColumns(studies: (anonymisedId: string) => number): readonly Column<PatientRecord>[] {
  return [
    text('Patient ID', 18, (patient) => patient.patientId),
    text('Issuer', 14, (patient) => patient.issuer),
    text('Patient Name', 26, (patient) => patient.name),
    text('Birth Date', 11, (patient) => patient.birthDate),
    text('Identified By', 20, (patient) => IDENTIFIED_BY[patient.kind]),
    text('Identifying Folder', 20, (patient) => patient.folder),
    text('Anonymised ID', 16, (patient) => patient.anonymisedId),
    text('Source Folder', 40, (patient) => patient.sourceFolder),
    text('Destination Folder', 40, (patient) => patient.destinationFolder),
    count('Studies', (patient) => studies(patient.anonymisedId)),
    count('Files', (patient) => patient.files),
    count('Skipped', (patient) => patient.skipped),
    count('Failed', (patient) => patient.failed),
    text('First Anonymised', 22, (patient) => patient.firstAnonymised),
    text('Last Updated', 22, (patient) => patient.lastUpdated),
  ];
}

function headersOf<R>(columns: readonly Column<R>[]): readonly string[] {
  return columns.map((column) => column.header);
}

function text<R>(header: string, width: number, valueOf: (record: R) => string): Column<R> {
  return { header, width, text: true, valueOf };
}

function count<R>(header: string, valueOf: (record: R) => number): Column<R> {
  return { header, width: 11, text: false, valueOf };
}

function readPatient(row: RowReader): PatientRecord {
  const identity = {
    patientId: row.text('Patient ID'),
    issuer: row.text('Issuer'),
    name: row.text('Patient Name'),
    birthDate: row.dicomDate('Birth Date'),
    folder: row.text('Identifying Folder'),
  };
  return {
    kind: readKind(row.text('Identified By')) ?? inferKind(identity),
    ...identity,
    anonymisedId: row.text('Anonymised ID'),
    sourceFolder: row.text('Source Folder'),
    destinationFolder: row.text('Destination Folder'),
    files: row.count('Files'),
    skipped: row.count('Skipped'),
    failed: row.count('Failed'),
    firstAnonymised: row.text('First Anonymised'),
    lastUpdated: row.text('Last Updated'),
  };
}

function readKind(label: string): IdentityKind | undefined {
  const kinds: readonly IdentityKind[] = ['id', 'name', 'folder'];
  return kinds.find((kind) => IDENTIFIED_BY[kind].toLowerCase() === label.trim().toLowerCase());
}

/** For a row that a user typed without saying how the patient is recognised. */
function inferKind(identity: { readonly patientId: string; readonly folder: string }): IdentityKind {
  if (identity.patientId !== '') return 'id';
  return identity.folder === '' ? 'name' : 'folder';
}

function readStudy(row: RowReader): StudyRecord {
  return {
    anonymisedId: row.text('Anonymised ID'),
    studyInstanceUid: row.text('StudyInstanceUID'),
    newStudyInstanceUid: row.text('New StudyInstanceUID'),
    accessionNumber: row.text('Accession Number'),
    studyDate: row.dicomDate('Study Date'),
    newStudyDate: row.dicomDate('New Study Date'),
    description: row.text('Description'),
  };
}

function readRun(row: RowReader): RunRecord {
  const state = row.text('State');
  return {
    runId: row.text('Run ID'),
    started: row.text('Started'),
    ended: row.text('Ended'),
    state: RUN_STATES.find((known) => known === state) ?? 'done',
    source: row.text('Source'),
    destination: row.text('Destination'),
    policy: row.text('Policy'),
    version: row.text('Version'),
    found: row.count('Found'),
    written: row.count('Written'),
    unchanged: row.count('Unchanged'),
    skipped: row.count('Skipped'),
    failed: row.count('Failed'),
  };
}
