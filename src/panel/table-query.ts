/** The words of a search, in lower case. */
export function searchWords(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether a text holds every word, in any case. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

/** The order of two cells of a column: negative, 0 or positive. */
export function compareCells(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
