import { formatTag, keywordOf } from '../dicom/names';
import type { Action } from './action';
import type { Policy, PolicyChoice, Rule, Selector, SwitchId } from './policy';

/** One line of the table in which a policy is shown. */
export interface PolicyRow {
  readonly heading: string;
  /** Keyword of the attribute as it was asked for, or what the rule is about. */
  readonly name: string;
  /** "(0010,0010)", "(odd,eeee)", a VR; '' for names that are no attribute. */
  readonly tag: string;
  /** Undefined for names that are no attribute. */
  readonly action: Action | undefined;
  readonly description: string;
  readonly note?: string;
  readonly switch?: SwitchId;
  /** False when the switch that the rule hangs on is off. */
  readonly on: boolean;
}

/** The table of a policy: its rules under their headings, in the order in which the headings first occur. */
export function describePolicy({ policy, off }: PolicyChoice): readonly PolicyRow[] {
  const rows = policy.rules.map((rule) => rowOfRule(rule, off));
  const others = policy.notAttributes.map(({ listedAs, heading, note }): PolicyRow => {
    return {
      heading,
      name: listedAs,
      tag: '',
      action: undefined,
      description: 'No such attribute.',
      note,
      on: true,
    };
  });
  const headings = [...new Set(rows.map(({ heading }) => heading))];
  return headings.flatMap((heading) => [...rows, ...others].filter((row) => row.heading === heading));
}

/** The table of a policy as Markdown, a part for each heading, and the switches below. */
export function policyMarkdown(policy: Policy): string {
  const rows = describePolicy({ policy, off: [] });
  const headings = [...new Set(rows.map(({ heading }) => heading))];
  const parts = headings.flatMap((heading) => [
    `#### ${heading}`,
    '',
    '| Attribute | Tag | What becomes of it |',
    '| --- | --- | --- |',
    ...rows.filter((row) => row.heading === heading).map(markdownRow),
    '',
  ]);
  const switches = policy.switches.map(({ title, description }) => `- **${title}**: ${description}`);
  return [...parts, 'Parts that can be turned off:', '', ...switches].join('\n');
}

function rowOfRule(rule: Rule, off: readonly SwitchId[]): PolicyRow {
  const { heading, action, description, note } = rule;
  return {
    heading,
    name: rule.listedAs ?? subjectOf(rule.selector),
    tag: tagOf(rule.selector),
    action,
    description,
    ...(note === undefined ? {} : { note }),
    ...(rule.switch === undefined ? {} : { switch: rule.switch }),
    on: rule.switch === undefined || !off.includes(rule.switch),
  };
}

function subjectOf(selector: Selector): string {
  switch (selector.by) {
    case 'tag':
      return keywordOf(selector.tag) ?? formatTag(selector.tag);
    case 'group':
      return `Group ${hexGroup(selector.group)}`;
    case 'private':
      return 'Private attributes';
    case 'vr':
      return `All others of VR ${selector.vr}`;
    case 'class-uid':
      return 'Class UIDs';
  }
}

function tagOf(selector: Selector): string {
  switch (selector.by) {
    case 'tag':
      return formatTag(selector.tag);
    case 'group':
      return `(${hexGroup(selector.group)},eeee)`;
    case 'private':
      return '(odd,eeee)';
    case 'vr':
      return selector.vr;
    case 'class-uid':
      return 'UI';
  }
}

function hexGroup(group: number): string {
  return group.toString(16).toUpperCase().padStart(4, '0');
}

function markdownRow({ name, tag, description, note }: PolicyRow): string {
  const remark = note === undefined ? '' : ` (${note})`;
  return `| ${name} | ${tag} | ${description}${remark} |`;
}
