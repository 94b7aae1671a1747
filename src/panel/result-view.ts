import { formatSeconds } from '../core/record/format';
import type { ReasonCode } from '../core/record/outcome';
import { REASONS } from '../core/record/reason-text';
import { FAIL_CODES, SKIP_CODES } from '../core/record/outcome-code';
import type { EarlierRun, RunEnd, RunNumbers } from './panel-state';
import { files, number } from './survey-view';
import { t } from './translate';

/** A term of the sum: found = written + unchanged + skipped + failed. */
export interface Term {
  readonly kind: keyof RunNumbers;
  readonly value: string;
  readonly label: string;
}

/** A reason that was given, with the number of files. */
export interface ReasonView {
  readonly reason: ReasonCode;
  readonly kind: 'failed' | 'skipped' | 'written';
  readonly count: number;
  readonly title: string;
  readonly remedy: string;
}

/** The sum of a run, the total first. */
export function viewSum(numbers: RunNumbers): readonly Term[] {
  const labels: Readonly<Record<keyof RunNumbers, string>> = {
    found: t('found'),
    written: t('written'),
    unchanged: t('unchanged'),
    skipped: t('skipped'),
    failed: t('failed'),
  };
  const kinds = ['found', 'written', 'unchanged', 'skipped', 'failed'] as const;
  return kinds.map((kind) => ({ kind, value: number(numbers[kind]), label: labels[kind] }));
}

/** The sum of a run in a line: "120 found = 110 written + 0 unchanged + 10 skipped + 0 failed". */
export function sumText(numbers: RunNumbers): string {
  const [found, ...parts] = viewSum(numbers).map(({ value, label }) => `${value} ${label}`);
  return `${found} = ${parts.join(' + ')}`;
}

/** "7 patients, 9 studies, 14 series". */
export function subjectsText({
  patients,
  studies,
  series,
}: Pick<RunEnd, 'patients' | 'studies' | 'series'>): string {
  return [
    patients === 1 ? t('1 patient') : t('{0} patients', number(patients)),
    studies === 1 ? t('1 study') : t('{0} studies', number(studies)),
    t('{0} series', number(series)),
  ].join(', ');
}

/** What the search of the copies of one folder found. */
export interface SearchView {
  readonly headline: string;
  /** Kinds and places with their counts, '' when nothing was found. */
  readonly found: string;
}

/** The searches that lines of words tell of: those that are indented belong to the headline above them. */
export function viewSearches(lines: readonly string[]): readonly SearchView[] {
  const searches: { headline: string; found: string[] }[] = [];
  for (const line of lines) {
    const text = line.replace(/\s+/g, ' ').replace(/^ (?:! )?/, '');
    const current = searches.at(-1);
    if (current && line.startsWith(' ')) current.found.push(text);
    else searches.push({ headline: text, found: [] });
  }
  return searches.map(({ headline, found }) => ({ headline, found: found.join(' · ') }));
}

/** The headline of a result. */
export function headlineOf({ end, written, unchanged, failed, seconds }: RunEnd): string {
  const time = formatSeconds(seconds);
  switch (end) {
    case 'done':
      if (written + unchanged === 0) return t('There was nothing to anonymise');
      return failed > 0 ? t('Done in {0}, but {1} failed', time, files(failed)) : t('Done in {0}', time);
    case 'cancelled':
      return t('Cancelled after {0}', time);
    case 'stopped':
      return t('Stopped after {0}', time);
  }
}

/** What a result means beyond its numbers. */
export function remarkOf({ end, written, unchanged }: RunEnd): string {
  if (end === 'cancelled')
    return t('What is written is whole and in the workbook. Anonymise again to go on.');
  if (end === 'done' && written === 0 && unchanged > 0) return t('All copies were there already.');
  return '';
}

/** What is told of the last run when a window was reloaded. */
export function earlierText({ end, started }: EarlierRun, language?: string): string {
  const date = new Date(started);
  const time = Number.isNaN(date.getTime())
    ? started
    : date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  switch (end) {
    case 'done':
      return t('The last run ({0}) was completed.', time);
    case 'cancelled':
      return t('The last run ({0}) was cancelled. Anonymise again to go on.', time);
    case 'stopped':
      return t('The last run ({0}) stopped. Anonymise again to go on.', time);
    case 'interrupted':
      return t('The last run ({0}) was interrupted. What it wrote is whole. Anonymise again to go on.', time);
  }
}

/** The reasons that were given: failures first, the most frequent first. */
export function viewReasons({ reasons }: Pick<RunEnd, 'reasons'>): readonly ReasonView[] {
  const order = ['failed', 'skipped', 'written'] as const;
  const views = (Object.entries(reasons) as [ReasonCode, number][]).map(([reason, count]) =>
    viewReason(reason, count),
  );
  return views.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.count - a.count);
}

function viewReason(reason: ReasonCode, count: number): ReasonView {
  const { what, remedy } = REASONS[reason];
  return { reason, kind: kindOf(reason), count, title: `${files(count)}: ${t(what)}`, remedy: t(remedy) };
}

function kindOf(reason: ReasonCode): ReasonView['kind'] {
  if ((FAIL_CODES as readonly string[]).includes(reason)) return 'failed';
  return (SKIP_CODES as readonly string[]).includes(reason) ? 'skipped' : 'written';
}
