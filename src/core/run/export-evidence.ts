import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { patientsOfMapping } from '../audit/audited-patients';
import { LeakSearch } from '../audit/leak-search';
import { findTextLeaks } from '../audit/text-leaks';
import { UserError } from '../errors';
import { auditEvidence } from '../evidence/audit-evidence';
import { DeclaredMarks } from '../evidence/declared-marks';
import {
  editionOf,
  type Evidence,
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  evidenceJson,
  policyEvidence,
  type ValidatorEvidence,
} from '../evidence/evidence';
import { evidencePage } from '../evidence/evidence-page';
import { CONFORMANCE_TEXTS } from '../evidence/file-conformance';
import { Inventory, type InventoryFigures } from '../evidence/inventory';
import { CancelledError } from '../io/cancellation';
import type { Mapping } from '../mapping/model';
import { POLICIES } from '../policy/policies';
import type { Policy, PolicyChoice } from '../policy/policy';
import { auditFolder, type AuditResult } from './audit-folder';
import { ChecksumList } from './checksum-list';
import { describeOutputs, type FolderFigures, type ValidateFile } from './describe-outputs';
import {
  checkEvidenceFolders,
  EVIDENCE_FILES,
  type EvidenceFolders,
  explainedError,
} from './evidence-folders';
import { FolderDraft } from './replace-folder';
import { type CrosswalkCounts, writeCrosswalks } from './write-crosswalks';

/** A validator that looks at file after file and tells at the end what it found. */
export interface Validator {
  readonly validate: ValidateFile;
  readonly result: () => ValidatorEvidence;
}

export type EvidenceStep = 'audit' | 'outputs' | 'originals';

export interface EvidenceOptions extends EvidenceFolders {
  readonly mapping: Mapping;
  readonly policy: PolicyChoice;
  readonly version: string;
  /** List checksums by number, whatever the audit finds in paths. */
  readonly noPaths?: boolean;
  /** Undefined: what each kind of object needs is not checked. */
  readonly validator?: Validator;
  readonly now?: Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: EvidenceStep, files: number) => void;
}

export interface ExportedEvidence {
  readonly evidence: Evidence;
  readonly folder: string;
  /** Undefined when no crosswalks were asked for. */
  readonly crosswalks: CrosswalkCounts | undefined;
}

/**
 * Writes what can be told of a folder of outputs without telling anything of a patient, as a folder of its own: a page, the
 * same as JSON, and checksums; and, apart from it and where asked for, the crosswalks, which are confidential. Each folder
 * appears as a whole, in the place of an earlier export or of nothing.
 * @throws UserError; CancelledError
 */
export async function exportEvidence(options: EvidenceOptions): Promise<ExportedEvidence> {
  const folders = checkEvidenceFolders(options);
  checkPolicyText(options);
  try {
    return await exportChecked({ ...options, ...folders });
  } catch (error) {
    throw explainedError(error);
  }
}

async function exportChecked(options: EvidenceOptions): Promise<ExportedEvidence> {
  const audit = await runAudit(options);
  const drafts: FolderDraft[] = [];
  try {
    const draft = new FolderDraft(options.evidence, 0o755);
    drafts.push(draft);
    const described = await describe(options, audit, draft.path);
    writeFileSync(join(draft.path, EVIDENCE_FILES.json), evidenceJson(described.evidence));
    writeFileSync(join(draft.path, EVIDENCE_FILES.page), evidencePage(described.evidence));
    for (const name of [EVIDENCE_FILES.json, EVIDENCE_FILES.page, described.evidence.checksums.list])
      chmodSync(join(draft.path, name), 0o644);
    const crosswalks = await crosswalksOf(options, described, drafts);
    for (const each of drafts) each.publish();
    return { evidence: described.evidence, folder: options.evidence, crosswalks };
  } finally {
    for (const each of drafts) each.discard();
  }
}

async function crosswalksOf(
  { crosswalks, mapping, source, signal, onProgress }: EvidenceOptions,
  { patients, uids }: Described,
  drafts: FolderDraft[],
): Promise<CrosswalkCounts | undefined> {
  if (crosswalks === undefined || uids === undefined) return undefined;
  const draft = new FolderDraft(crosswalks, 0o700);
  drafts.push(draft);
  let files = 0;
  return writeCrosswalks({
    ...{ folder: draft.path, mapping, source, patients, uids, signal },
    onFile: () => onProgress?.('originals', ++files),
  });
}

