import type { VrName } from '../dicom/vr';
import type { Action } from './action';
import type { RiskDecision, RiskDecisions, RiskName } from './risk-decisions';

/** One step of a path: the tag of an element, or any element. Items are no steps. */
export type PathStep = number | '*';

/** Which elements a rule is about. */
export type Selector =
  | { readonly by: 'tag'; readonly tag: number }
  /**
   * Elements whose tag agrees with `tag` in the bits of `mask`: (50xx,xxxx) is tag 0x50000000, mask 0xff000000. Only
   * those of even groups, unless `mask` and `tag` ask for odd ones.
   */
  | { readonly by: 'pattern'; readonly tag: number; readonly mask: number }
  /** All elements of a group. */
  | { readonly by: 'group'; readonly group: number }
  /** All elements of odd groups. */
  | { readonly by: 'private' }
  /** The element (low byte 00 to FF) of the block that `creator` reserves in `group` (PS3.5 §7.8.1), wherever the block lies. */
  | {
      readonly by: 'private-element';
      readonly creator: string;
      readonly group: number;
      readonly element: number;
    }
  /** Every element of the blocks that `creator` reserves, in any group. */
  | { readonly by: 'private-creator'; readonly creator: string }
  /** Elements that have this VR in the file or in the dictionary. */
  | { readonly by: 'vr'; readonly vr: VrName }
  /** UI attributes that name classes and registers, not instances. */
  | { readonly by: 'class-uid' }
  /** Attributes of even groups that the dictionary does not know. */
  | { readonly by: 'unknown' }
  /** An element by where it stands: the steps that lead to it from any depth on, it being the last: [0x00400275, '*']. */
  | { readonly by: 'path'; readonly path: readonly PathStep[] }
  /** The value of Content Items (PS3.3 §C.17.3) whose Concept Name is this code; '' as `valueType` means any. */
  | {
      readonly by: 'concept';
      readonly code: string;
      readonly scheme: string;
      readonly valueType: string;
    }
  | { readonly by: 'any' };

/** Name of a part of a policy that a user turns on or off ('private', 'retain-uids'): unique within the policy. */
export type SwitchId = string;

/** A code of CID 7050 "De-identification Method" (coding scheme DCM). */
export interface MethodCode {
  readonly value: string;
  readonly meaning: string;
}

/** A part of a policy that can be turned on and off. */
export interface Switch {
  readonly id: SwitchId;
  readonly title: string;
  readonly description: string;
  readonly onByDefault: boolean;
  /** The option of PS3.15 Annex E that it is, for (0012,0064). */
  readonly code?: MethodCode;
  /** Switches that can't be on together with it. */
  readonly excludes?: readonly SwitchId[];
}

/** One line of a policy. The first rule whose selector fits and whose switch is on decides. */
export interface Rule {
  readonly selector: Selector;
  readonly action: Action;
  /** The heading under which the rule is shown. */
  readonly heading: string;
  /** What becomes of the attribute, in one sentence. */
  readonly description: string;
  /** It holds only while this switch is on; without one it always holds. */
  readonly switch?: SwitchId;
  /** The new text; for the action 'replace' only. */
  readonly value?: string;
  /** The row of the standard that it comes from: 'PS3.15 2026c Table E.1-1, (0008,0050): Z'. */
  readonly source?: string;
  /** The name under which the attribute was asked for, when it is not its keyword. */
  readonly listedAs?: string;
  /** What the reader should know about the attribute. */
  readonly note?: string;
}

/** A policy is data: the panel's table, the README's list, the report and the marks in each file are made from it. */
export interface Policy {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly switches: readonly Switch[];
  readonly rules: readonly Rule[];
  /** Names that were asked for and are no DICOM attribute, with the reason. */
  readonly notAttributes: readonly {
    readonly listedAs: string;
    readonly heading: string;
    readonly note: string;
  }[];
  /** What becomes of files with risks; those that are not named pass. */
  readonly risks?: RiskDecisions;
  /** The profile of PS3.15 Annex E that it performs, for (0012,0064); absent for others. */
  readonly code?: MethodCode;
  /** Edition of the standard that it follows: '2026c'. */
  readonly edition?: string;
}

/**
 * Parts of the output that no rule can name. They are treated in every policy; one that has a switch of this name leaves
 * the choice to the user.
 */
export type Protection =
  /** The preamble is zeroed. */
  | 'file-meta'
  /** Bytes after the data set are dropped. */
  | 'trailing'
  /** The marks of de-identification are written. */
  | 'mark';

/** A policy and the switches that are on. Plain data: it goes to workers as it is. */
export interface PolicyChoice {
  readonly policy: Policy;
  readonly on: readonly SwitchId[];
}

/** A policy with its switches as they are by default. */
export function defaultChoice(policy: Policy): PolicyChoice {
  return choiceWith(policy, {});
}

/**
 * A policy with switches turned on (true) and off (false), the others as they are by default. Names of no switch are
 * passed over; of two switches that exclude each other the one that was turned on stays on, else the earlier one.
 */
export function choiceWith(policy: Policy, turned: Readonly<Record<SwitchId, boolean>>): PolicyChoice {
  const asked = policy.switches.filter(({ id, onByDefault }) =>
    Object.hasOwn(turned, id) ? turned[id] === true : onByDefault,
  );
  const isTurnedOn = ({ id }: Switch): boolean => Object.hasOwn(turned, id);
  const byWeight = [...asked.filter(isTurnedOn), ...asked.filter((entry) => !isTurnedOn(entry))];
  const on = byWeight.filter((entry, at) => !byWeight.slice(0, at).some((other) => excludes(entry, other)));
  return { policy, on: policy.switches.filter((entry) => on.includes(entry)).map(({ id }) => id) };
}

/** A choice with one more switch turned; those that it excludes go off. */
export function turnSwitch(choice: PolicyChoice, id: SwitchId, on: boolean): PolicyChoice {
  const { policy } = choice;
  const target = policy.switches.find((entry) => entry.id === id);
  if (!target) return choice;
  const stays = (entry: Switch): boolean =>
    entry === target ? on : choice.on.includes(entry.id) && !(on && excludes(entry, target));
  return { policy, on: policy.switches.filter(stays).map((entry) => entry.id) };
}

/** A choice with another decision on the files that have a risk. */
export function decideOnRisk(
  { policy, on }: PolicyChoice,
  risk: RiskName,
  decision: RiskDecision,
): PolicyChoice {
  return { policy: { ...policy, risks: { ...policy.risks, [risk]: decision } }, on };
}

/** The switches of a choice that differ from their default, with how they stand. */
export function turnedSwitches({ policy, on }: PolicyChoice): Readonly<Record<SwitchId, boolean>> {
  const turned = policy.switches.filter(({ id, onByDefault }) => on.includes(id) !== onByDefault);
  return Object.fromEntries(turned.map(({ id }) => [id, on.includes(id)]));
}

/** Whether what is treated in every policy is treated under this choice. */
export function hasProtection({ policy, on }: PolicyChoice, protection: Protection): boolean {
  return on.includes(protection) || !policy.switches.some(({ id }) => id === protection);
}

function excludes(one: Switch, other: Switch): boolean {
  return (one.excludes?.includes(other.id) ?? false) || (other.excludes?.includes(one.id) ?? false);
}
