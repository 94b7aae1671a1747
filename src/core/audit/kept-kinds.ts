import type { FileFacts } from './file-facts';
import type { IdentifierKind } from './finding';

/** CID 7050: what an option of PS3.15 lets stay. */
const RETAINED: Readonly<Record<string, IdentifierKind>> = {
  '113106': 'date', // Retain Longitudinal Temporal Information Full Dates
  '113110': 'uid', // Retain UIDs
  '113112': 'institution', // Retain Institution Identity
};

/** What a file says that it keeps on purpose: finding that in it again is no leak. */
export function keptKinds({ methodCodes, dates }: FileFacts): ReadonlySet<IdentifierKind> {
  const kept = methodCodes.flatMap((code) => RETAINED[code] ?? []);
  return new Set<IdentifierKind>(dates === 'UNMODIFIED' ? [...kept, 'date'] : kept);
}
