import type { IdListFile } from '../core/mapping/id-list-file';
import type { PatientRecord, StudyRecord } from '../core/mapping/model';
import type { WorkbookIo } from '../core/mapping/saving';

/** One call of the WorkbookIo that runs in the other thread. */
export type WorkbookRequest =
  /** Load what reading and writing need, so that the first call need not wait for it. */
  | { readonly id: number; readonly kind: 'prepare'; readonly args: readonly [] }
  | { readonly id: number; readonly kind: 'read'; readonly args: Parameters<WorkbookIo['read']> }
  | { readonly id: number; readonly kind: 'readIdList'; readonly args: readonly [IdListFile] }
  /** Records of the mapping that the next `write` is for, and which comes without any. */
  | { readonly id: number; readonly kind: 'part'; readonly args: readonly [RecordPart] }
  /** With how many records were sent ahead: a thread that does not have all of them must not write. */
  | {
      readonly id: number;
      readonly kind: 'write';
      readonly args: readonly [records: number, ...Parameters<WorkbookIo['write']>];
    };

/** Some of the records of a mapping: to copy all of them between threads in one go would block both. */
export interface RecordPart {
  readonly patients: readonly PatientRecord[];
  readonly studies: readonly StudyRecord[];
}

const RECORDS_A_PART = 2000;

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
  /** Records of the workbook that is being read; the value that follows comes without any. */
  | { readonly id: number; readonly part: RecordPart }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: CarriedError };
