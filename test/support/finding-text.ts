import { applyEdits, type CalendarDate } from '../../src/core/identifiers/finding';
import { KnownValueFinder } from '../../src/core/identifiers/known-value-finder';
import { type KnownValues, knownValues } from '../../src/core/identifiers/known-values';

/** What a finder of these values finds in a text, as 'kind: words'. */
export function found(known: Partial<KnownValues>, text: string): readonly string[] {
  return new KnownValueFinder(knownValues(known))
    .find(text)
    .map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

/** The words alone. */
export function wordsFound(known: Partial<KnownValues>, text: string): readonly string[] {
  return found(known, text).map((finding) => finding.slice(finding.indexOf(':') + 2));
}

/** A text with each date in it changed to another one. */
export function withDates(text: string, date: CalendarDate, known: Partial<KnownValues> = {}): string {
  const findings = new KnownValueFinder(knownValues(known)).find(text);
  return applyEdits(
    text,
    findings.flatMap((finding) => finding.date?.edits(date) ?? []),
  );
}
