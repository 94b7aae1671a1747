import { formatTag, keywordOf } from '../dicom/names';
import type { Action } from './action';
import type { PathStep, Policy, PolicyChoice, Rule, Selector, Switch, SwitchId } from './policy';

/** One line of the table in which a policy is shown. */
export interface PolicyRow {
  readonly heading: string;
  /** Keyword of the attribute as it was asked for, or what the rule is about. */
  readonly name: string;
  /** "(0010,0010)", "(50xx,xxxx)", "(odd,eeee)", a VR; '' for what has no tag. */
  readonly tag: string;
  /** Undefined for names that are no attribute. */
  readonly action: Action | undefined;
  readonly description: string;
  readonly note?: string;
  /** The row of the standard that the rule comes from. */
  readonly source?: string;
  readonly switch?: SwitchId;
  /** False when the switch that the rule hangs on is off. */
  readonly on: boolean;
}

/** The table of a policy: its rules under their headings, in the order in which the headings first occur. */
export function describePolicy({ policy, on }: PolicyChoice): readonly PolicyRow[] {
  const rows = policy.rules.map((rule) => rowOfRule(rule, on));
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

const COLUMNS: readonly string[] = ['Attribute', 'Tag', 'What becomes of it'];

/** The table of a policy as Markdown, a part for each heading, and the switches below. */
export function policyMarkdown(policy: Policy): string {
  const rows = describePolicy({ policy, on: policy.switches.map(({ id }) => id) });
  const headings = [...new Set(rows.map(({ heading }) => heading))];
  const columns = rows.some(({ source }) => source !== undefined) ? [...COLUMNS, 'Source'] : COLUMNS;
  const parts = headings.flatMap((heading) => [
    `#### ${heading}`,
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.filter((row) => row.heading === heading).map((row) => markdownRow(row, columns.length)),
    '',
  ]);
  const [on, off] = [true, false].map((wanted) =>
    policy.switches.filter(({ onByDefault }) => onByDefault === wanted).map(switchLine),
  );
  return [
    ...parts,
    ...listOf('Parts that can be turned off:', on!),
    ...listOf('Options that can be turned on:', off!),
  ]
    .join('\n')
    .trimEnd();
}

function listOf(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, '', ...lines, ''];
}

function switchLine({ title, description }: Switch): string {
  return `- **${title}**: ${description}`;
}

/** The line of a rule while these switches are on. */
export function rowOfRule(rule: Rule, on: readonly SwitchId[]): PolicyRow {
  const { heading, action, description, note, source } = rule;
  return {
    heading,
    name: rule.listedAs ?? subjectOf(rule.selector),
    tag: tagOf(rule.selector),
    action,
    description,
    ...(note === undefined ? {} : { note }),
    ...(source === undefined ? {} : { source }),
    ...(rule.switch === undefined ? {} : { switch: rule.switch }),
    on: rule.switch === undefined || on.includes(rule.switch),
  };
}

/** What a selector is about, in words: the attribute's keyword, or which ones it names. */
export function subjectOf(selector: Selector): string {
  switch (selector.by) {
    case 'tag':
      return keywordOf(selector.tag) ?? formatTag(selector.tag);
    case 'pattern':
      return repeatedKeyword(selector.tag, selector.mask) ?? `Attributes ${tagOf(selector)}`;
    case 'group':
      return `Group ${hexGroup(selector.group)}`;
    case 'private':
      return 'Private attributes';
    case 'private-element':
      return `${selector.creator} ${tagOf(selector)}`;
    case 'private-creator':
      return `Private attributes of ${selector.creator}`;
    case 'vr':
      return `All others of VR ${selector.vr}`;
    case 'class-uid':
      return 'Class UIDs';
    case 'unknown':
      return 'Unknown attributes';
    case 'path':
      return selector.path.map(stepName).join(' > ');
    case 'concept':
      return `Content item (${selector.code}, ${selector.scheme})${selector.valueType && ` ${selector.valueType}`}`;
    case 'any':
      return 'All others';
  }
}

/** The tags that a selector names: "(0010,0010)", "(50xx,xxxx)", "(odd,eeee)"; a VR; '' where it asks for something else. */
export function tagOf(selector: Selector): string {
  switch (selector.by) {
    case 'tag':
      return formatTag(selector.tag);
    case 'pattern':
      return formatPattern(selector.tag, selector.mask);
    case 'group':
      return `(${hexGroup(selector.group)},eeee)`;
    case 'private':
      return '(odd,eeee)';
    case 'private-element':
      return `(${hexGroup(selector.group)},xx${hex(selector.element, 2)})`;
    case 'private-creator':
      return '(odd,xxee)';
    case 'vr':
      return selector.vr;
    case 'class-uid':
      return 'UI';
    case 'unknown':
      return '(even,eeee)';
    case 'path': {
      const last = selector.path.at(-1);
      return typeof last === 'number' ? formatTag(last) : '(gggg,eeee)';
    }
    case 'concept':
      return '';
    case 'any':
      return '(gggg,eeee)';
  }
}

function stepName(step: PathStep): string {
  return step === '*' ? '*' : (keywordOf(step) ?? formatTag(step));
}

/** The keyword of the attribute that repeats: OverlayData for (60xx,3000). */
function repeatedKeyword(tag: number, mask: number): string | undefined {
  return (mask & 0xffff) === 0xffff ? keywordOf((tag & mask) >>> 0) : undefined;
}

/** A tag whose digits that do not matter are x. */
function formatPattern(tag: number, mask: number): string {
  const digits = [...hex(tag, 8)].map((digit, at) =>
    ((mask >>> (28 - 4 * at)) & 0xf) === 0xf ? digit : 'x',
  );
  return `(${digits.slice(0, 4).join('')},${digits.slice(4).join('')})`;
}

function hex(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, '0');
}

function hexGroup(group: number): string {
  return hex(group, 4);
}

function markdownRow({ name, tag, description, note, source }: PolicyRow, columns: number): string {
  const remark = note === undefined ? '' : ` (${note})`;
  const cells = [name, tag, `${description}${remark}`, source ?? ''];
  return `| ${cells.slice(0, columns).map(escapeCell).join(' | ')} |`;
}

/** Names may hold what divides cells: private creators are free text. */
function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
