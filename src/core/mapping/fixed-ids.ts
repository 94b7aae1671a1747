import { UserError } from '../errors';
import type { Breathe } from '../io/breathe';
import type { KnownPatient, PatientIdentity } from './model';

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
 * @param surveyed the patients of the run
 * @param breathe called between pieces of work
 * @throws UserError 'patient-ids-conflict'
 */
export async function refuseConflicts(
  fixed: FixedIds,
  { patients }: { readonly patients: Iterable<KnownPatient> },
  surveyed: Iterable<{ readonly identity: PatientIdentity }>,
  breathe: Breathe = () => undefined,
): Promise<void> {
  if (fixed.list.length === 0) return;
  const conflicts = new Conflicts(fixed);
  for (const patient of patients) {
    await breathe();
    conflicts.addKnown(patient);
  }
  for (const { identity } of surveyed) {
    await breathe();
    conflicts.add(identity);
  }
  conflicts.refuse();
}

/** Case is ignored: to most file systems "anon-0001" is "ANON-0001". */
export function fold(anonymisedId: string): string {
  return anonymisedId.trim().toLowerCase();
}

class Conflicts {
  /** Patients of the list who have another ID. */
  private renamed = 0;
  /** Folded IDs of the list that patients of the list, and that others have. */
  private readonly own = new Set<string>();
  private readonly given = new Set<string>();
  private readonly listed: ReadonlySet<string>;
  private readonly issuers = new Map<string, Set<string>>();

  constructor(private readonly fixed: FixedIds) {
    this.listed = new Set(fixed.list.map(({ anonymisedId }) => fold(anonymisedId)));
  }

  addKnown(patient: KnownPatient): void {
    const id = fold(patient.anonymisedId);
    if (this.listed.has(id)) this.given.add(id);
    const wanted = this.fixed.of(patient);
    if (wanted === undefined) return;
    if (wanted !== patient.anonymisedId) this.renamed++;
    this.own.add(id);
    this.add(patient);
  }

  /** IDs that more than one patient would get: the list does not say whose Patient ID is meant. */
  add(identity: PatientIdentity): void {
    const id = this.fixed.of(identity);
    if (id !== undefined) this.issuers.set(id, (this.issuers.get(id) ?? new Set()).add(identity.issuer));
  }

  refuse(): void {
    if (this.renamed > 0) throw alreadyNamed(this.renamed);
    const taken = this.fixed.list.filter(({ anonymisedId }) => this.isTaken(fold(anonymisedId)));
    if (taken.length > 0) throw takenByOthers(taken.length);
    const shared = [...this.issuers.values()].filter((each) => each.size > 1).length;
    if (shared > 0) throw sharedId(shared);
  }

  private isTaken(id: string): boolean {
    return this.given.has(id) && !this.own.has(id);
  }
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
