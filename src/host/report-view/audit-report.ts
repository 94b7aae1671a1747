import { join } from 'node:path';
import type { Confidence } from '../../core/audit/finding';
import { auditRows } from '../../core/record/audit-rows';
import { auditText } from '../../core/record/audit-summary';
import { formatNumber } from '../../core/record/format';
import type { AuditResult } from '../../core/run/audit-folder';
import type { ReportColumn, ReportGroup, Tone } from '../../panel/report-protocol';
import type { Report } from './report';
import { PackedEntries } from './packed-entries';

const COLUMNS: readonly ReportColumn[] = [
  { id: 'confidence', title: 'Confidence', opens: false },
  { id: 'file', title: 'File', opens: true },
  { id: 'attribute', title: 'Attribute', opens: false },
  { id: 'why', title: 'Why', opens: false },
];
const FILE = 1;

const TONE_OF: Readonly<Record<Confidence, Tone>> = {
  high: 'error',
  medium: 'warning',
  low: 'info',
};

/** How grave a finding of this confidence is. */
export function toneOfConfidence(confidence: Confidence): Tone {
  return TONE_OF[confidence];
}

/** What an audit of this folder found, grouped by reason: the surest first. */
export function auditReport(folder: string, result: AuditResult): Report {
  const rows = auditRows(result);
  const places = new Map<string, number>();
  const groups: ReportGroup[] = [];
  const entries = new PackedEntries(COLUMNS.length);
  for (const { group, file, path, why, confidence } of rows) {
    let place = places.get(group);
    if (place === undefined) {
      place =
        groups.push({ title: group, remedy: '', tone: confidence ? TONE_OF[confidence] : 'warning' }) - 1;
      places.set(group, place);
    }
    entries.push(place, [confidence ?? '', file, path, why]);
  }
  entries.seal();
  return {
    ...{ heading: 'Audit', folders: [folder], summary: summaryOf(result), columns: COLUMNS, groups, entries },
    pathOf: (row, column) => {
      const file = column === FILE ? rows[row]?.file : undefined;
      return file === undefined ? undefined : join(folder, ...file.split('/'));
    },
  };
}

/** The headline; with how many findings are listed, when there are more. */
function summaryOf(result: AuditResult): string {
  const [headline = ''] = auditText(result).split('\n');
  const { findings, findingCount } = result;
  if (findings.length === findingCount) return headline;
  return `${headline}; the first ${formatNumber(findings.length)} are listed`;
}
