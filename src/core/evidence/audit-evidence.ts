import { PROBLEMS } from '../audit/consistency';
import { CONFIDENCES } from '../audit/finding';
import { type AuditNumbers, isClean, notSearchedLines, searchedLines } from '../record/audit-summary';
import { PROBLEM_TEXTS } from '../record/audit-text';
import type { AuditEvidence } from './evidence';
import { compareTexts, Tally } from './tally';

/** What an audit found, in numbers: neither files nor patients nor reasons of single findings. */
export function auditEvidence(
  numbers: AuditNumbers & { readonly unread: readonly { readonly reason: string }[] },
): AuditEvidence {
  const unread = new Tally();
  for (const { reason } of numbers.unread) unread.add(reason);
  return {
    files: numbers.files,
    patients: numbers.patients,
    findings: numbers.findingCount,
    groups: groupsOf(numbers),
    notGrouped: numbers.findingCount - numbers.findings.length,
    problems: problemsOf(numbers),
    unread: unread.list(),
    searched: searchedLines(numbers),
    notSearched: notSearchedLines(numbers).map(withoutOption),
    clean: isClean(numbers),
  };
}

/** The surest first, then by count. */
function groupsOf({ findings }: AuditNumbers): AuditEvidence['groups'] {
  const groups = new Map<string, AuditEvidence['groups'][number]>();
  for (const { confidence, kind, place } of findings) {
    const key = `${confidence} ${kind} ${place}`;
    groups.set(key, { confidence, kind, place, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups]
    .sort(([keyA, a], [keyB, b]) => {
      const sureness = CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence);
      return sureness || b.count - a.count || compareTexts(keyA, keyB);
    })
    .map(([, group]) => group);
}

function problemsOf({ problems }: AuditNumbers): AuditEvidence['problems'] {
  return PROBLEMS.flatMap((code) => {
    const count = problems.filter((problem) => problem.code === code).length;
    return count === 0 ? [] : [{ code, what: PROBLEM_TEXTS[code].what, count }];
  });
}

/** The reader of the evidence runs no command. */
function withoutOption(line: string): string {
  return line.replace(/ \(--[\w-]+\)$/, '');
}
