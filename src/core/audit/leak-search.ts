import { ByteMatcher, type FoldedPattern, type MatchSink } from './byte-matcher';
import type { Needle } from './needle';
import { type AuditedPatient, type WrittenForm, WrittenForms } from './needles';

/** A needle found in bytes. */
export interface RawHit {
  readonly needle: Needle;
  /** Offset in the searched bytes. */
  readonly from: number;
  readonly to: number;
  /** Written in UTF-16 or with bytes beyond ASCII. */
  readonly isWide: boolean;
}

const FIRST_NOT_ASCII = 0x80;

/** Everything that is known of some patients, ready to be looked for in bytes. One for all files of an audit. */
export class LeakSearch {
  private readonly matcher: ByteMatcher;
  private readonly needleOf: readonly Needle[];
  private readonly patterns: readonly FoldedPattern[];
  private readonly indexes: ReadonlyMap<string, number>;

  /** @param memory what another search gave away */
  constructor(
    readonly patients: readonly AuditedPatient[],
    forms = new WrittenForms(),
    memory?: Uint8Array,
  ) {
    const [patterns, needleOf] = [[] as FoldedPattern[], [] as Needle[]];
    for (const { needle, form } of needlesOf(patients, forms)) {
      for (const pattern of form.patterns) {
        patterns.push(pattern);
        needleOf.push(needle);
      }
    }
    this.matcher = new ByteMatcher(patterns, memory);
    this.patterns = patterns;
    this.needleOf = needleOf;
    this.indexes = new Map(patients.map(({ anonymisedId }, index) => [anonymisedId, index]));
  }

  /** Gives memory away, for the next one: from now on it finds nothing any more. */
  release(): Uint8Array {
    return this.matcher.release();
  }

  /** The patient with this anonymised ID, -1 when there is none. */
  patientIndex(anonymisedId: string): number {
    return this.indexes.get(anonymisedId) ?? -1;
  }

  /** Tells `sink` of everything that stands between `from` and `to`, and of UIDs, known or not. */
  find(bytes: Uint8Array, from: number, to: number, sink: MatchSink): void {
    this.matcher.find(bytes, from, to, sink);
  }

  /** All that is known and found there, by where it starts; of what starts at the same place the longest. */
  search(bytes: Uint8Array, from: number, to: number): readonly RawHit[] {
    const hits: RawHit[] = [];
    const pattern = (index: number, at: number): void => {
      const [needle, { bytes: found }] = [this.needleOf[index]!, this.patterns[index]!];
      const isWide = found.length !== needle.text.length || found[0]! >= FIRST_NOT_ASCII;
      hits.push({ needle, from: at, to: at + found.length, isWide });
    };
    this.matcher.find(bytes, from, to, { pattern, uid: ignore });
    return withoutInner(hits.sort((a, b) => a.from - b.from || b.to - a.to));
  }
}

/** Each form once, with the patients whom it identifies; of two kinds that are written alike the first one counts. */
function needlesOf(
  patients: readonly AuditedPatient[],
  forms: WrittenForms,
): Iterable<{ readonly needle: Needle; readonly form: WrittenForm }> {
  const needles = new Map<string, { needle: Needle & { patients: number[] }; form: WrittenForm }>();
  patients.forEach((patient, index) => {
    for (const form of forms.of(patient)) {
      const known = needles.get(form.folded);
      if (!known) {
        const { text, kind, strength } = form;
        needles.set(form.folded, { needle: { text, kind, strength, patients: [index] }, form });
      } else if (known.needle.patients.at(-1) !== index) known.needle.patients.push(index);
    }
  });
  return needles.values();
}

function ignore(): void {
  // What is known is all that counts.
}

/** A family name inside the full name is the same finding. */
function withoutInner(hits: readonly RawHit[]): readonly RawHit[] {
  const outer: RawHit[] = [];
  for (const hit of hits) if (hit.to > (outer.at(-1)?.to ?? -1)) outer.push(hit);
  return outer;
}
