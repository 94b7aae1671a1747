import { mergePatients, patientsOfMapping } from '../audit/audited-patients';
import { mappingProblems } from '../audit/mapping-problems';
import { UserError } from '../errors';
import type { Mapping } from '../mapping/model';
import { peekMapping, type WorkbookReader } from '../mapping/peek';
import { auditFolder, type AuditResult } from './audit-folder';
import { learnOriginals } from './learn-originals';

export interface OutputsAudit {
  /** Absolute path of the anonymised files. */
  readonly folder: string;
  readonly mapping: Mapping;
  /** Absolute path of the originals; undefined: the workbook has to do. */
  readonly source: string | undefined;
  readonly pixels: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (step: AuditStep, files: number) => void;
}

export type AuditStep = 'learning' | 'searching';

/** Learns what is known of the patients from the workbook and the originals, and searches the copies for it. */
export async function auditOutputs(audit: OutputsAudit): Promise<AuditResult> {
  const { folder, mapping, source, pixels, signal, onProgress } = audit;
  const watch = (step: AuditStep) => ({
    onProgress: (files: number): void => onProgress?.(step, files),
  });
  const originals =
    source === undefined
      ? undefined
      : await learnOriginals({ source, copies: folder, mapping, signal, ...watch('learning') });
  const result = await auditFolder({
    ...{ folder, pixels, signal, ...watch('searching') },
    patients: mergePatients([...patientsOfMapping(mapping), ...(originals?.patients ?? [])]),
    ...(originals ? { originals } : {}),
  });
  return { ...result, problems: [...mappingProblems(mapping), ...result.problems] };
}

/**
 * The mapping that tells whom the copies are of.
 * @throws UserError when there is no such workbook, or it can't be read
 */
export async function mappingToAudit(workbook: string, io: WorkbookReader): Promise<Mapping> {
  const mapping = await peekMapping(workbook, io);
  if (mapping) return mapping;
  throw new UserError('no-workbook', 'There is no such mapping workbook.', 'Name it with --workbook.');
}
