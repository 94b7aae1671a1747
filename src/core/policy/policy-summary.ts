import type { Action } from './action';
import type { Policy, Rule } from './policy';

/** The columns of the summary: actions that a reader takes for the same. */
const COLUMNS: readonly { readonly title: string; readonly actions: readonly Action[] }[] = [
  { title: 'Removed', actions: ['X'] },
  { title: 'Emptied', actions: ['Z'] },
  {
    title: 'Replaced',
    actions: ['D', 'U', 'pseudonym', 'shift', 'year', 'recode', 'own', 'hash', 'replace'],
  },
  { title: 'Cleaned', actions: ['C'] },
  { title: 'Kept', actions: ['K'] },
];

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
  const counts = COLUMNS.map(({ actions }) => own.filter(({ action }) => actions.includes(action)).length);
  return `| ${heading} | ${counts.map((count) => (count === 0 ? '' : count)).join(' | ')} |`;
}
