import type { VrName } from '../dicom/vr';
import type { Action } from './action';

/** Which elements a rule is about. */
export type Selector =
  | { readonly by: 'tag'; readonly tag: number }
  /** All elements of a group. */
  | { readonly by: 'group'; readonly group: number }
  /** All elements of odd groups. */
  | { readonly by: 'private' }
  /** Elements that have this VR in the file or in the dictionary. */
  | { readonly by: 'vr'; readonly vr: VrName }
  /** UI attributes that name classes and registers, not instances. */
  | { readonly by: 'class-uid' };

/** The parts of a policy that a user can turn off, in the order in which they are shown. */
export const SWITCHES = [
  'private',
  'birth-date',
  'dates',
  'person-names',
  'study-id',
  'signatures',
  'file-meta',
  'command-groups',
  'trailing',
  'mark',
] as const;
export type SwitchId = (typeof SWITCHES)[number];

export interface Switch {
  readonly id: SwitchId;
  readonly title: string;
  readonly description: string;
}

/** One line of a policy. The first rule whose selector fits decides. */
export interface Rule {
  readonly selector: Selector;
  readonly action: Action;
  /** The heading under which the rule is shown. */
  readonly heading: string;
  /** What becomes of the attribute, in one sentence. */
  readonly description: string;
  /** The switch that the rule hangs on; without one it always holds. */
  readonly switch?: SwitchId;
  /** The name under which the attribute was asked for, when it is not its keyword. */
  readonly listedAs?: string;
  /** What the reader should know about the attribute. */
  readonly note?: string;
}

/** A policy is data: the panel's table, the README's list, the report and (0012,0063) are made from it. */
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
}

/** A policy and the switches that the user turned off. */
export interface PolicyChoice {
  readonly policy: Policy;
  readonly off: readonly SwitchId[];
}
