import type { IdListFile } from '../core/mapping/id-list-file';
import type { MappingIo } from '../core/mapping/mapping-io';
import type { MappingFiles } from '../core/mapping/mapping-files';
import type { PatientRecord, StudyRecord } from '../core/mapping/model';

/** What the thread with the workbook is asked for. */
export type WorkbookRequest =
  /** A workbook without its records, which `nextPart` gives. */
  | { readonly id: number; readonly kind: 'read'; readonly args: readonly [file: string] }
  | { readonly id: number; readonly kind: 'readIdList'; readonly args: readonly [IdListFile] }
  | { readonly id: number; readonly kind: 'nextPart'; readonly args: readonly [] }
  /** See MappingIo. */
  | { readonly id: number; readonly kind: 'open'; readonly args: readonly [MappingFiles] }
  | { readonly id: number; readonly kind: 'nextKnown'; readonly args: readonly [] }
  | { readonly id: number; readonly kind: 'save'; readonly args: Parameters<MappingIo['save']> };

/** Some of the records of a mapping: to copy all of them between threads in one go would block both. */
export interface RecordPart {
  readonly patients: readonly PatientRecord[];
  readonly studies: readonly StudyRecord[];
}

const RECORDS_A_PART = 1000;

/** The records of a mapping in parts. */
export function* partsOf({ patients, studies }: RecordPart): Generator<RecordPart> {
  for (let from = 0; from < Math.max(patients.length, studies.length); from += RECORDS_A_PART) {
    const to = from + RECORDS_A_PART;
    yield { patients: patients.slice(from, to), studies: studies.slice(from, to) };
  }
}

/** An error on its way between threads; with a remedy it is meant for people. */
export interface CarriedError {
  readonly message: string;
  readonly code?: string;
  readonly remedy?: string;
}

export type WorkbookReply =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: CarriedError };
