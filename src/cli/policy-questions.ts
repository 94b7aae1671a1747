import { applyOptions } from '../core/policy/apply-options';
import { describePolicy, type PolicyRow } from '../core/policy/describe';
import { explain, explanationText } from '../core/policy/explain';
import type { PolicyChoice } from '../core/policy/policy';
import { parseSubject } from '../core/policy/subject';
import { type LoadedPolicy, loadPolicy } from '../core/run/load-policy';
import type { PolicyArguments } from './arguments';

const TAG_WIDTH = 12;

/**
 * The policy that the arguments name, with its options turned.
 * @throws UserError when there is none or it can't be used
 */
export function choosePolicy({ name, turned, risks }: PolicyArguments): LoadedPolicy {
  const loaded = loadPolicy(name, process.cwd());
  const { policy, on } = applyOptions(loaded.choice, turned);
  return { ...loaded, choice: { policy: { ...policy, risks: { ...policy.risks, ...risks } }, on } };
}

/** What becomes of an attribute, and why. */
export function explanationOf(subject: string, policy: PolicyArguments): string {
  const { choice } = choosePolicy(policy);
  return explanationText(explain(choice, parseSubject(subject)), choice);
}

/** A policy in lines: what it is for, its options, and its rules under their headings. */
export function policyList(args: PolicyArguments): string {
  const { choice } = choosePolicy(args);
  const { title, description } = choice.policy;
  return [`${title}: ${description}`, '', 'Options:', ...optionLines(choice), ...ruleLines(choice)].join(
    '\n',
  );
}

function optionLines({ policy, on }: PolicyChoice): readonly string[] {
  return policy.switches.map(
    ({ id, description }) => `  [${on.includes(id) ? 'on' : 'off'}]`.padEnd(8) + `${id}: ${description}`,
  );
}

function ruleLines(choice: PolicyChoice): readonly string[] {
  const lines: string[] = [];
  let heading = '';
  for (const row of describePolicy(choice)) {
    if (row.heading !== heading) lines.push('', (heading = row.heading));
    lines.push(ruleLine(row));
  }
  return lines;
}

function ruleLine({ tag, name, description, note, source, switch: id, on }: PolicyRow): string {
  const option = id === undefined ? '' : ` [option ${id}${on ? '' : ': off'}]`;
  const remarks = [source, note].filter((text) => text !== undefined).join('; ');
  return `  ${tag.padEnd(TAG_WIDTH)}${name}: ${description}${remarks && ` (${remarks})`}${option}`;
}
