import { UserError } from '../errors';
import { findConflicts } from './conflicts';
import { type PolicyChoice, type SwitchId, turnSwitch } from './policy';
import { shorten } from './shorten';
import { nearest } from './suggestion';

/**
 * A choice with options turned on and off as somebody asked, each by name.
 * @throws UserError 'unknown-option' when the policy has no such option, 'option-conflict' when two exclude each other
 */
export function applyOptions(
  choice: PolicyChoice,
  turned: Readonly<Record<SwitchId, boolean>>,
): PolicyChoice {
  const { policy } = choice;
  const ids = policy.switches.map(({ id }) => id);
  const unknown = Object.keys(turned).find((id) => !ids.includes(id));
  if (unknown !== undefined) throw unknownOption(unknown, policy.title, ids);
  const [conflict] = findConflicts(policy, turned);
  if (conflict) throw optionConflict(...conflict);
  return Object.entries(turned).reduce((result, [id, on]) => turnSwitch(result, id, on), choice);
}

function unknownOption(id: string, title: string, ids: readonly string[]): UserError {
  const near = nearest(id, ids);
  return new UserError(
    'unknown-option',
    `The policy "${title}" has no option "${shorten(id)}".`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Its options are: ${ids.join(', ') || 'none'}.`,
  );
}

function optionConflict(one: SwitchId, other: SwitchId): UserError {
  return new UserError(
    'option-conflict',
    `The options "${one}" and "${other}" can't be on together.`,
    'Turn one of them off.',
  );
}
