import type { ProblemCode } from '../audit/consistency';
import type { Confidence, IdentifierKind, Place } from '../audit/finding';
import { describePolicy, type PolicyRow } from '../policy/describe';
import type { MethodCode, PolicyChoice } from '../policy/policy';
import { decisionsOf, type RiskDecision, type RiskName } from '../policy/risk-decisions';
import { EDITION } from '../policy/ps315/rows';
import type { InventoryFigures } from './inventory';
import type { Counted } from './tally';

/** By this, a folder is known to hold evidence that a later one may replace. */
export const EVIDENCE_FORMAT = 'DicomAnon evidence';
export const EVIDENCE_VERSION = 1;

/** What can be told of a run without telling anything of a patient. */
export interface Evidence {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly formatVersion: typeof EVIDENCE_VERSION;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly software: { readonly name: 'DicomAnon'; readonly version: string };
  /** Edition of the DICOM standard that tables and names are of. */
  readonly standard: { readonly edition: string };
  readonly policy: PolicyEvidence;
  readonly outputs: OutputFigures;
  readonly audit: AuditEvidence;
  readonly conformance: ConformanceEvidence;
  readonly checksums: ChecksumEvidence;
}

export interface PolicyEvidence {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly profile?: MethodCode;
  readonly switches: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly on: boolean;
    readonly code?: MethodCode;
  }[];
  /** What becomes of originals with each risk. */
  readonly risks: Readonly<Record<RiskName, RiskDecision>>;
  readonly rules: readonly PolicyRow[];
}

export interface OutputFigures extends InventoryFigures {
  /** All files of the folder. */
  readonly files: number;
  readonly otherFiles: number;
  readonly unreadable: number;
  /** Links and entries that are no files: neither read nor in the list of checksums. */
  readonly notFiles: number;
}

export interface AuditEvidence {
  readonly files: number;
  readonly patients: number;
  readonly findings: number;
  readonly groups: readonly {
    readonly confidence: Confidence;
    readonly kind: IdentifierKind;
    readonly place: Place;
    readonly count: number;
  }[];
  /** Findings beyond those that are in groups. */
  readonly notGrouped: number;
  readonly problems: readonly { readonly code: ProblemCode; readonly what: string; readonly count: number }[];
  readonly unread: readonly Counted[];
  readonly searched: readonly string[];
  readonly notSearched: readonly string[];
  /** Nothing found but what is likely chance, no problem, every file read. */
  readonly clean: boolean;
}

export interface ConformanceEvidence {
  readonly checks: readonly { readonly code: string; readonly what: string; readonly files: number }[];
  readonly faultlessFiles: number;
  readonly validator: ValidatorEvidence;
}

export type ValidatorEvidence =
  | { readonly kind: 'not-run' }
  | {
      readonly kind: 'run';
      readonly name: 'dciodvfy';
      readonly files: number;
      /** Files that it crashed on, or that took too long. */
      readonly gaveUp: number;
      readonly filesWithErrors: number;
      readonly errors: readonly CountedMessage[];
      readonly warnings: readonly CountedMessage[];
    };

export interface CountedMessage {
  readonly what: string;
  readonly attribute: string;
  readonly files: number;
}

export interface ChecksumEvidence {
  readonly algorithm: 'SHA-256';
  /** The list's name within the folder. */
  readonly list: string;
  readonly files: number;
  /** 'number': paths are not listed, because the audit found something in one or nobody wanted them. */
  readonly listedBy: 'path' | 'number';
  /** Of the list itself, in hex. */
  readonly listSha256: string;
}

/** A policy as data, with its rules in words. */
export function policyEvidence(choice: PolicyChoice): PolicyEvidence {
  const { name, title, description, code, switches } = choice.policy;
  return {
    ...{ name, title, description },
    ...(code === undefined ? {} : { profile: code }),
    switches: switches.map(({ id, title, description, code }) => ({
      ...{ id, title, description, on: choice.on.includes(id) },
      ...(code === undefined ? {} : { code }),
    })),
    risks: decisionsOf(choice.policy.risks),
    rules: describePolicy(choice),
  };
}

/** The edition of the standard that a policy follows, else that of the product's tables. */
export function editionOf({ policy }: PolicyChoice): string {
  return policy.edition ?? EDITION;
}

/** Evidence as it is written to a file. */
export function evidenceJson(evidence: Evidence): string {
  return `${JSON.stringify(evidence, null, 2)}\n`;
}
