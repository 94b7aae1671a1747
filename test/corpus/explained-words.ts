/** Words that are a name or an ID in one attribute and something else in another, which stays. */
const EXPLAINED: readonly {
  readonly words: readonly string[];
  readonly in?: RegExp;
  readonly because: string;
}[] = [];

/** Why this identifier may stand in the copy of this file, undefined when it may not. */
export function explanationOf(identifier: string, path: string): string | undefined {
  const word = identifier.toLowerCase();
  return EXPLAINED.find((each) => each.words.includes(word) && (each.in ?? /^/).test(path))?.because;
}
