import type { RiskDecisions } from '../risk-decisions';
import type { CustomAction } from './custom-actions';

/** A policy file as it stands in the workspace, once it is known to be of this form. See schema.ts for what it means. */
export interface PolicyFileContent {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly extends: string;
  readonly options?: Readonly<Record<string, boolean>>;
  readonly rules?: readonly RuleContent[];
  readonly patientIds?: PatientIdsContent;
  readonly risks?: RiskDecisions;
}

/** One rule; exactly one of the keys that select is there. */
export interface RuleContent {
  readonly keyword?: string | readonly string[];
  readonly tag?: string | readonly string[];
  readonly pattern?: string | readonly string[];
  readonly vr?: string | readonly string[];
  readonly private?: true | PrivateContent;
  readonly path?: string | readonly string[];
  readonly action: CustomAction;
  readonly value?: string;
  readonly why?: string;
}

export interface PrivateContent {
  readonly creator: string;
  readonly group?: string;
  readonly element?: string;
}

export interface PatientIdsContent {
  readonly file?: string;
  readonly sheet?: string;
  readonly from?: string;
  readonly to?: string;
  readonly issuer?: string;
  readonly prefix?: string;
  readonly digits?: number;
}

/** The keys of a rule that say which attributes it is about. */
export const SELECTING_KEYS = ['keyword', 'tag', 'pattern', 'vr', 'private', 'path'] as const;
export type SelectingKey = (typeof SELECTING_KEYS)[number];

/** Rules of one file, and those that lists of names make of them: each is looked at for every new attribute. */
export const MOST_RULES = 2000;
