import { UserError } from '../errors';
import { type FixedId, FixedIds } from './fixed-ids';
import { identityKey, type Mapping, type PatientIdentity } from './model';

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
 * A register of the patients of `mapping`. New patients are numbered on; a number that stands in any anonymised ID
 * of the mapping, or in a fixed one, is not given out, whatever its prefix, even when only a study still bears it.
 * Throws UserError 'prefix-invalid'.
 */
export function createRegister(
  mapping: Pick<Mapping, 'patients' | 'studies'>,
  { prefix = 'ANON-', digits = 4, fixedIds = [] }: RegisterOptions = {},
): PatientRegister {
  if (!PREFIX.test(prefix)) throw invalidPrefix();
  const ids = new Map<string, string>();
  for (const patient of mapping.patients) {
    const key = identityKey(patient);
    if (!ids.has(key)) ids.set(key, patient.anonymisedId);
  }
  const fixed = new FixedIds(fixedIds);
  const takeNumber = numberOn(mapping, prefix, fixedIds);
  const lookup = (identity: PatientIdentity): string | undefined => ids.get(identityKey(identity));
  const assign = (identity: PatientIdentity): string => {
    const known = lookup(identity);
    if (known !== undefined) return known;
    const id = fixed.of(identity) ?? `${prefix}${String(takeNumber()).padStart(digits, '0')}`;
    ids.set(identityKey(identity), id);
    return id;
  };
  return { assign, lookup };
}

/** Numbers after the highest with this prefix, leaving out those that an ID of another prefix ends with. */
function numberOn(
  mapping: Pick<Mapping, 'patients' | 'studies'>,
  prefix: string,
  fixedIds: readonly FixedId[],
): () => number {
  const taken = new Set<number>();
  let last = 0;
  for (const { anonymisedId } of [...mapping.patients, ...mapping.studies]) {
    const number = numberAfter(anonymisedId, prefix);
    if (number !== undefined) last = Math.max(last, number);
  }
  for (const { anonymisedId } of [...mapping.patients, ...mapping.studies, ...fixedIds]) {
    const trailing = TRAILING_NUMBER.exec(anonymisedId)?.[1];
    if (trailing !== undefined) taken.add(Number(trailing));
  }
  return () => {
    do last++;
    while (taken.has(last));
    return last;
  };
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
