import type { Action } from './action';
import type { Policy, Rule } from './policy';

/** What becomes of an attribute, in a word: actions that a reader takes for the same. */
export type FateKind = 'removed' | 'emptied' | 'replaced' | 'cleaned' | 'kept';

/** The columns of the summary. */
const COLUMNS: readonly { readonly title: string; readonly kind: FateKind }[] = [
  { title: 'Removed', kind: 'removed' },
  { title: 'Emptied', kind: 'emptied' },
  { title: 'Replaced', kind: 'replaced' },
  { title: 'Cleaned', kind: 'cleaned' },
  { title: 'Kept', kind: 'kept' },
];

/** What an action makes of an attribute, in a word. */
export function fateKindOf(action: Action): FateKind {
  switch (action) {
    case 'X':
      return 'removed';
    case 'Z':
      return 'emptied';
    case 'C':
      return 'cleaned';
    case 'K':
      return 'kept';
    case 'D':
    case 'U':
    case 'pseudonym':
    case 'shift':
    case 'year':
    case 'recode':
    case 'own':
    case 'hash':
    case 'replace':
      return 'replaced';
  }
}

/**
 * A policy too long for a list, as Markdown: its switches, and for each heading how many rules remove, empty, replace,
 * clean and keep while the switches stand as they do by default.
 */
export function summaryMarkdown(policy: Policy): string {
  return [...switchTable(policy), '', ...headingTable(policy)].join('\n');
}

function switchTable({ switches }: Policy): readonly string[] {
  return [
    '| Switch | What it does | Code |',
    '| --- | --- | --- |',
    ...switches.map(({ id, description, code }) => `| \`${id}\` | ${description} | ${code?.value ?? ''} |`),
  ];
}

function headingTable({ rules, switches }: Policy): readonly string[] {
  const on = new Set(switches.filter(({ onByDefault }) => onByDefault).map(({ id }) => id));
  const holding = rules.filter(({ switch: id }) => id === undefined || on.has(id));
  const headings = [...new Set(holding.map(({ heading }) => heading))];
  return [
    `| Heading | ${COLUMNS.map(({ title }) => title).join(' | ')} |`,
    `| --- | ${COLUMNS.map(() => '---:').join(' | ')} |`,
    ...headings.map((heading) => headingRow(heading, holding)),
  ];
}

function headingRow(heading: string, rules: readonly Rule[]): string {
  const own = rules.filter((rule) => rule.heading === heading);
  const counts = COLUMNS.map(({ kind }) => own.filter(({ action }) => fateKindOf(action) === kind).length);
  return `| ${heading} | ${counts.map((count) => (count === 0 ? '' : count)).join(' | ')} |`;
}
