import type { PreviewKind } from '../core/policy/preview-kinds';
import type { PreviewCounts, PreviewLine, PreviewState } from './preview-protocol';
import { files, number } from './survey-view';
import { compareCells, hasWords, searchWords } from './table-query';
import { t } from './translate';

/** By what the lines can be sorted. */
export const SORT_KEYS = ['tag', 'name', 'fate', 'files', 'values'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** What is looked for in the lines. */
export interface PreviewQuery {
  /** The kind that is asked for, undefined for all. */
  readonly kind: PreviewKind | undefined;
  readonly search: string;
  readonly sort: SortKey;
  readonly descending: boolean;
}

/** Positions of the lines that a query finds, in its order. */
export function findLines(lines: readonly PreviewLine[], query: PreviewQuery): readonly number[] {
  const { kind, sort, descending } = query;
  const words = searchWords(query.search);
  const found = lines.flatMap((line, at) =>
    (kind === undefined || line.kinds.includes(kind)) && matches(line, words) ? [at] : [],
  );
  const sign = descending ? -1 : 1;
  return found.sort((a, b) => sign * compareCells(lines[a]![sort], lines[b]![sort]) || a - b);
}

function matches({ tag, name, creator, why, vr }: PreviewLine, words: readonly string[]): boolean {
  return hasWords(`${tag} ${name} ${creator} ${vr} ${why}`, words);
}

/** The name of a filter, with how many lines it finds. */
export function filterLabel(kind: PreviewKind | undefined, lines: readonly PreviewLine[]): string {
  const count = kind === undefined ? lines.length : lines.filter(({ kinds }) => kinds.includes(kind)).length;
  return `${kindName(kind)} (${number(count)})`;
}

function kindName(kind: PreviewKind | undefined): string {
  switch (kind) {
    case undefined:
      return t('All');
    case 'changed':
      return t('Changed');
    case 'removed':
      return t('Removed');
    case 'keptText':
      return t('Kept free text');
    case 'keptPrivate':
      return t('Kept private');
    case 'keptDates':
      return t('Kept dates');
  }
}

/** What becomes of an attribute, in a word. */
export function fateName(fate: PreviewLine['fate']): string {
  return {
    kept: t('kept'),
    changed: t('changed'),
    emptied: t('emptied'),
    removed: t('removed'),
    added: t('added'),
  }[fate];
}

/** Where a preview stands, in a sentence. */
export function stateText(state: PreviewState): string {
  switch (state.kind) {
    case 'counting':
      return t('Looking at the files: {0} of {1}', number(state.files), number(state.total));
    case 'done':
      return countsText(state.counts);
    case 'cancelled':
      return t('Cancelled. Nothing was written.');
    case 'refused':
      return `${t(state.problem.message)} ${t(state.problem.remedy)}`;
  }
}

function countsText({ found, dicom, failed, heldBack, refused, others }: PreviewCounts): string {
  const all = dicom + heldBack + refused;
  const parts = [
    t('{0} found, {1} of them DICOM. Nothing was written.', files(found), number(all)),
    heldBack > 0 ? t('Not in the table: {0} that would be held back because of risks.', files(heldBack)) : '',
    refused > 0 ? t('Not in the table: {0} that would fail because of risks.', files(refused)) : '',
    failed > 0 ? t('{0} cannot be read.', files(failed)) : '',
    others > 0 ? t('{0} values of further attributes are not listed.', number(others)) : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
