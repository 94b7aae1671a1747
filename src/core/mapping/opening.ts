import { UserError } from '../errors';
import { NO_EXTRAS, type WorkbookExtras } from './carry-over';
import { findInterrupted, foldJournal, type JournalRecord, type RunStart } from './journal';
import type { Mapping } from './model';
import type { ReadWorkbook } from './workbook';
import type { Fingerprint } from './workbook-file';

/** Where a run starts from: the workbook, and what a journal left behind adds to it. */
export interface OpenedMapping {
  /** As the workbook has it, without the journal. */
  readonly base: Mapping;
  readonly extras: WorkbookExtras;
  readonly fingerprint: Fingerprint | undefined;
  /** Of the journal that an earlier run left; [] when it left none. */
  readonly records: readonly JournalRecord[];
  /** `base` with `records` folded in. */
  readonly mapping: Mapping;
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
  workbook: ReadWorkbook | undefined,
  records: readonly JournalRecord[],
  makeKey: () => Uint8Array,
  name: string,
): OpenedMapping {
  const project = records.find((record) => record.type === 'project');
  const journalKey =
    project?.type === 'project' ? new Uint8Array(Buffer.from(project.key, 'hex')) : undefined;
  const workbookKey = workbook?.key;
  if (workbookKey !== undefined && journalKey !== undefined && !equalKeys(workbookKey, journalKey)) {
    throw mismatch(name);
  }
  if (workbook === undefined && project?.type === 'project' && project.workbook === 'existing') {
    throw missing(name);
  }
  if (workbookKey === undefined && journalKey === undefined && records.length > 0)
    throw journalWithoutKey(name);
  const knownKey = workbookKey ?? journalKey;
  const base = baseOf(workbook, knownKey ?? makeKey());
  const listed = new Set(base.runs.map((run) => run.runId));
  return {
    base,
    extras: workbook?.extras ?? NO_EXTRAS,
    fingerprint: workbook?.fingerprint,
    records,
    mapping: foldJournal(base, records),
    recovered: findInterrupted(records).filter((run) => !listed.has(run.runId)),
    isNew: knownKey === undefined,
  };
}

/** What a workbook holds, under `key`. */
export function baseOf(workbook: Omit<Mapping, 'key'> | undefined, key: Uint8Array): Mapping {
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
