import { PROBLEMS, type Problem, type ProblemCode } from '../audit/consistency';
import { CONFIDENCES, type Confidence, type LeakFinding } from '../audit/finding';
import { formatBytes, formatCount, formatNumber } from './format';
import { KIND_TEXTS, PLACE_TEXTS, PROBLEM_TEXTS } from './audit-text';

/** What an audit found, as far as the summary needs it. */
export interface AuditNumbers {
  readonly files: number;
  readonly bytes: number;
  readonly otherFiles: number;
  readonly unread: readonly unknown[];
  readonly findings: readonly LeakFinding[];
  readonly findingCount: number;
  readonly problems: readonly Problem[];
  readonly documents: { readonly searched: number; readonly unread: number };
  readonly patients: number;
  readonly pixels: boolean;
  readonly originals: {
    readonly files: number;
    readonly unread: number;
    readonly unknown: number;
    readonly left: number;
  } | null;
  readonly cancelled: boolean;
}

/** Problems that say something about the copies; references may as well lead nowhere in the originals. */
const NOTES: readonly ProblemCode[] = ['unresolved-reference', 'duplicate-instance'];

/** Whether the folder is as it should be: nothing found but what is likely chance, no problem, every file read. */
export function isClean({ findings, problems, unread, cancelled }: AuditNumbers): boolean {
  const isSerious = findings.some(({ confidence }) => confidence !== 'low');
  return (
    !isSerious && problems.every(({ code }) => NOTES.includes(code)) && unread.length === 0 && !cancelled
  );
}

/** The result in lines. */
export function auditText(numbers: AuditNumbers): string {
  return [
    headline(numbers),
    ...findingLines(numbers),
    ...problemLines(numbers),
    '',
    'Searched:',
    ...searchedLines(numbers).map((line) => `  ${line}`),
    'Not searched:',
    ...notSearchedLines(numbers).map((line) => `  ${line}`),
  ].join('\n');
}

function headline({ files, bytes, findingCount, patients, cancelled }: AuditNumbers): string {
  const what = `${formatCount(files, 'DICOM file')} (${formatBytes(bytes)})`;
  const state = cancelled ? 'Cancelled after' : 'Searched';
  const found = findingCount === 0 ? 'nothing' : formatCount(findingCount, 'trace');
  return `${state} ${what} for ${formatCount(patients, 'patient')}: found ${found}`;
}

/** Findings by confidence, kind and place, the surest first. */
export function findingGroups(
  findings: readonly LeakFinding[],
): readonly { readonly confidence: Confidence; readonly text: string; readonly count: number }[] {
  const counts = new Map<string, { confidence: Confidence; text: string; count: number }>();
  for (const { confidence, kind, place } of findings) {
    const text = `${KIND_TEXTS[kind]} in ${PLACE_TEXTS[place]}`;
    const group = counts.get(`${confidence} ${text}`);
    if (group) group.count++;
    else counts.set(`${confidence} ${text}`, { confidence, text, count: 1 });
  }
  const rank = ({ confidence }: { confidence: Confidence }): number => CONFIDENCES.indexOf(confidence);
  return [...counts.values()].sort((a, b) => rank(b) - rank(a) || b.count - a.count);
}

function findingLines({
  findings,
  findingCount,
}: Pick<AuditNumbers, 'findings' | 'findingCount'>): readonly string[] {
  const groups = findingGroups(findings);
  const lines = groups.map(
    ({ confidence, text, count }) => `  ! ${confidence}: ${text}: ${formatNumber(count)}`,
  );
  return findingCount > findings.length
    ? [...lines, `  … and ${formatNumber(findingCount - findings.length)} more that are not listed`]
    : lines;
}

function problemLines({ problems, unread }: AuditNumbers): readonly string[] {
  const lines = PROBLEMS.flatMap((code) => {
    const count = problems.filter((problem) => problem.code === code).length;
    const { what, remedy } = PROBLEM_TEXTS[code];
    return count === 0 ? [] : [`  - ${formatNumber(count)} × ${what}. ${remedy}`];
  });
  const unreadable = `  - ${formatCount(unread.length, 'file')} could not be read as DICOM`;
  return unread.length === 0 ? lines : [...lines, unreadable];
}

