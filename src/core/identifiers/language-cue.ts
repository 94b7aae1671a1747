import { CUES } from './month-names';

/** The language that most of the small words of a text belong to, '' when there are none or as many of another. */
export function languageOf(plain: string): string {
  let best = '';
  let most = 0;
  for (const { language, pattern } of CUES) {
    const count = plain.match(pattern)?.length ?? 0;
    if (count === most) best = '';
    if (count > most) [best, most] = [language, count];
  }
  return best;
}
