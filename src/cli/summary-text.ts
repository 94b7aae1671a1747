import { choiceText } from '../core/policy/choice-text';
import type { PolicyChoice } from '../core/policy/policy';
import { RISK_NAMES, type RiskCounts } from '../core/policy/risk-decisions';
import type { ReasonCode } from '../core/record/outcome';
import { REASONS } from '../core/record/reason-text';
import { RISK_TEXTS } from '../core/policy/risk-text';
import type { RunSummary } from '../core/run/anonymise-folder';
import type { SurveyTotals } from '../core/run/survey';
import { runAuditLines } from '../core/record/audit-summary';
import { formatBytes, formatCount, formatNumber, formatSeconds } from '../core/record/format';

/** What the survey found, in lines. */
export function surveyText(totals: SurveyTotals): string {
  const { found, dicom, patients, studies, series, bytes, modalities } = totals;
  const list = Object.entries(modalities)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([modality, count]) => `${modality} ${count}`)
    .join(', ');
  return [
    `${formatCount(found, 'file')} found, ${formatNumber(dicom)} of them DICOM (${formatBytes(bytes)})`,
    `${formatCount(patients, 'patient')}, ${formatCount(studies, 'study', 'studies')}, ${formatNumber(series)} series${list ? `: ${list}` : ''}`,
    ...riskLines(totals.risks, 'file', 'files'),
  ].join('\n');
}

function riskLines(risks: RiskCounts, one: string, many: string): string[] {
  return RISK_NAMES.filter((risk) => risks[risk] > 0).map(
    (risk) =>
      `  ! ${formatCount(risks[risk], one, many)}: ${RISK_TEXTS[risk].what}. ${RISK_TEXTS[risk].remedy}`,
  );
}

/** The end of a run, in lines. */
export function summaryText(summary: RunSummary, policy: PolicyChoice): string {
  return [
    headline(summary),
    `  ${summary.found} found = ${summary.written} written + ${summary.unchanged} unchanged + ${summary.skipped} skipped + ${summary.failed} failed`,
    ...reasonLines(summary),
    ...riskLines(summary.risks, 'copy', 'copies'),
    ...(summary.state === 'stopped' ? [stopLine(summary)] : []),
    `Policy:   ${choiceText(policy)}`,
    ...runAuditLines(summary.audit),
    ...workbookLines(summary),
    ...(summary.written + summary.unchanged > 0 ? [`Output:   ${summary.destination}`] : []),
  ].join('\n');
}

function headline({ state, seconds, patients, studies }: RunSummary): string {
  const what = `${formatCount(patients, 'patient')}, ${formatCount(studies, 'study', 'studies')}`;
  const verb = { done: 'Done', cancelled: 'Cancelled', stopped: 'Stopped' }[state];
  return `${verb}: ${what} in ${formatSeconds(seconds)}`;
}

function reasonLines({ reasons }: RunSummary): string[] {
  const entries = Object.entries(reasons) as [ReasonCode, number][];
  return entries.map(
    ([code, count]) => `  - ${formatCount(count, 'file')}: ${REASONS[code].what}. ${REASONS[code].remedy}`,
  );
}

function stopLine({ stoppedBy }: RunSummary): string {
  if (stoppedBy === 'worker-failed')
    return 'The worker threads ended again and again. Run again, with fewer workers: it goes on where it stopped.';
  return `The destination takes no more files (${stoppedBy}). Make room or choose another one, and run again: it goes on where it stopped.`;
}

function workbookLines({ workbook }: RunSummary): string[] {
  if (!workbook) return [];
  const lines = [`Workbook: ${workbook.savedTo}  (confidential: it leads back to the patients)`];
  return workbook.beside
    ? [
        ...lines,
        'It could not be saved in its place, because it is open or locked. The next run puts it right.',
      ]
    : lines;
}