async function runAudit(options: EvidenceOptions): Promise<AuditResult> {
  const { outputs, mapping, signal, onProgress } = options;
  const result = await auditFolder({
    ...{ folder: outputs, patients: patientsOfMapping(mapping), pixels: false },
    ...(signal ? { signal } : {}),
    onProgress: (files) => onProgress?.('audit', files),
  });
  if (result.cancelled) throw new CancelledError();
  return result;
}

interface Described {
  readonly evidence: Evidence;
  readonly patients: ReadonlySet<string>;
  readonly uids: ReadonlySet<string> | undefined;
}

async function describe(options: EvidenceOptions, audit: AuditResult, folder: string): Promise<Described> {
  const inventory = new Inventory(new DeclaredMarks(options.policy));
  const uids = options.crosswalks === undefined ? undefined : new Set<string>();
  const listedBy = options.noPaths === true || hasPathFindings(audit) ? 'number' : 'path';
  const list = EVIDENCE_FILES.checksums[listedBy];
  const checksums = new ChecksumList(join(folder, list), listedBy);
  let isOpen = true;
  let seen = 0;
  try {
    const figures = await describeOutputs({
      ...{ folder: options.outputs, inventory, checksums, uids, signal: options.signal },
      validate: options.validator?.validate,
      onFile: () => options.onProgress?.('outputs', ++seen),
    });
    isOpen = false;
    const listSha256 = checksums.close();
    const { files } = checksums;
    const known = new Set(options.mapping.patients.map(({ anonymisedId }) => anonymisedId));
    const evidence = evidenceOf(options, audit, inventory.figures(known), figures, {
      ...{ algorithm: 'SHA-256', list, files, listedBy, listSha256 },
    });
    return { evidence, patients: inventory.patients, uids };
  } finally {
    if (isOpen) checksums.abandon();
  }
}

function evidenceOf(
  { policy, version, validator, now = new Date() }: EvidenceOptions,
  audit: AuditResult,
  inventory: InventoryFigures,
  figures: FolderFigures,
  checksums: Evidence['checksums'],
): Evidence {
  const counts = new Map(inventory.faults.map(({ text, count }) => [text, count]));
  return {
    format: EVIDENCE_FORMAT,
    formatVersion: EVIDENCE_VERSION,
    created: now.toISOString(),
    software: { name: 'DicomAnon', version },
    standard: { edition: editionOf(policy) },
    policy: policyEvidence(policy),
    outputs: { ...inventory, ...figures },
    audit: auditEvidence(audit),
    conformance: {
      checks: Object.entries(CONFORMANCE_TEXTS).map(([code, what]) => ({
        ...{ code, what, files: counts.get(code) ?? 0 },
      })),
      faultlessFiles: inventory.faultlessFiles,
      validator: validator?.result() ?? { kind: 'not-run' },
    },
    checksums,
  };
}

/** Also of a finding that is not listed any more one must assume that it may be in a path. */
function hasPathFindings({ findings, findingCount }: AuditResult): boolean {
  const isKnown = findings.some(({ place, confidence }) => place === 'path' && confidence !== 'low');
  return isKnown || findingCount > findings.length;
}

/** What becomes of risky files is said in no words of anybody's. */
function withoutRisks(policy: Policy): Policy {
  return { ...policy, risks: {} };
}

/**
 * The words of the product's own policies name nobody; those of a policy file are its author's, and go into the evidence
 * as they are.
 * @throws UserError 'policy-identifies'
 */
function checkPolicyText({ policy, mapping }: EvidenceOptions): void {
  if (POLICIES.some((builtIn) => isDeepStrictEqual(withoutRisks(builtIn), withoutRisks(policy.policy))))
    return;
  const own = new Set(POLICIES.flatMap(({ rules }) => rules.map((rule) => JSON.stringify(rule))));
  const { rules, switches, name, title, description, notAttributes } = policy.policy;
  const texts = [...rules.filter((rule) => !own.has(JSON.stringify(rule))), switches, notAttributes];
  const search = new LeakSearch(patientsOfMapping(mapping));
  const text = [name, title, description, ...texts.map((each) => JSON.stringify(each))].join('/');
  if (findTextLeaks(search, text, -1, 'document').every(({ confidence }) => confidence === 'low')) return;
  throw new UserError(
    'policy-identifies',
    'The policy file holds something that is known of a patient, and would be part of the evidence.',
    'Take names, IDs and dates of patients out of the names, descriptions and values of its rules.',
  );
}
