/** What can befall one call of the file system, and how a process under test is told about it. */

/** The codes that every call fails with in turn. */
export const ERROR_CODES = [
  'EIO',
  'ENOSPC',
  'EACCES',
  'EMFILE',
  'EROFS',
  'ENOENT',
  'EBUSY',
  'EINTR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export type Fault =
  /** The call fails and has done nothing. */
  | { readonly kind: 'error'; readonly code: ErrorCode }
  /** The call has done its work, and says that it failed: a lost reply of a network share. */
  | { readonly kind: 'late'; readonly code: ErrorCode }
  /** The call reads or writes fewer bytes than asked, as it may. */
  | { readonly kind: 'short' }
  /** Half of the bytes are written, then the disk is full. */
  | { readonly kind: 'torn' }
  /** The process ends right after the call. */
  | { readonly kind: 'kill' };

/** One call of a run: the same in every run, because each thread does the same in the same order. */
export interface CallSite {
  /** 0 for the main thread, then in the order in which threads are started. */
  readonly thread: number;
  readonly call: string;
  /** The how-manieth of its kind in that thread, from 1. */
  readonly nth: number;
}

export interface PlannedFault {
  readonly site: CallSite;
  readonly fault: Fault;
  /** Every later call of the kind in that thread meets the fault, too. */
  readonly lasting: boolean;
}

/** What the preload is told. */
export interface Instructions {
  /** Calls on paths below it are watched. */
  readonly root: string;
  /** A fill for new project keys, so that what two runs do can be told apart and compared. */
  readonly keyFill: number;
  /** A file that each call is noted in. */
  readonly trace?: string;
  readonly planned?: PlannedFault;
  /** A file that is made when the fault strikes. */
  readonly mark?: string;
}

/** The environment variable that carries the instructions. */
export const INSTRUCTIONS = 'DICOMANON_TEST_FAULTS';

/** Short and readable, for tables. */
export function nameOfFault({ fault, lasting }: Pick<PlannedFault, 'fault' | 'lasting'>): string {
  const name = 'code' in fault ? (fault.kind === 'late' ? `${fault.code} late` : fault.code) : fault.kind;
  return lasting ? `${name}+` : name;
}