/** What "nothing found" means. */
export function searchedLines({ otherFiles, documents, pixels, originals }: AuditNumbers): readonly string[] {
  return [
    'names (parts of three letters or more, and whole names), IDs, accession numbers, birth dates and true study dates in their usual forms, original study UIDs, as far as the workbook tells of them',
    ...(originals
      ? [
          `what ${formatCount(originals.files, 'original')} ${originals.files === 1 ? 'tells' : 'tell'} besides: other names and IDs, physicians and other people, phone numbers, addresses, institutions, all dates, original UIDs of series and instances; lengths of Pixel Data compared`,
        ]
      : []),
    'in every value, private and unknown ones, sequences, File Meta Information, preamble, bytes after the data set, headers of compressed frames, and paths',
    'in ASCII, UTF-8, UTF-16 and every character set of DICOM',
    ...(documents.searched > 0
      ? [`in the text of ${formatCount(documents.searched, 'document')} (PDF, XML)`]
      : []),
    ...(otherFiles > 0 ? [`in the names of ${formatCount(otherFiles, 'other file')}`] : []),
    ...(pixels ? ['in the bytes of Pixel Data'] : []),
  ];
}

/** What it does not mean. */
export function notSearchedLines(numbers: AuditNumbers): readonly string[] {
  const { otherFiles, documents, pixels } = numbers;
  return [
    'what images show: burned-in text, faces',
    ...(pixels ? [] : ['the bytes of Pixel Data (--pixels)']),
    'name parts of one or two letters by themselves',
    ...unknownLines(numbers),
    ...(documents.unread > 0 ? [`${formatCount(documents.unread, 'document')} that could not be read`] : []),
    ...(otherFiles > 0 ? ['what files that are no DICOM hold'] : []),
  ];
}

/** What nobody told of. */
function unknownLines({ originals }: AuditNumbers): readonly string[] {
  if (!originals)
    return [
      'what only the originals tell (--source): other IDs, physicians, phone numbers, addresses, institutions, dates but those of studies, UIDs of series and instances',
    ];
  const { unread, unknown, left } = originals;
  return [
    ...(unread > 0 ? [`what ${formatCount(unread, 'original')} tell that could not be read`] : []),
    ...(unknown > 0
      ? [`what ${formatCount(unknown, 'original')} tell of patients whom the workbook does not know`]
      : []),
    ...(left > 0
      ? [`${formatCount(left, 'value')} of the originals, beyond 2,000 of a kind a patient and 100,000 UIDs`]
      : []),
  ];
}

/** What the search of a run's copies found, as far as the summary needs it. */
export interface RunAuditNumbers {
  readonly files: number;
  readonly filesWithFindings: number;
  readonly findings: readonly LeakFinding[];
  readonly findingCount: number;
  readonly documents: { readonly searched: number; readonly unread: number };
}

/** What a run says of its own search, in lines; none when nothing was searched. */
export function runAuditLines(audit: RunAuditNumbers | undefined): readonly string[] {
  if (!audit || audit.files === 0) return [];
  const copies = formatCount(audit.files, 'copy', 'copies');
  const unread = unreadLines(audit.documents.unread);
  if (audit.findingCount === 0) return [`Audit:    nothing found in ${copies} (${RUN_SEARCH})`, ...unread];
  const files = formatCount(audit.filesWithFindings, 'copy', 'copies');
  return [
    `Audit:    ${formatCount(audit.findingCount, 'trace')} of patients in ${files} of ${formatNumber(audit.files)}: look at them before you hand anything on`,
    ...findingLines(audit),
    ...unread,
  ];
}

function unreadLines(unread: number): readonly string[] {
  return unread === 0
    ? []
    : [`          ${formatCount(unread, 'document')} not searched: damaged, encrypted or too long`];
}

/** What a run searches its copies for, in short. */
export const RUN_SEARCH =
  "searched for each file's own names, IDs, dates, UIDs, people, addresses, in its path, header, documents and frame headers; not in pixels";
