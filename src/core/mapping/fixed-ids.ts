import { UserError } from '../errors';
import type { Mapping, PatientIdentity } from './model';

/** An anonymised ID that somebody chose for a patient. */
export interface FixedId {
  readonly patientId: string;
  /** Undefined: whoever issued the Patient ID. */
  readonly issuer: string | undefined;
  readonly anonymisedId: string;
}

/** Who has a fixed ID. */
export class FixedIds {
  private readonly ids: ReadonlyMap<string, string>;

  constructor(readonly list: readonly FixedId[]) {
    this.ids = new Map(list.map((entry) => [keyOf(entry.patientId, entry.issuer), entry.anonymisedId]));
  }

  /** The fixed ID of a patient; only patients with a Patient ID have one. */
  of({ kind, patientId, issuer }: PatientIdentity): string | undefined {
    if (kind !== 'id') return undefined;
    return this.ids.get(keyOf(patientId, issuer)) ?? this.ids.get(keyOf(patientId, undefined));
  }
}

/**
 * Refuses fixed IDs that can't be given: to a patient who has another one already, or that another patient has.
 * @param identities of the patients of the run
 * @throws UserError 'patient-ids-conflict'
 */
export function refuseConflicts(
  fixed: FixedIds,
  { patients }: Pick<Mapping, 'patients'>,
  identities: readonly PatientIdentity[],
): void {
  const listed = patients.filter((patient) => fixed.of(patient) !== undefined);
  const renamed = listed.filter((patient) => fixed.of(patient) !== patient.anonymisedId);
  if (renamed.length > 0) throw alreadyNamed(renamed.length);
  const own = new Set(listed.map(({ anonymisedId }) => fold(anonymisedId)));
  const given = new Set(patients.map(({ anonymisedId }) => fold(anonymisedId)));
  const taken = fixed.list
    .map(({ anonymisedId }) => fold(anonymisedId))
    .filter((id) => given.has(id) && !own.has(id));
  if (taken.length > 0) throw takenByOthers(taken.length);
  const shared = countShared([...patients, ...identities], fixed);
  if (shared > 0) throw sharedId(shared);
}

/** Case is ignored: to most file systems "anon-0001" is "ANON-0001". */
export function fold(anonymisedId: string): string {
  return anonymisedId.trim().toLowerCase();
}

/** IDs that more than one patient would get: the list does not say whose Patient ID is meant. */
function countShared(identities: readonly PatientIdentity[], fixed: FixedIds): number {
  const issuers = new Map<string, Set<string>>();
  for (const identity of identities) {
    const id = fixed.of(identity);
    if (id !== undefined) issuers.set(id, (issuers.get(id) ?? new Set()).add(identity.issuer));
  }
  return [...issuers.values()].filter((each) => each.size > 1).length;
}

function keyOf(patientId: string, issuer: string | undefined): string {
  return issuer === undefined ? `any\0${patientId}` : `of\0${patientId.length}\0${patientId}${issuer}`;
}

function alreadyNamed(count: number): UserError {
  return new UserError(
    'patient-ids-conflict',
    `${patientsText(count)} of the list of IDs have another anonymised ID in the mapping workbook already.`,
    'Give them that ID in the list, take them out of it, or choose another workbook and destination.',
  );
}

function takenByOthers(count: number): UserError {
  return new UserError(
    'patient-ids-conflict',
    `${idsText(count)} of the list belong to other patients in the mapping workbook already.`,
    'Choose other IDs for them, or another workbook and destination.',
  );
}

function sharedId(count: number): UserError {
  return new UserError(
    'patient-ids-conflict',
    `${idsText(count)} of the list would go to several patients: they have the same Patient ID from different issuers.`,
    'Add a column with the Issuer of Patient ID to the list, and name it as "issuer" in the policy.',
  );
}

function patientsText(count: number): string {
  return count === 1 ? '1 patient' : `${count} patients`;
}

function idsText(count: number): string {
  return count === 1 ? '1 ID' : `${count} IDs`;
}
