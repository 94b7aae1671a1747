import { UserError } from '../errors';
import { findInterrupted, foldJournal, type RunStart } from './journal';
import type { JournalDigest } from './journal-digest';
import type { MappingRecords } from './model';
import type { ScannedWorkbook } from './workbook';

/** Where a run starts from: the workbook, and what a journal left behind adds to it. */
export interface OpenedMapping {
  /** As the workbook has it, with the journal that an earlier run left folded in. */
  readonly mapping: MappingRecords;
  /** Runs that ended without saying so, and that the workbook doesn't list yet. */
  readonly recovered: readonly RunStart[];
  /** True if no run has used this project key before. */
  readonly isNew: boolean;
}

/**
 * Puts the workbook and a left-over journal together; `makeKey` is called when neither has a project key. Throws
 * UserError 'journal-mismatch', 'workbook-missing' or 'journal-without-key' when they don't belong together:
 * going on would give known patients new identities.
 */
export function combine(
  workbook: ScannedWorkbook | undefined,
  journal: JournalDigest | undefined,
  makeKey: () => Uint8Array,
  name: string,
): OpenedMapping {
  const project = journal?.project;
  const journalKey = project === undefined ? undefined : new Uint8Array(Buffer.from(project.key, 'hex'));
  const workbookKey = workbook?.key;
  if (workbookKey !== undefined && journalKey !== undefined && !equalKeys(workbookKey, journalKey)) {
    throw mismatch(name);
  }
  if (workbook === undefined && project?.workbook === 'existing') {
    throw missing(name);
  }
  if (workbookKey === undefined && journalKey === undefined && journal !== undefined && journal.length > 0)
    throw journalWithoutKey(name);
  const knownKey = workbookKey ?? journalKey;
  return {
    mapping: foldJournal(baseOf(workbook, knownKey ?? makeKey()), journal),
    recovered: findInterrupted(journal),
    isNew: knownKey === undefined,
  };
}

/** What a workbook holds, under `key`. */
export function baseOf(workbook: Omit<MappingRecords, 'key'> | undefined, key: Uint8Array): MappingRecords {
  const { patients = [], studies = [], runs = [] } = workbook ?? {};
  return { key, patients, studies, runs };
}

export function equalKeys(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function mismatch(name: string): UserError {
  return new UserError(
    'journal-mismatch',
    `The journal beside the mapping workbook "${name}" was left by a run with another workbook.`,
    'Put the workbook of that run back, or move the ".journal.ndjson" file to where that workbook is.',
  );
}

function missing(name: string): UserError {
  return new UserError(
    'workbook-missing',
    `The mapping workbook "${name}" is gone, but a run that used it left its journal.`,
    'Put the workbook back (look for ".backup-" files beside it), or choose another workbook.',
  );
}

function journalWithoutKey(name: string): UserError {
  return new UserError(
    'journal-without-key',
    `The journal of the mapping workbook "${name}" is damaged: its project key can't be read.`,
    'Restore the journal or the workbook from a backup, or choose another workbook.',
  );
}
