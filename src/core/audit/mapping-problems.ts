import { identityKey, type Mapping } from '../mapping/model';
import type { Problem } from './consistency';

/** What is wrong with a mapping itself: a patient with two anonymised IDs, or an anonymised ID for two patients. */
export function mappingProblems({ patients }: Pick<Mapping, 'patients'>): readonly Problem[] {
  const identities = new Set(patients.map(identityKey));
  const ids = new Set(patients.map(({ anonymisedId }) => anonymisedId));
  const count = patients.length - identities.size + (patients.length - ids.size);
  return Array.from({ length: count }, () => ({ code: 'id-mapped-twice', file: '', path: '' }));
}
