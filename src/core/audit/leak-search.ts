import { byteForms, usualByteForms } from './byte-forms';
import { ByteMatcher, SHORTEST_PATTERN } from './byte-matcher';
import type { Needle } from './needle';
import { type AuditedPatient, type Forms, needlesOf } from './needles';

/** A needle found in bytes. */
export interface RawHit {
  readonly needle: Needle;
  /** Offset in the searched bytes. */
  readonly from: number;
  readonly to: number;
  /** Written in UTF-16 or with bytes beyond ASCII. */
  readonly isWide: boolean;
}

const NO_HITS: readonly RawHit[] = [];

/** Everything that is known of some patients, ready to be looked for in bytes. Immutable: one for all files of an audit. */
export class LeakSearch {
  private readonly matcher: ByteMatcher;
  private readonly needleOf: readonly Needle[];
  private readonly lengths: readonly number[];
  private readonly wide: readonly boolean[];
  private readonly indexes: ReadonlyMap<string, number>;

  constructor(
    readonly patients: readonly AuditedPatient[],
    forms: Forms = 'all',
  ) {
    const bytesOf = forms === 'all' ? byteForms : usualByteForms;
    const patterns = needlesOf(patients, forms).flatMap((needle) =>
      bytesOf(needle.text)
        .filter(({ length }) => length >= SHORTEST_PATTERN)
        .map((bytes) => ({ needle, bytes })),
    );
    this.matcher = new ByteMatcher(patterns.map(({ bytes }) => bytes));
    this.needleOf = patterns.map(({ needle }) => needle);
    this.lengths = patterns.map(({ bytes }) => bytes.length);
    this.wide = patterns.map(({ needle, bytes }) => bytes.length !== needle.text.length || bytes[0]! >= 0x80);
    this.indexes = new Map(patients.map(({ anonymisedId }, index) => [anonymisedId, index]));
  }

  /** The patient with this anonymised ID, -1 when there is none. */
  patientIndex(anonymisedId: string): number {
    return this.indexes.get(anonymisedId) ?? -1;
  }

  /** All that is found between `from` and `to`, by where it starts; of what starts at the same place the longest. */
  search(bytes: Uint8Array, from: number, to: number): readonly RawHit[] {
    let hits: RawHit[] | undefined;
    this.matcher.find(bytes, from, to, (pattern, at) => {
      (hits ??= []).push({
        needle: this.needleOf[pattern]!,
        from: at,
        to: at + this.lengths[pattern]!,
        isWide: this.wide[pattern]!,
      });
    });
    return hits === undefined ? NO_HITS : withoutInner(hits.sort((a, b) => a.from - b.from || b.to - a.to));
  }
}

/** A family name inside the full name is the same finding. */
function withoutInner(hits: readonly RawHit[]): readonly RawHit[] {
  const outer: RawHit[] = [];
  for (const hit of hits) if (hit.to > (outer.at(-1)?.to ?? -1)) outer.push(hit);
  return outer;
}
