import type { Problem } from '../audit/consistency';
import { comparePaths } from './path-order';
import { CONFIDENCES, type Confidence, type LeakFinding } from '../audit/finding';
import { KIND_TEXTS, PLACE_TEXTS, PROBLEM_TEXTS } from './audit-text';

/** A line of what an audit found: a file, and what is the matter with it. It never holds what was found. */
export interface AuditRow {
  /** The reason, in words: lines with the same one belong together. */
  readonly group: string;
  /** Path of the file below the folder. */
  readonly file: string;
  /** Tags from the top level down, '' where it concerns no attribute. */
  readonly path: string;
  readonly why: string;
  /** Null for a problem or a file that could not be read. */
  readonly confidence: Confidence | null;
}

/** What the lines are made of. */
interface Found {
  readonly findings: readonly (LeakFinding & { readonly file: string })[];
  readonly problems: readonly Problem[];
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
}

/** All lines in groups: the surest findings first, then problems, then files that could not be read. */
export function auditRows({ findings, problems, unread }: Found): readonly AuditRow[] {
  return [
    ...findings
      .map((finding) => ({ row: rowOfFinding(finding), rank: CONFIDENCES.indexOf(finding.confidence) }))
      .sort(
        (a, b) =>
          b.rank - a.rank || compare(a.row.group, b.row.group) || comparePaths(a.row.file, b.row.file),
      )
      .map(({ row }) => row),
    ...problems
      .map(({ code, file, path }) => {
        const { what, remedy } = PROBLEM_TEXTS[code];
        return { group: what, file, path, why: remedy, confidence: null };
      })
      .sort((a, b) => compare(a.group, b.group) || comparePaths(a.file, b.file)),
    ...unread.map(({ file, reason }) => ({
      ...{ group: 'could not be read as DICOM', file, path: '', why: reason, confidence: null },
    })),
  ];
}

function rowOfFinding({ confidence, kind, place, path, file, why }: Found['findings'][number]): AuditRow {
  return {
    group: `${confidence}: ${KIND_TEXTS[kind]} in ${PLACE_TEXTS[place]}`,
    file,
    path,
    why,
    confidence,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
