/**
 * Text without the spaces and NULs around it, which are not significant (PS3.5 §6.2). In one pass from either end: a
 * regular expression would start anew at each of a million spaces inside of a value.
 */
export function trimPadding(text: string): string {
  let from = 0;
  let to = text.length;
  while (isPadding(text, from)) from++;
  while (isPadding(text, to - 1)) to--;
  return text.slice(from, to);
}

/** Text without the spaces and NULs behind it. */
export function trimTrailingPadding(text: string): string {
  let to = text.length;
  while (isPadding(text, to - 1)) to--;
  return text.slice(0, to);
}

/** Not before the start of the text, and not behind its end. */
function isPadding(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\0';
}
