/** Policies made up for tests. */
import type { Action } from '../../src/core/policy/action';
import {
  defaultChoice,
  type Policy,
  type PolicyChoice,
  type Rule,
  type Selector,
  type Switch,
} from '../../src/core/policy/policy';

/** A rule with this selector and action. */
export function rule(selector: Selector, action: Action, more: Partial<Rule> = {}): Rule {
  return { selector, action, heading: 'Test', description: '', ...more };
}

export function byTag(tag: number, action: Action, more: Partial<Rule> = {}): Rule {
  return rule({ by: 'tag', tag }, action, more);
}

/** A switch that is on by default unless `more` says otherwise. */
export function switchNamed(id: string, more: Partial<Switch> = {}): Switch {
  return { id, title: id, description: `Does ${id}.`, onByDefault: true, ...more };
}

/** A policy of these rules that leaves marks, preamble and trailing bytes alone unless `switches` are given. */
export function policyOf(
  rules: readonly Rule[],
  switches: readonly Switch[] = ['mark', 'file-meta', 'trailing'].map((id) =>
    switchNamed(id, { onByDefault: false }),
  ),
): Policy {
  return { name: 'Test', title: 'Test', description: '', switches, rules, notAttributes: [] };
}

/** A policy of these rules with its switches as they are by default. */
export function choiceOf(rules: readonly Rule[], switches?: readonly Switch[]): PolicyChoice {
  return defaultChoice(policyOf(rules, switches));
}
