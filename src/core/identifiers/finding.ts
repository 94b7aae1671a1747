/** What was found. `uid` is not among them: UIDs are found by their form, whatever is known. */
export type FindingKind =
  'name' | 'person' | 'id' | 'accession' | 'birth-date' | 'date' | 'phone' | 'address' | 'institution';

/** Something known of the patient, or a date, at [start, end) of a text, in UTF-16 units. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: FindingKind;
  /** 0.5 to 1: how sure it is that the words mean what is known. */
  readonly confidence: number;
  /** Of the kinds `date` and `birth-date`. */
  readonly date?: DateFinding;
}

/** A day, month or (of a known birth date) day without year; 0 is what the text does not say. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface DateFinding extends CalendarDate {
  /** Day and month may be meant either way, and nothing tells which. */
  readonly isAmbiguous: boolean;
  /** What to change in the text so that it has another date in the same form: numbers and month names. */
  edits(date: CalendarDate): readonly TextEdit[];
}

/** New text for [start, end) of a text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What to write where the character set has no such letters. */
  readonly ascii: string;
}

/** The text after edits, which are in order and don't overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = '';
  let at = 0;
  for (const { start, end, text: by } of edits) {
    edited += text.slice(at, start) + by;
    at = end;
  }
  return edited + text.slice(at);
}

/** Less than this of a finding is nothing by itself. */
const SHORTEST_REST = 2;

/** Findings in order of place, each without what belongs to a better one. */
export function withoutOverlaps(findings: readonly Finding[]): readonly Finding[] {
  const best = [...findings].sort((a, b) => rankOf(a) - rankOf(b) || b.end - b.start - (a.end - a.start));
  const taken = new TakenPlaces();
  return best.flatMap((finding) => restOf(finding, taken)).sort((a, b) => a.start - b.start);
}

/** The pieces of a finding that nothing else has taken; dates are whole or nothing. */
function restOf(finding: Finding, taken: TakenPlaces): readonly Finding[] {
  const isWhole = taken.isFree(finding.start, finding.end);
  const pieces = isWhole ? [finding] : finding.date ? [] : piecesOf(finding, taken);
  for (const { start, end } of pieces) taken.take(start, end);
  return pieces;
}

function piecesOf(finding: Finding, taken: TakenPlaces): readonly Finding[] {
  const pieces: Finding[] = [];
  for (let start = finding.start; start < finding.end; start++) {
    let end = start;
    while (end < finding.end && taken.isFree(end, end + 1)) end++;
    if (end - start >= SHORTEST_REST) pieces.push({ ...finding, start, end });
    start = end;
  }
  return pieces;
}

/** Which UTF-16 units of a text belong to something. */
export class TakenPlaces {
  private units = new Uint8Array(256);

  take(start: number, end: number): void {
    if (end > this.units.length) {
      const grown = new Uint8Array(2 * end);
      grown.set(this.units);
      this.units = grown;
    }
    this.units.fill(1, start, end);
  }

  isFree(start: number, end: number): boolean {
    for (let at = start; at < end && at < this.units.length; at++) if (this.units[at] === 1) return false;
    return true;
  }
}

/** What is known exactly comes before what is recognised by its form; names give way to whole numbers. */
const RANKS: Readonly<Record<FindingKind, number>> = {
  'birth-date': 0,
  id: 1,
  accession: 1,
  phone: 2,
  date: 3,
  name: 4,
  person: 5,
  address: 6,
  institution: 7,
};

function rankOf({ kind }: Finding): number {
  return RANKS[kind];
}
