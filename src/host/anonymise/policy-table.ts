import { vrOf } from '../../core/dicom/dictionary';
import { type PolicyRow, rowOfRule } from '../../core/policy/describe';
import type { Policy, Rule } from '../../core/policy/policy';
import { fateKindOf } from '../../core/policy/policy-summary';
import { isContextual, mayName } from '../../core/policy/selection';
import type { LineFate, PolicyLine, PolicyTable } from '../../panel/panel-state';

const KEPT: LineFate = { switch: null, kind: 'kept', text: 'Kept.', note: '', source: '' };
/** What the rules of a line leave alone may still be met by a rule about other attributes. */
const LEFT_TO_OTHERS: LineFate = { ...KEPT, text: 'Kept, unless another line of this table applies.' };
/** Where a block of private elements may lie (PS3.5 §7.8.1). */
const FIRST_BLOCK = 0x1000;

/** Names a row of the policy's table, to find its example. */
export function keyOfRow({ tag, name }: Pick<PolicyRow, 'tag' | 'name'>): string {
  return `${tag} ${name}`;
}

/**
 * A policy as the panel shows it.
 * @param serial a number by which the page tells one policy from the next
 */
export function policyTable(policy: Policy, serial: number): PolicyTable {
  const { title, description, edition } = policy;
  const switches = policy.switches.map(({ id, title, description, onByDefault, excludes }) => ({
    ...{ id, title, description, onByDefault },
    excludes: excludes ?? [],
  }));
  return { serial, title, description, edition: edition ?? '', switches, lines: mergeAlike(linesOf(policy)) };
}

/** A line for each attribute or kind of attributes under a heading, in the order of the headings. */
function linesOf(policy: Policy): readonly PolicyLine[] {
  const fates = new Fates(policy.rules);
  const lines = startingRules(policy).map(({ row, rule }) => lineOf(row, fates.of(rule, keyOfRow(row))));
  const others = notAttributes(policy);
  const headings = [...new Set(lines.map(({ heading }) => heading))];
  return headings.flatMap((heading) => [...lines, ...others].filter((line) => line.heading === heading));
}

interface Start {
  readonly row: PolicyRow;
  readonly rule: Rule;
}

/**
 * The rules that begin a line. A rule behind one that hangs on a switch is that one's other side, and no line of its own;
 * behind one that always holds it is listed again, once under each other heading.
 */
function startingRules({ rules }: Policy): readonly Start[] {
  const earlier = new Map<string, { readonly headings: Set<string>; hangsOnSwitch: boolean }>();
  const starts: Start[] = [];
  for (const rule of rules) {
    const row = rowOfRule(rule, []);
    const seen = earlier.get(keyOfRow(row)) ?? { headings: new Set(), hangsOnSwitch: false };
    if (!seen.hangsOnSwitch && !seen.headings.has(rule.heading)) starts.push({ row, rule });
    seen.headings.add(rule.heading);
    seen.hangsOnSwitch ||= rule.switch !== undefined;
    earlier.set(keyOfRow(row), seen);
  }
  return starts;
}

/** What may become of the attributes of a line, in the order in which the rules decide. */
class Fates {
  private readonly byTag: ReadonlyMap<number, readonly number[]>;
  private readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** Rules about many attributes, wherever these stand. */
  private readonly general: readonly number[];

  constructor(private readonly rules: readonly Rule[]) {
    const places = [...rules.keys()];
    const tagOf = ({ selector }: Rule) => (selector.by === 'tag' ? selector.tag : undefined);
    this.byTag = groupPlaces(places, (at) => tagOf(rules[at]!));
    this.byKey = groupPlaces(places, (at) => keyOfRow(rowOfRule(rules[at]!, [])));
    this.general = places.filter((at) => !isContextual(rules[at]!) && tagOf(rules[at]!) === undefined);
  }

  of({ selector }: Rule, key: string): readonly LineFate[] {
    const own = this.byKey.get(key) ?? [];
    switch (selector.by) {
      case 'tag':
        return this.until([...(this.byTag.get(selector.tag) ?? []), ...this.about(selector.tag)], KEPT);
      case 'private-element': {
        const tag = ((selector.group << 16) | FIRST_BLOCK | selector.element) >>> 0;
        return this.until([...own, ...this.about(tag)], KEPT);
      }
      case 'pattern':
      case 'group':
      case 'private':
      case 'private-creator':
      case 'vr':
      case 'class-uid':
      case 'unknown':
      case 'path':
      case 'concept':
      case 'any':
        return this.until(own, LEFT_TO_OTHERS);
    }
  }

  private about(tag: number): readonly number[] {
    const vr = vrOf(tag);
    return this.general.filter((at) => mayName(this.rules[at]!.selector, { tag, vr, known: vr }));
  }

  /** The fates by these rules up to the first that always holds; `last` where none does. */
  private until(places: readonly number[], last: LineFate): readonly LineFate[] {
    const rules = [...new Set(places)].sort((a, b) => a - b).map((at) => this.rules[at]!);
    const end = rules.findIndex((rule) => rule.switch === undefined);
    return end < 0 ? [...rules.map(fateOf), last] : rules.slice(0, end + 1).map(fateOf);
  }
}

function groupPlaces<K>(places: readonly number[], keyOf: (at: number) => K | undefined): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const at of places) {
    const key = keyOf(at);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  }
  return groups;
}

function fateOf({ switch: id, action, description, value, note, source }: Rule): LineFate {
  return {
    switch: id ?? null,
    kind: fateKindOf(action),
    text: value === undefined ? description : `${description} The new text: "${value}".`,
    note: note ?? '',
    source: source ?? '',
  };
}

function lineOf(row: PolicyRow, fates: readonly LineFate[]): PolicyLine {
  return { keys: [keyOfRow(row)], heading: row.heading, name: row.name, tag: row.tag, fates };
}

function notAttributes(policy: Policy): readonly PolicyLine[] {
  return policy.notAttributes.map(({ listedAs: name, heading, note }) => ({
    ...{ keys: [keyOfRow({ tag: '', name })], heading, name, tag: '' },
    fates: [{ ...KEPT, kind: 'none', text: 'No such attribute.', note }],
  }));
}

/** Neighbours that say the same about different VRs become one line. */
function mergeAlike(lines: readonly PolicyLine[]): readonly PolicyLine[] {
  const groups: PolicyLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last && isVr(line) && isVr(last[0]!) && saysTheSame(line, last[0]!)) last.push(line);
    else groups.push([line]);
  }
  return groups.map(merge);
}

function isVr({ tag }: PolicyLine): boolean {
  return /^[A-Z]{2}$/.test(tag);
}

function saysTheSame(one: PolicyLine, other: PolicyLine): boolean {
  return one.heading === other.heading && JSON.stringify(one.fates) === JSON.stringify(other.fates);
}

function merge(group: readonly PolicyLine[]): PolicyLine {
  const [first] = group as readonly [PolicyLine];
  if (group.length === 1) return first;
  const tag = group.map((line) => line.tag).join(', ');
  return { ...first, keys: group.flatMap(({ keys }) => keys), name: first.name.replace(first.tag, tag), tag };
}
