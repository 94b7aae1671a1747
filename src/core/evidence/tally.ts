/** How often each of some texts occurred. */
export interface Counted {
  readonly text: string;
  readonly count: number;
}

/** Counts texts. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(text: string, count = 1): void {
    this.counts.set(text, (this.counts.get(text) ?? 0) + count);
  }

  /** The most frequent first, those of the same count by their text: the same whatever the order of counting was. */
  list(): readonly Counted[] {
    return [...this.counts]
      .map(([text, count]) => ({ text, count }))
      .sort((a, b) => b.count - a.count || compareTexts(a.text, b.text));
  }
}

/** By code units: the same on every machine, whatever its language is. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
