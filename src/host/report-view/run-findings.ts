import { compareConfidence } from '../../core/audit/finding';
import { type AuditRow, auditRows } from '../../core/record/audit-rows';
import { formatCount, formatNumber } from '../../core/record/format';
import type { RunRecordOfFiles } from '../../core/run/anonymise-folder';
import { breathing } from '../../core/run/event-loop';
import { listFiles } from '../../core/run/file-list';
import type { ReportGroup } from '../../panel/report-protocol';
import { sumSearches } from '../anonymise/totals';
import { toneOfConfidence } from './audit-report';

/** Something of a patient in a copy, and the file that the copy was made from. */
export interface FindingLine extends Pick<AuditRow, 'group' | 'path' | 'why'> {
  readonly confidence: NonNullable<AuditRow['confidence']>;
  /** Paths below source and destination, with `/`. */
  readonly original: string;
  readonly copy: string;
  readonly outcome: string;
  readonly record: RunRecordOfFiles;
}

const REMEDY =
  'Look at these copies before you hand them on. Documents are copied as they are; a part of the policy that is turned off leaves what it is about.';

/** What the search of a run's copies found, the surest first. */
export async function findingLines(record: RunRecordOfFiles): Promise<readonly FindingLine[]> {
  const { findings = [] } = record.summary.audit ?? {};
  if (findings.length === 0) return [];
  const originals = await originalsOf(record, new Set(findings.map(({ file }) => file)));
  return auditRows({ findings, problems: [], unread: [] }).flatMap(
    ({ group, file, path, why, confidence }) => {
      if (!confidence) return [];
      const { original = '', outcome = '' } = originals.get(file) ?? {};
      return [{ group, path, why, confidence, original, copy: file, outcome, record }];
    },
  );
}

/** A group for each reason why something was found, the surest first. */
export function findingGroups(findings: readonly FindingLine[]): readonly ReportGroup[] {
  const confidences = new Map(findings.map(({ group, confidence }) => [group, confidence]));
  return [...confidences]
    .sort(([, a], [, b]) => compareConfidence(b, a))
    .map(([title, confidence]) => ({ title, remedy: REMEDY, tone: toneOfConfidence(confidence) }));
}

/** What the search came to, in a clause; '' when there were no copies to search, or they were not searched. */
export function searchText(records: readonly RunRecordOfFiles[]): string {
  const search = sumSearches(records.map(({ summary }) => summary));
  if (!search) return '';
  const { files, filesWithFindings, findingCount } = search;
  const copies = (count: number): string => formatCount(count, 'copy', 'copies');
  if (findingCount === 0) return `Nothing of patients found in ${copies(files)}`;
  const found = `${formatCount(findingCount, 'trace')} of patients in ${copies(filesWithFindings)}`;
  const listed = records.reduce((sum, { summary }) => sum + (summary.audit?.findings.length ?? 0), 0);
  return listed === findingCount ? found : `${found}, of which the first ${formatNumber(listed)} are listed`;
}

async function originalsOf(
  record: RunRecordOfFiles,
  copies: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Pick<FindingLine, 'original' | 'outcome'>>> {
  const originals = new Map<string, Pick<FindingLine, 'original' | 'outcome'>>();
  const breathe = breathing();
  for (const { target, source, outcome } of listFiles(record)) {
    const due = breathe();
    if (due) await due;
    if (target !== undefined && copies.has(target))
      originals.set(target, { original: source, outcome: outcome.kind });
  }
  return originals;
}
