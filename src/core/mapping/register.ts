import { UserError } from '../errors';
import { IntColumn } from '../packed/int-column';
import { TextTable } from '../packed/text-table';
import { type FixedId, FixedIds } from './fixed-ids';
import { identityKey, type MappingRecords, type PatientIdentity } from './model';

export interface RegisterOptions {
  /** What an anonymised ID starts with; default 'ANON-'. */
  readonly prefix?: string;
  /** Digits at least; default 4. */
  readonly digits?: number;
  /** IDs that patients get in place of a number; `refuseConflicts` has looked at them. */
  readonly fixedIds?: readonly FixedId[];
}

/** Who becomes whom. */
export interface PatientRegister {
  /** The anonymised ID of a patient: the one that they have, or the next free one. */
  assign(identity: PatientIdentity): string;
  /** The anonymised ID of a known patient. */
  lookup(identity: PatientIdentity): string | undefined;
}

/** Valid in a DICOM LO and PN value (PS3.5 §6.2) and in a file name anywhere. */
const PREFIX = /^[A-Za-z0-9_-]{0,32}$/;
const TRAILING_NUMBER = /(\d{1,15})\s*$/;

/**
 * A register of the patients of `mapping`.
 * @throws UserError 'prefix-invalid'
 */
export function createRegister(
  { patients, studies }: Pick<MappingRecords, 'patients' | 'studies'>,
  options: RegisterOptions = {},
): PatientRegister {
  const register = new Register(options);
  const otherIds: string[] = [];
  for (const { anonymisedId } of studies) otherIds.push(anonymisedId);
  register.learn(patients, otherIds);
  return register;
}

/**
 * New patients are numbered on from the highest number that any known anonymised ID of this prefix has; a number that
 * stands in any anonymised ID of the mapping, or in a fixed one, is not given out, whatever its prefix, even when only
 * a study still bears it.
 */
export class Register implements PatientRegister {
  /** Their numbers are those of the patients. */
  private readonly keys = new TextTable();
  private readonly ids = new TextTable();
  /** By number of the patient. */
  private readonly idOf = new IntColumn();
  private readonly prefix: string;
  private readonly digits: number;
  private readonly fixed: FixedIds;
  private readonly taken = new Set<number>();
  private last = 0;

  /** @throws UserError 'prefix-invalid' */
  constructor({ prefix = 'ANON-', digits = 4, fixedIds = [] }: RegisterOptions) {
    if (!PREFIX.test(prefix)) throw invalidPrefix();
    this.prefix = prefix;
    this.digits = digits;
    this.fixed = new FixedIds(fixedIds);
    for (const { anonymisedId } of fixedIds) this.takeTrailing(anonymisedId);
  }

  /**
   * Takes patients and their IDs for known; of two with the same identity the first counts. All must be known before
   * the first new one is numbered.
   * @param otherIds anonymised IDs that are not to be given out, either
   */
  learn(
    patients: Iterable<PatientIdentity & { readonly anonymisedId: string }>,
    otherIds: Iterable<string>,
  ): void {
    for (const patient of patients) {
      this.keep(identityKey(patient), patient.anonymisedId);
      this.take(patient.anonymisedId);
    }
    for (const id of otherIds) this.take(id);
  }

  lookup(identity: PatientIdentity): string | undefined {
    const patient = this.keys.find(identityKey(identity));
    return patient < 0 ? undefined : this.ids.get(this.idOf.at(patient));
  }

  assign(identity: PatientIdentity): string {
    const known = this.lookup(identity);
    if (known !== undefined) return known;
    const id =
      this.fixed.of(identity) ?? `${this.prefix}${String(this.nextNumber()).padStart(this.digits, '0')}`;
    this.keep(identityKey(identity), id);
    return id;
  }

  private keep(key: string, anonymisedId: string): void {
    const known = this.keys.length;
    if (this.keys.add(key) === known) this.idOf.push(this.ids.add(anonymisedId));
  }

  private take(anonymisedId: string): void {
    const number = numberAfter(anonymisedId, this.prefix);
    if (number !== undefined) this.last = Math.max(this.last, number);
    this.takeTrailing(anonymisedId);
  }

  private takeTrailing(anonymisedId: string): void {
    const trailing = TRAILING_NUMBER.exec(anonymisedId)?.[1];
    if (trailing !== undefined) this.taken.add(Number(trailing));
  }

  private nextNumber(): number {
    do this.last++;
    while (this.taken.has(this.last));
    return this.last;
  }
}

/** Case is ignored: to most file systems "anon-0001" is "ANON-0001". */
function numberAfter(anonymisedId: string, prefix: string): number | undefined {
  if (!anonymisedId.toLowerCase().startsWith(prefix.toLowerCase())) return undefined;
  const rest = anonymisedId.slice(prefix.length).trim();
  return /^\d{1,15}$/.test(rest) ? Number(rest) : undefined;
}

function invalidPrefix(): UserError {
  return new UserError(
    'prefix-invalid',
    'The prefix of anonymised IDs may hold up to 32 letters A to Z, digits, hyphens and underscores.',
    'Change the prefix in the settings, for example to "ANON-".',
  );
}
