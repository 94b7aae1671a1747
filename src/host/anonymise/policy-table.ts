import { vrOf } from '../../core/dicom/dictionary';
import { parseTag } from '../../core/dicom/names';
import { Decider } from '../../core/policy/decider';
import { describePolicy, type PolicyRow } from '../../core/policy/describe';
import { choiceWith, type Policy, type PolicyChoice, type SwitchId } from '../../core/policy/policy';
import type { PolicyLine, PolicyTable } from '../../panel/panel-state';

const KEPT = 'Kept.';
/** What a switch leaves alone may still be met by a rule about values. */
const LEFT_TO_OTHERS = 'Kept, unless another line of this table applies.';

/** Names a row of the policy's table, to find its example. */
export function keyOfRow({ tag, name }: Pick<PolicyRow, 'tag' | 'name'>): string {
  return `${tag} ${name}`;
}

/** A policy as the panel shows it. */
export function policyTable(policy: Policy): PolicyTable {
  const { title, description } = policy;
  const switches = policy.switches.map(({ id, title, description }) => ({ id, title, description }));
  const rows = describePolicy(everyPart(policy));
  return {
    title,
    description,
    switches,
    lines: mergeAlike(withoutFallbacks(rows)).map((group) => lineOf(group, policy)),
  };
}

function everyPart(policy: Policy): PolicyChoice {
  return { policy, on: policy.switches.map(({ id }) => id) };
}

/** A rule that keeps what an earlier rule with a switch treats is that rule's other side, not a line of its own. */
function withoutFallbacks(rows: readonly PolicyRow[]): readonly PolicyRow[] {
  return rows.filter(
    (row, index) =>
      row.action !== 'K' || !rows.slice(0, index).some((earlier) => keyOfRow(earlier) === keyOfRow(row)),
  );
}

/** Neighbours that say the same about different VRs become one line. */
function mergeAlike(rows: readonly PolicyRow[]): readonly (readonly PolicyRow[])[] {
  const groups: PolicyRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    const isAlike = last && isVr(row) && isVr(last[0]!) && row.description === last[0]!.description;
    if (isAlike) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function isVr({ tag }: PolicyRow): boolean {
  return /^[A-Z]{2}$/.test(tag);
}

function lineOf(group: readonly PolicyRow[], policy: Policy): PolicyLine {
  const [row] = group as readonly [PolicyRow];
  const tags = group.map(({ tag }) => tag).join(', ');
  return {
    keys: group.map(keyOfRow),
    heading: row.heading,
    name: group.length === 1 ? row.name : row.name.replace(row.tag, tags),
    tag: tags,
    text: row.description,
    note: row.note ?? '',
    switch: row.switch ?? null,
    textOff: row.switch === undefined ? row.description : withoutSwitch(row, row.switch, policy),
  };
}

function withoutSwitch({ tag: text }: PolicyRow, id: SwitchId, policy: Policy): string {
  const tag = parseTag(text);
  if (tag === undefined) return text.endsWith('eeee)') ? LEFT_TO_OTHERS : KEPT;
  return new Decider(choiceWith(policy, { [id]: false })).ruleFor(tag, vrOf(tag))?.description ?? KEPT;
}
